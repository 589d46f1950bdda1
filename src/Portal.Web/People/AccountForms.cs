using FluentValidation;
using Portal.Domain;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Texts;

namespace Portal.Web.People;

public sealed class SignUpForm
{
    public string? Name { get; set; }

    public string? Organisation { get; set; }

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>Where the person was going.</summary>
    public string? Back { get; set; }
}

public sealed class SignUpValidator : AbstractValidator<SignUpForm>
{
    public SignUpValidator(Texts texts)
    {
        RuleFor(form => form.Name)
            .NotEmpty()
            .WithMessage(_ => texts["people.name-missing"])
            .MaximumLength(200)
            .Must(PersonName.IsOne)
            .WithMessage(_ => texts["people.name-no-address"]);
        RuleFor(form => form.Organisation).MaximumLength(200);
        RuleFor(form => form.Email)
            .Must(email => EmailAddress.TryParse(email, out _))
            .WithMessage(_ => texts["people.email-wrong"]);
        RuleFor(form => form.Password)
            .MinimumLength(PasswordRules.MinLength)
            .WithMessage(_ => texts["people.password-short", PasswordRules.MinLength])
            .NotEmpty()
            .WithMessage(_ => texts["people.password-short", PasswordRules.MinLength]);
    }
}

public sealed class SignInForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? Back { get; set; }
}

public sealed class CodeForm
{
    public string? Code { get; set; }

    public string? Back { get; set; }
}

public sealed class EnrolForm
{
    public string? Code { get; set; }

    /// <summary>The key that the page showed, sealed.</summary>
    public string? Key { get; set; }
}

public sealed class ForgottenForm
{
    public string? Email { get; set; }
}

public sealed class ResetForm
{
    public Guid Id { get; set; }

    public string? Token { get; set; }

    public string? Password { get; set; }
}

public sealed class ProfileForm
{
    public string? Name { get; set; }

    public string? Organisation { get; set; }

    public string? Language { get; set; }
}

public sealed class ProfileValidator : AbstractValidator<ProfileForm>
{
    public ProfileValidator(Texts texts)
    {
        RuleFor(form => form.Name)
            .NotEmpty()
            .WithMessage(_ => texts["people.name-missing"])
            .MaximumLength(200)
            .Must(PersonName.IsOne)
            .WithMessage(_ => texts["people.name-no-address"]);
        RuleFor(form => form.Organisation).MaximumLength(200);
        RuleFor(form => form.Language)
            .Must(language => Texts.Languages.Contains(language))
            .WithMessage(_ => texts["people.language-wrong"]);
    }
}

/// <summary>What somebody calls themselves: others read it, in mails of the service too.</summary>
internal static class PersonName
{
    /// <summary>Whether it is one line, and no address.</summary>
    public static bool IsOne(string? typed) =>
        typed is null
        || !typed.Any(char.IsControl)
            && !typed.Contains("://", StringComparison.Ordinal)
            && !typed.Contains("www.", StringComparison.OrdinalIgnoreCase);
}
