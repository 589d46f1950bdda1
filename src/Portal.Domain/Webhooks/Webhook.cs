namespace Portal.Domain.Webhooks;

public enum SuspensionReason
{
    ByOwner,

    /// <summary>A message was tried as often as any is, and never taken.</summary>
    TriesUsedUp,

    /// <summary>The receiver said that nobody wants this any more (410).</summary>
    Gone,
}

public sealed record Suspension(SuspensionReason Reason, DateTimeOffset At);

/// <summary>The secret before the one that counts: it signs beside it for a while, so that its owner can change over.</summary>
public sealed record FormerSecret(string Sealed, DateTimeOffset Until);

/// <summary>An address of a person's own, to which the portal tells what that person chose to be told, as it happens.</summary>
public sealed class Webhook : Aggregate
{
    public const int MostOfAPerson = 10;
    public const int MostTestsADay = 20;

    public static readonly TimeSpan BothSecretsSign = TimeSpan.FromHours(24);

    private Webhook() { }

    /// <param name="types">Of <see cref="MessageTypes.All"/>.</param>
    /// <param name="sealedSecret">What signs its messages, readable to the portal alone.</param>
    /// <exception cref="RefusedException">Nothing that it could tell was chosen.</exception>
    public static Webhook Add(
        PersonId owner,
        WebhookAddress address,
        IReadOnlyCollection<string> types,
        string sealedSecret,
        DateTimeOffset now
    )
    {
        var webhook = new Webhook
        {
            Id = WebhookId.New(),
            Owner = owner,
            Address = address,
            Types = [.. MessageTypes.All.Where(types.Contains)],
            SealedSecret = sealedSecret,
            AddedAt = now,
            TellsSince = now,
        };
        if (webhook.Types.Count == 0)
            throw new RefusedException(WebhookRefusals.NothingChosen);
        webhook.Tell(new WebhookAdded(webhook.Id, webhook.Types, owner, now));
        return webhook;
    }

    public WebhookId Id { get; private set; }

    public PersonId Owner { get; private set; }

    public WebhookAddress Address { get; private set; } = null!;

    public IReadOnlyList<string> Types { get; private set; } = [];

    public string SealedSecret { get; private set; } = "";

    public FormerSecret? Former { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>What happened before, or while it was paused, isn't told.</summary>
    public DateTimeOffset TellsSince { get; private set; }

    /// <summary>Null while it sends.</summary>
    public Suspension? Suspension { get; private set; }

    /// <summary>The sealed secrets that sign at a moment, the one that counts first.</summary>
    public IReadOnlyList<string> SecretsAt(DateTimeOffset now) =>
        Former is { } former && former.Until > now ? [SealedSecret, former.Sealed] : [SealedSecret];

    public void RenewSecret(string sealedSecret, DateTimeOffset now)
    {
        (Former, SealedSecret) = (new FormerSecret(SealedSecret, now + BothSecretsSign), sealedSecret);
        Tell(new WebhookSecretRenewed(Id, Owner, now));
    }

    /// <summary>Stops sending. Doing it twice changes nothing.</summary>
    /// <param name="by">Null where the portal itself does.</param>
    public void Suspend(SuspensionReason reason, PersonId? by, DateTimeOffset now)
    {
        if (Suspension is not null)
            return;
        Suspension = new Suspension(reason, now);
        Tell(new WebhookSuspended(Id, reason, by, now));
    }

    /// <summary>Sends again: what waited goes at once. Doing it twice changes nothing.</summary>
    public void Resume(DateTimeOffset now)
    {
        if (Suspension is null)
            return;
        (Suspension, TellsSince) = (null, now);
        Tell(new WebhookResumed(Id, Owner, now));
    }

    /// <summary>Tells the history that it goes; deleting it, with its messages, is what comes after.</summary>
    public void Remove(DateTimeOffset now) => Tell(new WebhookRemoved(Id, Owner, now));

    /// <summary>Stops where an answer says that nobody listens any more.</summary>
    internal void Learn(AttemptOutcome outcome, DateTimeOffset now) =>
        Suspend(outcome == AttemptOutcome.Gone ? SuspensionReason.Gone : SuspensionReason.TriesUsedUp, by: null, now);
}
