using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>What an acknowledgement of receipt must say (art. R.112-5 CRPA): the service in charge, and what silence means.</summary>
public sealed class AcknowledgementForm : PartForm
{
    public Bilingual Designation { get; set; } = new();

    public string? PostalAddress { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public SilenceMeaning? Means { get; set; }

    public int? AfterMonths { get; set; }

    public Bilingual Text { get; set; } = new();

    public Bilingual Appeal { get; set; } = new();

    internal bool HasService =>
        !Designation.IsEmpty || new[] { PostalAddress, Email, Phone }.Any(one => Typed.Of(one).Length > 0);

    internal bool HasSilence => Means is not null || AfterMonths is not null || !Text.IsEmpty || !Appeal.IsEmpty;

    public static AcknowledgementForm Of(Call call)
    {
        var (service, silence) = (call.Presentation.Service, call.Presentation.Silence);
        return new AcknowledgementForm
        {
            Designation = Bilingual.Of(service?.Designation),
            PostalAddress = service?.PostalAddress,
            Email = service?.Email,
            Phone = service?.Phone,
            Means = silence?.Means,
            AfterMonths = silence?.AfterMonths,
            Text = Bilingual.Of(silence?.Source),
            Appeal = Bilingual.Of(silence?.Appeal),
        };
    }

    public void Save(Call call, PersonId by, DateTimeOffset now) =>
        call.Describe(
            call.Kind,
            call.Operator,
            call.Presentation with
            {
                Service = HasService
                    ? new ServiceInCharge(
                        Designation.Text,
                        string.Join(' ', Typed.Of(PostalAddress).Split('\n')),
                        EmailAddress.Parse(Typed.Of(Email)).Value,
                        Typed.Of(Phone)
                    )
                    : null,
                Silence = HasSilence
                    ? new Silence(Means!.Value, AfterMonths!.Value, Text.Text, Appeal.TextOrNone)
                    : null,
            },
            call.Themes,
            call.Regimes,
            by,
            now
        );
}

public sealed class AcknowledgementValidator : AbstractValidator<AcknowledgementForm>
{
    private const int LongestSilence = 60;

    public AcknowledgementValidator(Texts texts)
    {
        When(form => form.HasService, () => AskForService(texts));
        When(form => form.HasSilence, () => AskForSilence(texts));
    }

    private void AskForService(Texts texts)
    {
        RuleFor(form => form.Designation)
            .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true));
        RuleFor(form => form.PostalAddress)
            .NotEmpty()
            .WithMessage(_ => texts["preparation.address-missing"])
            .MaximumLength(CallPresentation.LineLength)
            .WithMessage(_ => texts["preparation.too-long", CallPresentation.LineLength]);
        RuleFor(form => form.Email)
            .Must(email => EmailAddress.TryParse(Typed.Of(email), out _))
            .WithMessage(_ => texts["people.email-wrong"]);
        RuleFor(form => form.Phone)
            .Must(phone => Typed.Of(phone) is { Length: >= 3 and <= 40 })
            .WithMessage(_ => texts["preparation.phone-missing"]);
    }

    private void AskForSilence(Texts texts)
    {
        RuleFor(form => form.Means)
            .Must(means => means is { } chosen && Enum.IsDefined(chosen))
            .WithMessage(_ => texts["preparation.means-missing"]);
        RuleFor(form => form.AfterMonths)
            .Must(months => months is >= 1 and <= LongestSilence)
            .WithMessage(_ => texts["preparation.months-wrong", LongestSilence]);
        RuleFor(form => form.Text)
            .SetValidator(new BilingualValidator(texts, CallPresentation.TextLength, required: true));
        RuleFor(form => form.Appeal)
            .SetValidator(new BilingualValidator(texts, CallPresentation.TextLength, required: true))
            .When(form => form.Means == SilenceMeaning.Rejected || !form.Appeal.IsEmpty);
    }
}
