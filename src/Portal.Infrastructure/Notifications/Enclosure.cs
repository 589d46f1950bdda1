namespace Portal.Infrastructure.Notifications;

/// <summary>A PDF that a mail brings along.</summary>
public sealed record Enclosure(string FileName, byte[] Pdf);
