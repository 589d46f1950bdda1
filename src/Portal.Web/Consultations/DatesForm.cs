using System.Globalization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Consultations;
using Portal.Infrastructure.Texts;
using Portal.Web.Calls.Preparation;
using Portal.Web.Shared;

namespace Portal.Web.Consultations;

/// <summary>From when until when a consultation is open, Europe/Paris.</summary>
public sealed class DatesForm : PartForm
{
    private const string Written = "yyyy-MM-ddTHH:mm";

    public string? Opens { get; set; }

    public string? Closes { get; set; }

    public static DatesForm Of(Consultation one) =>
        new()
        {
            Opens = one.OpensAt is { } at ? Dates.Civil(at).ToString(Written, CultureInfo.InvariantCulture) : null,
            Closes = one.Closes?.Civil.ToString(Written, CultureInfo.InvariantCulture),
        };

    public void Save(Consultation one, PersonId by, DateTimeOffset now)
    {
        var known = Of(one);
        one.Schedule(
            Opens == known.Opens ? one.OpensAt!.Value : Deadline.InstantOf(Read(Opens)),
            Closes == known.Closes ? one.Closes! : new Deadline(Read(Closes)),
            by,
            now
        );
    }

    /// <summary>At which field a refusal is told.</summary>
    internal static string FieldOf(Refusal refusal) =>
        refusal.Code switch
        {
            "consultation.opens-in-the-past" => nameof(Opens),
            "consultation.only-longer" or "consultation.ends-before-it-begins" => nameof(Closes),
            _ => "",
        };

    private static DateTime Read(string? typed) => CivilTimes.TryRead(typed, out var civil) ? civil : default;
}

public sealed class DatesValidator : AbstractValidator<DatesForm>
{
    public DatesValidator(Texts texts)
    {
        RuleFor(form => form.Opens)
            .Must(typed => CivilTimes.TryRead(typed, out _))
            .WithMessage(_ => texts["consultations.time-wrong"]);
        RuleFor(form => form.Closes)
            .Must(typed => CivilTimes.TryRead(typed, out _))
            .WithMessage(_ => texts["consultations.time-wrong"]);
    }
}
