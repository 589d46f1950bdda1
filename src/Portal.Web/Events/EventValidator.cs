using FluentValidation;
using Portal.Domain.Calls;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.FollowUp;

namespace Portal.Web.Events;

public sealed class EventValidator : AbstractValidator<EventForm>
{
    public EventValidator(Texts texts)
    {
        var line = new BilingualValidator(texts, CallPresentation.LineLength, required: true);
        var text = new BilingualValidator(texts, CallPresentation.TextLength, required: true);
        RuleFor(form => form.Title).SetValidator(line);
        RuleFor(form => form.Summary).SetValidator(line);
        RuleFor(form => form.Introduction).SetValidator(text);
        RuleFor(form => form.Source).SetValidator(text);
        RuleFor(form => form.Day)
            .Must(day => TypedFields.DayOf(day) is not null)
            .WithMessage(_ => texts["consultations.day-wrong"]);
        RuleFor(form => form.Place)
            .Must(place => Typed.Of(place).Length is > 0 and <= CallPresentation.LineLength)
            .WithMessage(_ => texts["events.place-wrong", CallPresentation.LineLength]);
        RuleForEach(form => form.Programme)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        row.RuleFor(one => one.At)
                            .Must((one, _) => one.Time is not null)
                            .WithMessage(_ => texts["events.hour-wrong"]);
                        row.RuleFor(one => one.Title).SetValidator(line);
                    }
                )
            );
        RuleForEach(form => form.Announcements)
            .ChildRules(row =>
                row.When(
                    one => !one.IsEmpty,
                    () =>
                    {
                        row.RuleFor(one => one.Title).SetValidator(line);
                        row.RuleFor(one => one.Text).SetValidator(line);
                        row.RuleFor(one => one.Link)
                            .Must(link => Typed.Of(link).Length > 0)
                            .WithMessage(_ => texts["events.link-missing"]);
                        row.RuleFor(one => one.Figure).IsInEnum().WithMessage(_ => texts["shared.value-wrong"]);
                    }
                )
            );
    }
}
