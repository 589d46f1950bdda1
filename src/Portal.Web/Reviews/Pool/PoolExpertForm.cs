using System.Globalization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Reviews.Pool;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Reviews.Pool;

/// <summary>What is typed of an expert: their texts as paragraphs, their links and other addresses as lines.</summary>
public class PoolExpertForm
{
    public string? Name { get; set; }

    public string? Email { get; set; }

    public ExpertRole? Role { get; set; }

    public string? Organisation { get; set; }

    public string? Siren { get; set; }

    public string? Region { get; set; }

    public string? Capacity { get; set; } = ExpertFacts.UsualDossiers.ToString(CultureInfo.InvariantCulture);

    public string? Language { get; set; } = "fr";

    public string[] Skills { get; set; } = [];

    public string? Texts { get; set; }

    public string? Links { get; set; }

    public string? Aliases { get; set; }

    /// <summary>Of the record that was read; null for a new one.</summary>
    public uint? Revision { get; set; }

    public static PoolExpertForm Of(ExpertFacts facts) =>
        new()
        {
            Name = facts.Name,
            Email = facts.Email.Value,
            Role = facts.Role,
            Organisation = facts.Organisation,
            Siren = facts.Siren?.Value,
            Region = facts.Region,
            Capacity = facts.Capacity.ToString(CultureInfo.InvariantCulture),
            Language = facts.Language,
            Skills = [.. facts.Skills],
            Texts = TypedProfile.Written(facts.Texts),
            Links = TypedProfile.Written(facts.Links),
            Aliases = string.Join('\n', facts.Aliases),
        };

    /// <summary>What a form says that was found right.</summary>
    public ExpertFacts Facts() =>
        new(
            Name!,
            EmailAddress.Parse(Email!),
            Role!.Value,
            Organisation ?? "",
            Domain.Siren.TryParse(Siren, out var siren) ? siren : null,
            string.IsNullOrEmpty(Region) ? null : Region,
            int.Parse(Capacity!, CultureInfo.InvariantCulture),
            Language!
        )
        {
            Skills = Skills,
            Texts = TypedProfile.Texts(Texts),
            Links = TypedProfile.Links(Links),
            Aliases = TypedProfile.Addresses(Aliases),
        };
}

public sealed class PoolExpertValidator : AbstractValidator<PoolExpertForm>
{
    public PoolExpertValidator(Texts texts)
    {
        RuleFor(form => form.Name)
            .NotEmpty()
            .WithMessage(_ => texts["people.name-missing"])
            .MaximumLength(ExpertFacts.NameLength);
        RuleFor(form => form.Organisation).MaximumLength(ExpertFacts.NameLength);
        RuleFor(form => form.Email)
            .Must(email => EmailAddress.TryParse(email, out _))
            .WithMessage(_ => texts["people.email-wrong"]);
        RuleFor(form => form.Role).NotNull().IsInEnum().WithMessage(_ => texts["pool.role-missing"]);
        RuleFor(form => form.Siren)
            .Must(siren => string.IsNullOrWhiteSpace(siren) || Siren.TryParse(siren, out _))
            .WithMessage(_ => texts["pool.siren-wrong"]);
        RuleFor(form => form.Capacity)
            .Must(text => int.TryParse(text, out var count) && count is >= 0 and <= ExpertFacts.MostDossiers)
            .WithMessage(_ => texts["refusal.pool.capacity-out-of-range", ExpertFacts.MostDossiers]);
        RuleFor(form => form.Language)
            .Must(language => Texts.Languages.Contains(language))
            .WithMessage(_ => texts["people.language-wrong"]);
        RuleFor(form => form.Aliases).Must(TypedProfile.AreAddresses).WithMessage(_ => texts["pool.aliases-wrong"]);
        RuleFor(form => form.Links).Must(TypedProfile.AreLinks).WithMessage(_ => texts["pool.links-wrong"]);
    }
}
