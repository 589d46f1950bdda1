using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Juries;

internal sealed class JuryMapping : IEntityTypeConfiguration<Jury>
{
    public void Configure(EntityTypeBuilder<Jury> jury)
    {
        jury.ToTable("juries");
        jury.HasOne<Wave>().WithMany().HasForeignKey(one => one.WaveId);
        jury.Property(one => one.Name).HasMaxLength(Jury.NameLimit);
        jury.HasMany(one => one.Members).WithOne().HasForeignKey(member => member.JuryId);
        jury.HasMany(one => one.Conflicts).WithOne().HasForeignKey(conflict => conflict.JuryId);
        jury.Ignore(one => one.Events);
        jury.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class JuryMemberMapping : IEntityTypeConfiguration<JuryMember>
{
    public void Configure(EntityTypeBuilder<JuryMember> member)
    {
        member.ToTable("jury_members");
        member.HasKey(one => new { one.JuryId, one.Person });
        member.HasIndex(one => one.Person);
        member.HasIndex(one => new { one.JuryId, one.Role }).IsUnique().HasFilter("role in ('Chair', 'Secretary')");
    }
}

internal sealed class JuryConflictMapping : IEntityTypeConfiguration<JuryConflict>
{
    public void Configure(EntityTypeBuilder<JuryConflict> conflict)
    {
        conflict.ToTable("jury_conflicts");
        conflict.HasKey(one => new
        {
            one.JuryId,
            one.Person,
            one.DossierId,
        });
        conflict.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
    }
}

internal sealed class SittingMapping : IEntityTypeConfiguration<Sitting>
{
    public void Configure(EntityTypeBuilder<Sitting> sitting)
    {
        sitting.ToTable("sittings");
        sitting.HasOne<Jury>().WithMany().HasForeignKey(one => one.JuryId);
        sitting.ComplexProperty(one => one.Start, DeadlineMapping.Map);
        sitting.Property(one => one.Place).HasMaxLength(Sitting.PlaceLimit);
        sitting.ComplexProperty(one => one.Cancellation);
        sitting.ComplexProperty(one => one.Opening);
        sitting.ComplexProperty(one => one.Closing);
        sitting.HasMany(one => one.Items).WithOne().HasForeignKey(item => item.SittingId);
        sitting.HasMany(one => one.Slots).WithOne().HasForeignKey(slot => slot.SittingId);
        sitting.HasMany(one => one.Attendances).WithOne().HasForeignKey(one => one.SittingId);
        sitting.Property(one => one.Roll).AsJson();
        sitting
            .Ignore(one => one.IsOpen)
            .Ignore(one => one.Minutes)
            .Ignore(one => one.Chair)
            .Ignore(one => one.Secretary)
            .Ignore(one => one.Events);
        sitting.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class AgendaItemMapping : IEntityTypeConfiguration<AgendaItem>
{
    public void Configure(EntityTypeBuilder<AgendaItem> item)
    {
        item.ToTable("agenda_items");
        item.Property(one => one.Id).ValueGeneratedNever();
        item.HasOne<Dossier>().WithMany().HasForeignKey(one => one.DossierId);
        item.HasIndex(one => new { one.SittingId, one.DossierId }).IsUnique();
        item.Property(one => one.Away).AsJson();
        item.Property(one => one.Notes).HasMaxLength(Sitting.NotesLimit);
        item.Property(one => one.Proposal).HasMaxLength(Sitting.NotesLimit);
    }
}

internal sealed class AttendanceMapping : IEntityTypeConfiguration<Attendance>
{
    public void Configure(EntityTypeBuilder<Attendance> attendance)
    {
        attendance.ToTable("attendances");
        attendance.HasKey(one => new
        {
            one.SittingId,
            one.Person,
            one.From,
        });
        attendance.HasIndex(one => new { one.SittingId, one.Person }).IsUnique().HasFilter("until is null");
    }
}

internal sealed class PollMapping : IEntityTypeConfiguration<Poll>
{
    public void Configure(EntityTypeBuilder<Poll> poll)
    {
        poll.ToTable("polls");
        poll.HasOne<Sitting>().WithMany().HasForeignKey(one => one.SittingId);
        poll.HasOne<AgendaItem>().WithMany().HasForeignKey(one => one.ItemId);
        poll.HasIndex(one => one.SittingId).IsUnique().HasFilter("closed_at is null");
        poll.Property(one => one.Choices).AsJson();
        poll.Property(one => one.Tally).AsJson();
        poll.HasMany(one => one.Voters).WithOne().HasForeignKey(voter => voter.PollId);
        poll.Ignore(one => one.Cast).Ignore(one => one.Events);
        poll.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class PollVoterMapping : IEntityTypeConfiguration<PollVoter>
{
    public void Configure(EntityTypeBuilder<PollVoter> voter)
    {
        voter.ToTable("poll_voters");
        voter.HasKey(one => new { one.PollId, one.Person });
        voter.Property(one => one.Choice).HasMaxLength(10);
    }
}

internal sealed class MinutesMapping : IEntityTypeConfiguration<Minutes>
{
    public void Configure(EntityTypeBuilder<Minutes> minutes)
    {
        minutes.ToTable(
            "minutes",
            table =>
                table.HasCheckConstraint(
                    "two_signers",
                    "chair_signature_by is distinct from secretary_signature_by or chair_signature_by is null"
                )
        );
        minutes.HasOne<Sitting>().WithMany().HasForeignKey(one => one.SittingId);
        minutes.HasIndex(one => new { one.SittingId, one.Version }).IsUnique();
        minutes.Property(one => one.Sha256).HasMaxLength(64);
        minutes.ComplexProperty(one => one.ChairSignature);
        minutes.ComplexProperty(one => one.SecretarySignature);
        minutes.Ignore(one => one.IsSigned).Ignore(one => one.Events);
        minutes.Property<uint>("RowVersion").IsRowVersion();
    }
}
