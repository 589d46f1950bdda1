namespace Portal.Domain.FollowUp;

/// <summary>What is said in the course of a project: reasons, remarks, evidence.</summary>
public static class FollowUpText
{
    /// <summary>Characters.</summary>
    public const int Longest = 4_000;

    /// <exception cref="RefusedException">Nothing or too much is said.</exception>
    internal static void EnsureSaid(string words)
    {
        if (string.IsNullOrWhiteSpace(words))
            throw new RefusedException(FollowUpRefusals.ReasonNeeded);
        EnsureNotTooLong(words);
    }

    internal static void EnsureNotTooLong(string words)
    {
        if (words.Length > Longest)
            throw new RefusedException(FollowUpRefusals.TextTooLong(Longest));
    }
}
