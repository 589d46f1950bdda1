using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Dossiers;

internal sealed class DossierMapping : IEntityTypeConfiguration<Dossier>
{
    public void Configure(EntityTypeBuilder<Dossier> dossier)
    {
        dossier.ToTable(
            "dossiers",
            table =>
                table.HasCheckConstraint(
                    "only_drafts_removed",
                    "removal_at is null or (filed_at is null and carried_from is null and carried_to is null)"
                )
        );
        // A removed draft is nobody's any more: only who may bring it back looks past this.
        dossier.HasQueryFilter(one => one.Removal == null);
        dossier.HasOne<Call>().WithMany().HasForeignKey(one => one.CallId);
        dossier.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        dossier.HasOne<CutOff>().WithMany().HasForeignKey(one => one.CutOffId);
        dossier.HasOne<Form>().WithMany().HasForeignKey(one => one.FormId);
        dossier.HasOne<Dossier>().WithOne().HasForeignKey<Dossier>(one => one.CarriedFrom);
        dossier.HasOne<Dossier>().WithOne().HasForeignKey<Dossier>(one => one.CarriedTo);
        dossier.HasIndex(one => new { one.WaveId, one.FiledAt });
        dossier.HasIndex(one => new { one.Carrier, one.StartToken }).IsUnique();
        dossier.Property(one => one.Title).HasMaxLength(Dossier.MaxTitleLength);
        dossier.Property(one => one.Number).HasMaxLength(30);
        dossier.HasIndex(one => one.Number).IsUnique();
        dossier.Ignore(one => one.State).Ignore(one => one.CurrentFiling).Ignore(one => one.Events);
        dossier.ComplexProperty(one => one.Withdrawal);
        dossier.ComplexProperty(one => one.Eligibility);
        dossier.ComplexProperty(one => one.Exclusion);
        dossier.ComplexProperty(one => one.Removal, removal => removal.Ignore(one => one.RestorableUntil));
        dossier.Property(one => one.Step).HasDefaultValue(1);
        dossier.ComplexProperty(one => one.StepDue, DeadlineMapping.Map!);
        dossier.ComplexProperty(one => one.Reopening);
        dossier.ComplexProperty(one => one.Dismissal);
        dossier.HasMany(one => one.Verdicts).WithOne().HasForeignKey(verdict => verdict.DossierId);
        dossier.Navigation(one => one.Verdicts).HasField("_verdicts");
        dossier.ComplexProperty(one => one.Offer);
        dossier.Ignore(one => one.Coordinator);
        dossier.HasMany(one => one.Members).WithOne().HasForeignKey(member => member.DossierId);
        dossier.HasMany(one => one.Filings).WithOne().HasForeignKey(filing => filing.DossierId);
        dossier.Navigation(one => one.Filings).HasField("_filings");
        dossier.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class VerdictMapping : IEntityTypeConfiguration<Verdict>
{
    public void Configure(EntityTypeBuilder<Verdict> verdict)
    {
        verdict.ToTable("verdicts");
        // What was filed is judged once, whoever judges at once.
        verdict.HasKey(one => new { one.DossierId, one.FilingId });
        verdict.HasOne<Filing>().WithMany().HasForeignKey(one => one.FilingId);
        verdict.Property(one => one.Remarks).HasMaxLength(Verdict.MaxRemarks);
        verdict.ComplexProperty(one => one.Due, DeadlineMapping.Map!);
    }
}

internal sealed class MemberMapping : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> member)
    {
        member.ToTable("dossier_members");
        member.HasKey(one => new { one.DossierId, one.Person });
        member.HasIndex(one => one.Person);
        member.Property(one => one.Partner).HasMaxLength(Answers.MaxRowId).HasDefaultValue(Consortium.Lead);
    }
}

internal sealed class TeamInvitationMapping : IEntityTypeConfiguration<TeamInvitation>
{
    public void Configure(EntityTypeBuilder<TeamInvitation> invitation)
    {
        invitation.ToTable("team_invitations");
        // What was taken back opens nothing and stands in nobody's way; it only counts among those that one has sent.
        invitation.HasQueryFilter(one => one.TakenBackAt == null);
        invitation.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        invitation.HasIndex(one => one.TokenHash).IsUnique();
        invitation.Property(one => one.TokenHash).HasMaxLength(64);
        invitation.Property(one => one.Partner).HasMaxLength(Answers.MaxRowId).HasDefaultValue(Consortium.Lead);
        invitation.Ignore(one => one.ExpiresAt).Ignore(one => one.Events);
        invitation.ComplexProperty(one => one.Answer);
        invitation.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class SectionMapping : IEntityTypeConfiguration<Section>
{
    public void Configure(EntityTypeBuilder<Section> section)
    {
        section.ToTable("dossier_sections");
        section.HasKey(one => new { one.DossierId, one.Key });
        section.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        section.Property(one => one.Key).HasMaxLength(80);
        // The revision is the token: an update that another one overtook finds no row.
        section.Property(one => one.Revision).IsConcurrencyToken();
        section
            .HasMany(one => one.Versions)
            .WithOne()
            .HasForeignKey(version => new { version.DossierId, version.SectionKey });
        section.Navigation(one => one.Versions).HasField("_versions");
        section.Ignore(one => one.Events);
    }
}

internal sealed class FieldVersionMapping : IEntityTypeConfiguration<FieldVersion>
{
    public void Configure(EntityTypeBuilder<FieldVersion> version)
    {
        version.ToTable("field_versions");
        version.Property(one => one.Id).ValueGeneratedNever();
        version.Property(one => one.SectionKey).HasMaxLength(80);
        version.Property(one => one.FieldKey).HasMaxLength(80);
        version.HasIndex(one => new
        {
            one.DossierId,
            one.SectionKey,
            one.FieldKey,
            one.Revision,
        });
        // They come in the order of their time: few bytes find those of a night, and saving pays next to nothing.
        version.HasIndex(one => one.At).HasMethod("brin");
        version.ComplexProperty(one => one.Settled);
        version.Ignore(one => one.IsOpenConflict);
    }
}

internal sealed class SignOffMapping : IEntityTypeConfiguration<SignOff>
{
    public void Configure(EntityTypeBuilder<SignOff> signed)
    {
        signed.ToTable("sign_offs");
        signed.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        signed.Property(one => one.Partner).HasMaxLength(Answers.MaxRowId);
        signed.Property(one => one.ContentSha256).HasMaxLength(64);
        // The same signed twice is signed once.
        signed
            .HasIndex(one => new
            {
                one.DossierId,
                one.Partner,
                one.ContentSha256,
            })
            .IsUnique();
        signed.Ignore(one => one.Events);
    }
}

internal sealed class FilingMapping : IEntityTypeConfiguration<Filing>
{
    public void Configure(EntityTypeBuilder<Filing> filing)
    {
        filing.ToTable("filings");
        filing.Property(one => one.Id).ValueGeneratedNever();
        filing.HasIndex(one => new { one.DossierId, one.Version }).IsUnique();
        filing.HasOne<CutOff>().WithMany().HasForeignKey(one => one.CutOffId);
        filing.HasOne<Form>().WithMany().HasForeignKey(one => one.FormId);
        filing.Property(one => one.Step).HasDefaultValue(1);
        filing.ComplexProperty(one => one.StepDue, DeadlineMapping.Map!);
        // Lists show these without reading all answers.
        filing.Property(one => one.Title).HasMaxLength(Dossier.MaxTitleLength);
        filing.Property(one => one.Lead).HasMaxLength(Dossier.MaxTitleLength);
        // Found by what it claims, however many there are.
        filing.Property(one => one.Claims).AsJson();
        filing.Property(one => one.SignOffs).AsJson();
        filing.HasIndex(one => one.Claims).HasMethod("gin").HasOperators("jsonb_path_ops");
        filing.Property(one => one.Sha256).HasMaxLength(64);
        filing.Property(one => one.ContentSha256).HasMaxLength(64);
        filing.HasMany(one => one.Files).WithOne().HasForeignKey(file => file.FilingId);
        filing.HasMany(one => one.Organisations).WithOne().HasForeignKey(named => named.FilingId);
    }
}

internal sealed class FiledFileMapping : IEntityTypeConfiguration<FiledFile>
{
    public void Configure(EntityTypeBuilder<FiledFile> file)
    {
        file.ToTable("filing_files");
        file.HasKey(one => new { one.FilingId, one.AttachmentId });
        file.HasOne<Attachment>().WithMany().HasForeignKey(one => one.AttachmentId);
    }
}
