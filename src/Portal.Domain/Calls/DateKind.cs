namespace Portal.Domain.Calls;

/// <summary>The kinds of dates that reminders go before. Whom they go to follows from the kind.</summary>
public enum DateKind
{
    /// <summary>To who writes in a draft of the wave that isn't filed.</summary>
    CutOff,

    /// <summary>To who writes in a dossier whose next step isn't filed.</summary>
    Step,

    /// <summary>To who writes in a dossier of which complements are awaited.</summary>
    Complements,

    /// <summary>To experts who have reviews still to submit.</summary>
    Reviews,

    /// <summary>To experts who have said nothing of what they would like to review.</summary>
    Wishes,

    /// <summary>To who coordinates a dossier that is heard.</summary>
    Audition,

    /// <summary>To the officers, before silence rejects an appeal (art. L.231-4, 2° CRPA).</summary>
    Appeal,

    /// <summary>To who writes in a funded project that owes a report.</summary>
    Milestone,
}
