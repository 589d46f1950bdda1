using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Calls;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Calibration;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Waves;

namespace Portal.Infrastructure.Reviews.Calibration;

public sealed class ExerciseMapping : IEntityTypeConfiguration<Exercise>
{
    /// <summary>Of an exercise: whoever changes one names the revision that they read.</summary>
    public const string Revision = "Version";

    public void Configure(EntityTypeBuilder<Exercise> exercise)
    {
        exercise.ToTable("exercises");
        exercise.HasOne<Wave>().WithOne().HasForeignKey<Exercise>(one => one.WaveId);
        exercise.HasOne<Grid>().WithMany().HasForeignKey(one => one.GridId);
        exercise.Property(one => one.Title).HasMaxLength(ExerciseSample.TitleLength);
        exercise.Property(one => one.Text).HasMaxLength(ExerciseSample.TextLength);
        exercise.Property(one => one.Reference).AsJson();
        exercise.ComplexProperty(one => one.Opening);
        exercise.ComplexProperty(one => one.Due, DeadlineMapping.Map!);
        exercise.Ignore(one => one.Events);
        exercise.Property<uint>(Revision).IsRowVersion();
    }
}

internal sealed class TrialMapping : IEntityTypeConfiguration<Trial>
{
    public void Configure(EntityTypeBuilder<Trial> trial)
    {
        trial.ToTable("trials");
        trial.HasOne<Exercise>().WithMany().HasForeignKey(one => one.ExerciseId);
        trial.HasOne<Expert>().WithMany().HasForeignKey(one => one.ExpertId);
        trial.HasIndex(one => new { one.ExerciseId, one.ExpertId }).IsUnique();
        trial.HasIndex(one => one.Person);
        trial.Property(one => one.Sheet).AsJson();
        trial.Property(one => one.Revision).IsConcurrencyToken();
        trial.Ignore(one => one.Events);
        trial.Property<uint>("Version").IsRowVersion();
    }
}
