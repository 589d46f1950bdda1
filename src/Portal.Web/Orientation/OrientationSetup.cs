using Portal.Infrastructure.Admissions;
using Portal.Infrastructure.Awards;
using Portal.Infrastructure.Contacts;
using Portal.Infrastructure.Orientation;
using Portal.Web.Admissions;
using Portal.Web.Awards;
using Portal.Web.Contacts;
using Portal.Web.Recommendations;

namespace Portal.Web.Orientation;

internal static class OrientationSetup
{
    /// <summary>What stands around the calls: the guide, contacts, reports, admissions, awards.</summary>
    public static void AddPortalOrientation(this IServiceCollection services)
    {
        services.AddScoped<Guides>();
        services.AddScoped<ContactDesk>();
        services.AddScoped<ContactReading>();
        services.AddScoped<ReportFollowing>();
        services.AddScoped<WavePlaces>();
        services.AddScoped<AdmissionDesk>();
        services.AddScoped<AdmissionReading>();
        services.AddScoped<StaffAdmissions>();
        services.AddScoped<CastVote>();
        services.AddScoped<AwardDesk>();
        services.AddScoped<AwardReading>();
        services.AddScoped<StaffAwards>();
    }
}
