namespace Portal.Domain.Webhooks;

/// <summary>How long a message waits after each try that failed, over some three days (Standard Webhooks 1.0).</summary>
public static class RetrySchedule
{
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Of one message; the last one has nothing after it.</summary>
    public static int MostTries => Waits.Length + 1;

    /// <param name="tries">How many there were, from 1 on.</param>
    /// <param name="luck">
    /// From 0 up to 1: lengthens the wait by up to a tenth, so that what failed together isn't tried together.
    /// </param>
    /// <param name="asked">How long the receiver asked to be left alone: taken into account up to the longest wait.</param>
    /// <returns>Null after the last try.</returns>
    public static TimeSpan? WaitAfter(int tries, double luck, TimeSpan? asked)
    {
        if (tries >= MostTries)
            return null;
        var wait = Waits[tries - 1] * (1 + luck / 10);
        var longest = asked > Waits[^1] ? Waits[^1] : asked;
        return longest > wait ? longest : wait;
    }
}
