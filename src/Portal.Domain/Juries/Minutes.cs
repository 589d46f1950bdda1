using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.Juries;

/// <summary>
/// The minutes of a sitting: its facts as a text that never changes, under its hash. A correction is another version,
/// which needs both signatures anew.
/// </summary>
public sealed class Minutes : Aggregate
{
    private Minutes() { }

    /// <param name="sitting">A sitting that is over.</param>
    /// <param name="version">One more than the last.</param>
    /// <param name="content">Its facts, as canonical JSON.</param>
    /// <param name="by">Who draws them up.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">The sitting goes on, or never began.</exception>
    public static Minutes DrawUp(Sitting sitting, int version, string content, PersonId by, DateTimeOffset now)
    {
        if (sitting.Closing is null)
            throw new RefusedException(JuryRefusals.StillSitting);
        var minutes = new Minutes
        {
            Id = MinutesId.New(),
            SittingId = sitting.Id,
            Version = version,
            Content = content,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
            DrawnUpAt = now,
        };
        minutes.Tell(new MinutesDrawnUp(minutes.Id, sitting.Id, version, minutes.Sha256, by, now));
        return minutes;
    }

    public MinutesId Id { get; private set; }

    public SittingId SittingId { get; private set; }

    public int Version { get; private set; }

    public string Content { get; private set; } = "";

    /// <summary>Of the content, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    public DateTimeOffset DrawnUpAt { get; private set; }

    public SittingAct? ChairSignature { get; private set; }

    public SittingAct? SecretarySignature { get; private set; }

    public bool IsSigned => ChairSignature is not null && SecretarySignature is not null;

    /// <summary>Signs as who one was in the sitting. Twice changes nothing.</summary>
    /// <param name="sitting">The sitting.</param>
    /// <param name="isNewest">Whether no later version was drawn up.</param>
    /// <param name="sha256">The hash that the person had before them.</param>
    /// <param name="by">Who signs.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">The person neither chaired nor wrote, or read something else.</exception>
    public void Sign(Sitting sitting, bool isNewest, string sha256, PersonId by, DateTimeOffset now)
    {
        if (by != sitting.Chair && by != sitting.Secretary)
            throw new RefusedException(JuryRefusals.NotSigner);
        if (!isNewest || sha256 != Sha256)
            throw new RefusedException(JuryRefusals.OtherMinutes);
        if (by == sitting.Chair ? ChairSignature is not null : SecretarySignature is not null)
            return;
        if (by == sitting.Chair)
            ChairSignature = new SittingAct(by, now);
        else
            SecretarySignature = new SittingAct(by, now);
        Tell(new MinutesSigned(Id, SittingId, Version, Sha256, by, now));
    }
}
