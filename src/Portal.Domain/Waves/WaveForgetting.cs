namespace Portal.Domain.Waves;

/// <summary>After a while nobody needs to know any more who judged what in a wave, nor in which words.</summary>
public sealed partial class Wave
{
    /// <summary>When its experts were last told that their reviews will lead to nobody; null if never.</summary>
    public DateTimeOffset? ForgettingAnnouncedAt { get; private set; }

    /// <summary>When the texts of its reviews, and who its experts were, were erased; the marks stay. Null where they weren't.</summary>
    public DateTimeOffset? ExpertsForgottenAt { get; private set; }

    /// <summary>Tells its experts from when on their reviews lead to nobody.</summary>
    public void AnnounceForgetting(DateTimeOffset due, DateTimeOffset now)
    {
        if (ExpertsForgottenAt is not null)
            return;
        ForgettingAnnouncedAt = now;
        Tell(new ForgettingAnnounced(Id, due, now));
    }

    /// <summary>Notes that it is done. Doing it twice changes nothing.</summary>
    /// <param name="days">How long the rule kept them.</param>
    /// <param name="reviews">How many.</param>
    /// <param name="now">UTC.</param>
    public void ForgetExperts(int days, int reviews, DateTimeOffset now)
    {
        if (ExpertsForgottenAt is not null)
            return;
        ExpertsForgottenAt = now;
        Tell(new ExpertsForgotten(Id, days, reviews, now));
    }
}

/// <param name="Due">From when on it is done.</param>
public sealed record ForgettingAnnounced(WaveId Wave, DateTimeOffset Due, DateTimeOffset At)
    : WaveEvent(Wave, By: null, At)
{
    public override string Name => "wave.forgetting-announced";
}

public sealed record ExpertsForgotten(WaveId Wave, int Days, int Reviews, DateTimeOffset At)
    : WaveEvent(Wave, By: null, At)
{
    public override string Name => "wave.experts-forgotten";
}
