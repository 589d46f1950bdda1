using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Infrastructure.Scheduling;

/// <summary>
/// Whether the jobs run: told apart from whether pages are served, since a copy of the portal that lacks its jobs still
/// serves them.
/// </summary>
public sealed class JobsCheck(JobBoard board) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var jobs = await board.ReadAsync(cancellationToken);
        string[] told =
        [
            .. Told(jobs, "silent", JobHealth.Silent),
            .. Told(jobs, "hung", JobHealth.Hung),
            .. Told(jobs, "failing", JobHealth.Failing),
        ];
        return told is [] ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", told));
    }

    private static IEnumerable<string> Told(IEnumerable<JobState> jobs, string word, JobHealth health)
    {
        var names = jobs.Where(job => job.Health == health).Select(job => job.Job.Name).ToList();
        return names is [] ? [] : [$"{word}: {string.Join(", ", names)}"];
    }
}
