using Microsoft.AspNetCore.Identity;
using Portal.Domain;

namespace Portal.Infrastructure.Identity;

/// <summary>A person's account. Its id is the <see cref="PersonId"/> by which the domain knows the person.</summary>
public sealed class Account : IdentityUser<Guid>
{
    public Account() => Id = Guid.CreateVersion7();

    public PersonId Person => new(Id);

    /// <summary>The name as the person writes it.</summary>
    public string Name { get; set; } = "";

    public string Organisation { get; set; } = "";

    /// <summary>The language of the person's mails: <c>fr</c> or <c>en</c>.</summary>
    public string Language { get; set; } = "fr";

    /// <summary>Whether the person has shown that an address is theirs.</summary>
    public bool HasProven(EmailAddress address) =>
        EmailConfirmed && EmailAddress.TryParse(Email, out var own) && own.Equals(address);

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the person last signed in, or when the portal began to note it; null if never.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>When its owner was told that it will be closed, since they don't come any more.</summary>
    public DateTimeOffset? IdleAnnouncedAt { get; set; }

    /// <summary>When its owner asked that it be erased; null where they didn't, or signed in since.</summary>
    public DateTimeOffset? ErasureAskedAt { get; set; }

    /// <summary>When it was closed: from then on it leads to nobody.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>A fictional person of the demonstration, who can be entered as without a password.</summary>
    public bool IsDemonstration { get; set; }
}
