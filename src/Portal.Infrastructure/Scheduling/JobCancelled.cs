using System.Security.Cryptography;
using System.Text;
using Portal.Domain;

namespace Portal.Infrastructure.Scheduling;

/// <summary>An administrator asked the run of a job to stop.</summary>
public sealed record JobCancelled(string Job, PersonId? By, DateTimeOffset At) : DomainEvent(By, At)
{
    public override string Name => "job.cancelled";

    /// <summary>A job has a name and no id: the history gets one that is always the same.</summary>
    public override Subject Subject => new("job", new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Job)).AsSpan(0, 16)));
}
