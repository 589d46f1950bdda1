using Microsoft.AspNetCore.Identity;
using Portal.Domain.People;

namespace Portal.Infrastructure.Identity;

/// <summary>
/// What a password must be: 12 characters or more, 16 for administrators, and none of those that everybody tries
/// first. Nothing is asked of its composition, and it never expires.
/// </summary>
public sealed class PasswordRules : IPasswordValidator<Account>
{
    public const int MinLength = 12;
    public const int MinLengthOfAdministrators = 16;
    public const int MaxLength = 128;

    /// <summary>Stems of the long passwords that head the lists of leaked ones.</summary>
    private static readonly string[] Common =
    [
        "123456789",
        "password",
        "motdepasse",
        "azerty",
        "qwerty",
        "iloveyou",
        "bonjour",
        "administrateur",
        "administrator",
        "letmein",
        "welcome",
        "bienvenue",
        "abcdefgh",
        "soleil",
        "doudou",
        "loulou",
    ];

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password ?? "";
        if (text.Length > MaxLength)
            return Refuse("PasswordTooLong");
        if (IsCommon(text, user))
            return Refuse("PasswordCommon");
        if (
            text.Length < MinLengthOfAdministrators
            && await manager.IsInRoleAsync(user, nameof(PortalRole.Administrator))
        )
            return Refuse("PasswordTooShortForAdministrator");
        return IdentityResult.Success;
    }

    private static bool IsCommon(string password, Account account)
    {
        var plain = password.ToLowerInvariant();
        var owner = account.Email?.Split('@')[0].ToLowerInvariant() ?? "";
        return plain.Distinct().Count() < 5
            || Common.Any(stem => plain.Contains(stem, StringComparison.Ordinal) && plain.Length - stem.Length < 7)
            || (owner.Length > 3 && plain.Contains(owner, StringComparison.Ordinal) && plain.Length - owner.Length < 7);
    }

    private static IdentityResult Refuse(string code) => IdentityResult.Failed(new IdentityError { Code = code });
}
