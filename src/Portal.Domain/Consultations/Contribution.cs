using Portal.Domain.Attachments;

namespace Portal.Domain.Consultations;

/// <summary>
/// What a person or an organisation says on a plan, or on one article of it. It counts once its address is confirmed, and
/// one address counts once an article: what comes later takes the place of what came before.
/// </summary>
public sealed class Contribution : Aggregate
{
    public const int TextLength = 10_000;

    /// <summary>How long it waits for the address to be confirmed; then it is forgotten.</summary>
    public static readonly TimeSpan ToConfirm = TimeSpan.FromDays(7);

    private Contribution() { }

    /// <param name="to">What it contributes to.</param>
    /// <param name="article">The article's key; null for the plan as a whole.</param>
    /// <param name="from">Who speaks.</param>
    /// <param name="text">What they say: plain text.</param>
    /// <param name="language"><c>fr</c> or <c>en</c>, which they wrote in.</param>
    /// <param name="key">The secret of the link that goes to the address: who has it confirms or takes back.</param>
    /// <param name="now">UTC.</param>
    /// <exception cref="RefusedException">It doesn't take contributions now, or something is missing.</exception>
    public static Contribution Send(
        Consultation to,
        string? article,
        Contributor from,
        string text,
        string language,
        string key,
        DateTimeOffset now
    )
    {
        if (to.StateAt(now) != ConsultationState.Open)
            throw new RefusedException(ConsultationRefusals.NotOpen);
        if (article is not null && to.Plan.All(one => one.Key != article))
            throw new RefusedException(ConsultationRefusals.NoSuchArticle);
        if (text.Trim() is not { Length: > 0 and <= TextLength } said)
            throw new RefusedException(ConsultationRefusals.TextMissing(TextLength));
        return new()
        {
            Id = ContributionId.New(),
            ConsultationId = to.Id,
            Article = article,
            From = from,
            Mailbox = from.Email.Mailbox,
            Text = said,
            Language = language,
            Key = key,
            SentAt = now,
        };
    }

    public ContributionId Id { get; private set; }

    public ConsultationId ConsultationId { get; private set; }

    /// <summary>The key of the article that it is about; null for the plan as a whole.</summary>
    public string? Article { get; private set; }

    public Contributor From { get; private set; } = null!;

    /// <summary>See <see cref="EmailAddress.Mailbox"/>: what one may count once by.</summary>
    public string Mailbox { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string Language { get; private set; } = "";

    public string Key { get; private set; } = "";

    public DateTimeOffset SentAt { get; private set; }

    /// <summary>UTC; null while the address isn't confirmed.</summary>
    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>When a later one from the same address took its place, UTC.</summary>
    public DateTimeOffset? ReplacedAt { get; private set; }

    /// <summary>A file that came with it; its bytes lie in the file store.</summary>
    public ContributedFile? File { get; private set; }

    /// <summary>What a virus scanner said of the file.</summary>
    public Scan? Scan { get; private set; }

    /// <summary>When a scanner last could not read the file, UTC.</summary>
    public DateTimeOffset? ScanTriedAt { get; private set; }

    /// <summary>What staff said after reading it; null while nobody has.</summary>
    public Moderation? Moderation { get; private set; }

    public ContributionGroupId? GroupId { get; private set; }

    /// <summary>Puts a file to it, in place of the one before. Staff reads it anew: nobody has accepted that file.</summary>
    /// <exception cref="RefusedException">See <see cref="EnsureTakesFile"/>.</exception>
    public void Enclose(ContributedFile file, Consultation to, DateTimeOffset now)
    {
        EnsureTakesFile(to, now);
        (File, Scan, ScanTriedAt, Moderation, GroupId) = (file, null, null, null, null);
    }

    /// <summary>A file is said, as words are: once the consultation is closed, who reads and answers isn't overtaken.</summary>
    /// <exception cref="RefusedException">The consultation isn't open, its address isn't confirmed, or a later one took its place.</exception>
    public void EnsureTakesFile(Consultation to, DateTimeOffset now)
    {
        if (to.StateAt(now) != ConsultationState.Open)
            throw new RefusedException(ConsultationRefusals.NotOpen);
        if (ConfirmedAt is null || ReplacedAt is not null)
            throw new RefusedException(ConsultationRefusals.NotConfirmed);
    }

    /// <summary>
    /// The owner of the address confirms. In time is what was sent in time; doing it twice changes nothing.
    /// </summary>
    /// <param name="others">What the same mailbox said on the same article and is confirmed: the last one sent counts.</param>
    /// <param name="now">UTC.</param>
    public void Confirm(IReadOnlyList<Contribution> others, DateTimeOffset now)
    {
        if (ConfirmedAt is not null)
            return;
        ConfirmedAt = now;
        if (others.Any(one => one.SentAt > SentAt))
            ReplacedAt = now;
        foreach (var one in others.Where(one => one.SentAt <= SentAt))
            (one.ReplacedAt, one.GroupId, one.File, one.Scan, one.ScanTriedAt) = (now, null, null, null, null);
        Tell(new ContributionConfirmed(ConsultationId, Id, now));
    }

    /// <summary>Lets the public read it.</summary>
    public void Accept(PersonId by, DateTimeOffset now) => Moderate(new Moderation(true, "", by, now));

    /// <summary>Keeps it from the public; who sent it reads the reason.</summary>
    public void Withhold(string reason, PersonId by, DateTimeOffset now)
    {
        if (reason.Trim() is not { Length: > 0 and <= Moderation.ReasonLength } said)
            throw new RefusedException(ConsultationRefusals.ReasonMissing(Moderation.ReasonLength));
        Moderate(new Moderation(false, said, by, now));
        GroupId = null;
    }

    private void Moderate(Moderation said)
    {
        if (ConfirmedAt is null)
            throw new RefusedException(ConsultationRefusals.NotConfirmed);
        if (Moderation?.IsAccepted == said.IsAccepted && Moderation.Reason == said.Reason)
            return;
        Moderation = said;
        Tell(
            said.IsAccepted
                ? new ContributionAccepted(ConsultationId, Id, said.By, said.At)
                : new ContributionWithheld(ConsultationId, Id, said.Reason, said.By, said.At)
        );
    }

    /// <summary>Says what it asks for, with others; null takes it out of its group.</summary>
    public void Join(ContributionGroup? group)
    {
        if (group is not null && (Moderation is not { IsAccepted: true } || ReplacedAt is not null))
            throw new RefusedException(ConsultationRefusals.NotAccepted);
        if (group is not null && group.ConsultationId != ConsultationId)
            throw new RefusedException(ConsultationRefusals.NoSuchGroup);
        if (group is not null && group.Article != Article)
            throw new RefusedException(ConsultationRefusals.OtherArticle);
        GroupId = group?.Id;
    }

    /// <summary>A scanner read the file; the first word counts.</summary>
    public void TakeScan(Scan scan) => Scan ??= scan;

    public void ScanFailed(DateTimeOffset now) => ScanTriedAt = now;
}

/// <summary>Who speaks. The address is read by nobody; an organisation's name is public, a person's where they wish so.</summary>
/// <param name="Organisation">For which they speak; empty where for themselves.</param>
/// <param name="IsNamed">Whether the public may read the person's name.</param>
public sealed record Contributor(string Name, EmailAddress Email, string Organisation, bool IsNamed)
{
    public const int NameLength = 150;
}

/// <param name="StoredAs">The id under which its bytes lie.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ContributedFile(AttachmentId StoredAs, string Name, long Size, string Sha256)
{
    public const int MaxMegabytes = 10;
}

/// <param name="Reason">Why it is withheld; empty where it is accepted.</param>
public sealed record Moderation(bool IsAccepted, string Reason, PersonId By, DateTimeOffset At)
{
    public const int ReasonLength = 1_000;
}
