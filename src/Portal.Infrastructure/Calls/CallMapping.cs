using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Calls;

internal sealed class CallMapping : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> call)
    {
        call.ToTable("calls");
        call.Property(one => one.Slug).HasMaxLength(80);
        call.HasIndex(one => one.Slug).IsUnique();
        call.Property(one => one.Code).HasMaxLength(8);
        call.HasIndex(one => one.Code).IsUnique();
        call.Property(one => one.Presentation).AsJson();
        call.Property(one => one.Steps).AsJson();
        call.Property(one => one.Approvals).AsJson().HasDefaultValueSql("'[]'");
        call.Property(one => one.Letters).AsJson().HasDefaultValueSql("'[]'");
        call.Property(one => one.FollowUp).AsJson().HasDefaultValueSql("'{}'");
        call.Property(one => one.Admission).AsJson();
        call.Property(one => one.Orientation).AsJson();
        call.Property(one => one.Thesaurus).AsJson().HasDefaultValueSql("'[]'");
        call.Property(one => one.Reminders).AsJson();
        call.PrimitiveCollection(one => one.Themes);
        call.PrimitiveCollection(one => one.Regimes);
        call.Ignore(one => one.CurrentForm).Ignore(one => one.CurrentGrid).Ignore(one => one.Events);
        call.HasMany(one => one.Forms).WithOne().HasForeignKey(form => form.CallId);
        call.HasMany(one => one.Grids).WithOne().HasForeignKey(grid => grid.CallId);
        call.HasMany(one => one.Officers).WithOne().HasForeignKey(officer => officer.CallId);
        call.Property<uint>("Version").IsRowVersion();
    }
}

internal sealed class CallOfficerMapping : IEntityTypeConfiguration<CallOfficer>
{
    public void Configure(EntityTypeBuilder<CallOfficer> officer)
    {
        officer.ToTable("call_officers");
        officer.HasKey(one => new { one.CallId, one.Person });
        officer.HasIndex(one => one.Person);
    }
}

internal sealed class FormMapping : IEntityTypeConfiguration<Form>
{
    public void Configure(EntityTypeBuilder<Form> form)
    {
        form.ToTable("forms");
        form.HasIndex(one => new { one.CallId, one.Version }).IsUnique();
        form.Property(one => one.Id).ValueGeneratedNever();
        form.Property(one => one.Sections).AsJson();
        form.Property(one => one.Rules).AsJson();
        form.Ignore(one => one.Fields).Ignore(one => one.LastStep);
        form.Ignore(one => one.HasStepsAhead).Ignore(one => one.IsSignedByEach);
    }
}

internal sealed class FormDraftMapping : IEntityTypeConfiguration<FormDraft>
{
    public void Configure(EntityTypeBuilder<FormDraft> draft)
    {
        draft.ToTable("form_drafts");
        draft.HasKey(one => one.CallId);
        draft.HasOne<Call>().WithOne().HasForeignKey<FormDraft>(one => one.CallId);
        draft.Property(one => one.From).HasColumnName("from_version");
        draft.Property(one => one.Sections).AsJson();
        draft.Property(one => one.Rules).AsJson();
        draft.Property(one => one.Removals).AsJson();
        draft.Property(one => one.Revision).IsConcurrencyToken();
        draft.Ignore(one => one.Fields).Ignore(one => one.Events);
    }
}

internal sealed class GridMapping : IEntityTypeConfiguration<Grid>
{
    public void Configure(EntityTypeBuilder<Grid> grid)
    {
        grid.ToTable("grids");
        grid.HasIndex(one => new { one.CallId, one.Version }).IsUnique();
        grid.Property(one => one.Id).ValueGeneratedNever();
        grid.Property(one => one.Scale).AsJson();
        grid.Property(one => one.Criteria).AsJson();
        grid.Property(one => one.Questions).AsJson().HasDefaultValueSql("'[]'::jsonb");
        grid.Property(one => one.Confidence).AsJson().HasDefaultValueSql("'[]'::jsonb");
    }
}
