using Portal.Infrastructure.Reviews;
using Portal.Infrastructure.Reviews.Assignment;
using Portal.Infrastructure.Reviews.Calibration;
using Portal.Infrastructure.Reviews.Pool;
using Portal.Infrastructure.Reviews.Wishes;
using Portal.Web.Reviews.Assignment;
using Portal.Web.Reviews.Calibration;
using Portal.Web.Reviews.Pool;
using Portal.Web.Reviews.Wishes;

namespace Portal.Web.Reviews;

internal static class PanelSetup
{
    /// <summary>Experts: invited, joining, reviewing.</summary>
    public static void AddPortalPanel(this IServiceCollection services)
    {
        services.AddScoped<LookForConflicts>();
        services.AddScoped<BarPartners>();
        services.AddScoped<Invitations>();
        services.AddScoped<InviteMany>();
        services.AddScoped<PutOnStandby>();
        services.AddScoped<RaiseOnStandby>();
        services.AddScoped<NameRapporteur>();
        services.AddScoped<TakeReviewAway>();
        services.AddScoped<PoolDesk>();
        services.AddScoped<OwnProfileReading>();
        services.AddScoped<PoolImport>();
        services.AddScoped<PoolReading>();
        services.AddScoped<PoolExpertReading>();
        services.AddScoped<AssignmentReading>();
        services.AddScoped<MatrixReading>();
        services.AddScoped<AcceptProposal>();
        services.AddScoped<PanelPages>();
        services.AddScoped<SayWishes>();
        services.AddScoped<WishReading>();
        services.AddScoped<ReviewReading>();
        services.AddScoped<DiscussionReading>();
        services.AddScoped<SynthesisReading>();
        services.AddScoped<ExerciseReading>();
        services.AddScoped<RemindOfExercise>();
    }
}
