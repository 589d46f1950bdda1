using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>What a call is, for whom, how much.</summary>
public sealed class PresentationForm : PartForm
{
    public CallKind? Kind { get; set; }

    public string? Operator { get; set; }

    public Bilingual Title { get; set; } = new();

    public Bilingual Summary { get; set; } = new();

    public Bilingual Description { get; set; } = new();

    public Bilingual Audience { get; set; } = new();

    public Bilingual Envelope { get; set; } = new();

    public string? Contact { get; set; }

    public Bilingual Source { get; set; } = new();

    public List<string> Themes { get; set; } = [];

    public List<string> Regimes { get; set; } = [];

    public static PresentationForm Of(Call call) =>
        new()
        {
            Kind = call.Kind,
            Operator = call.Operator,
            Title = Bilingual.Of(call.Presentation.Title),
            Summary = Bilingual.Of(call.Presentation.Summary),
            Description = Bilingual.Of(call.Presentation.Description),
            Audience = Bilingual.Of(call.Presentation.Audience),
            Envelope = Bilingual.Of(call.Presentation.Envelope),
            Contact = call.Presentation.Contact,
            Source = Bilingual.Of(call.Presentation.Source),
            Themes = [.. call.Themes],
            Regimes = [.. call.Regimes],
        };

    public void Save(Call call, PersonId by, DateTimeOffset now) =>
        call.Describe(
            Kind!.Value,
            Operator!,
            call.Presentation with
            {
                Title = Title.Text,
                Summary = Summary.Text,
                Description = Description.Text,
                Audience = Audience.Text,
                Envelope = Envelope.Text,
                Contact = Typed.Of(Contact),
                Source = Source.Text,
            },
            Themes,
            Regimes,
            by,
            now
        );
}

public sealed class PresentationValidator : AbstractValidator<PresentationForm>
{
    public PresentationValidator(Texts texts, ProgrammeTerms programme)
    {
        var (line, text) = (
            new BilingualValidator(texts, CallPresentation.LineLength),
            new BilingualValidator(texts, CallPresentation.TextLength)
        );
        RuleFor(form => form.Kind)
            .Must(kind => kind is { } chosen && Enum.IsDefined(chosen))
            .WithMessage(_ => texts["preparation.kind-missing"]);
        RuleFor(form => form.Operator)
            .Must(key => programme.Operators.Any(one => one.Key == key))
            .WithMessage(_ => texts["preparation.operator-missing"]);
        RuleFor(form => form.Title)
            .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true));
        RuleFor(form => form.Summary).SetValidator(line);
        RuleFor(form => form.Description).SetValidator(text);
        RuleFor(form => form.Audience).SetValidator(line);
        RuleFor(form => form.Envelope).SetValidator(line);
        RuleFor(form => form.Source).SetValidator(text);
        RuleFor(form => form.Contact)
            .Must(contact => Typed.Of(contact).Length == 0 || EmailAddress.TryParse(Typed.Of(contact), out _))
            .WithMessage(_ => texts["people.email-wrong"]);
        RuleFor(form => form.Themes)
            .Must(keys => keys.TrueForAll(key => programme.Themes.Any(one => one.Key == key)))
            .WithMessage(_ => texts["preparation.term-wrong"]);
        RuleFor(form => form.Regimes)
            .Must(keys => keys.TrueForAll(key => programme.Regimes.Any(one => one.Key == key)))
            .WithMessage(_ => texts["preparation.term-wrong"]);
    }
}
