namespace Portal.Domain.Webhooks;

/// <summary>What a webhook can tell, by the names under which receivers know it: these never change.</summary>
public static class MessageTypes
{
    public const string CallAnnounced = "call.announced";
    public const string WaveOpened = "wave.opened";
    public const string WaveClosed = "wave.closed";
    public const string WinnersPublished = "winners.published";
    public const string WinnersCorrected = "winners.corrected";
    public const string DossierFiled = "dossier.filed";
    public const string DossierDecided = "dossier.decided";

    /// <summary>Sent on demand, to whatever webhook.</summary>
    public const string Test = "webhook.test";

    /// <summary>What everybody may know.</summary>
    public static IReadOnlyList<string> OfCalls { get; } =
    [CallAnnounced, WaveOpened, WaveClosed, WinnersPublished, WinnersCorrected];

    /// <summary>What a dossier's team may know.</summary>
    public static IReadOnlyList<string> OfOwnDossiers { get; } = [DossierFiled, DossierDecided];

    public static IReadOnlyList<string> All { get; } = [.. OfCalls, .. OfOwnDossiers];
}
