using System.Text.Json.Serialization;
using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.People;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>Who signs the winner lists of a call, in what order.</summary>
public sealed class ApprovalsForm : PartForm
{
    public List<ApprovalRow> Approvals { get; set; } = [];

    /// <summary>Who could be named for a step.</summary>
    [JsonIgnore]
    internal IReadOnlyList<StaffName> Staff { get; private set; } = [];

    public static ApprovalsForm Of(Call call, IReadOnlyList<StaffName> staff) =>
        new() { Approvals = [.. call.Approvals.Select(ApprovalRow.Of)], Staff = staff };

    public override void Rearrange() => RowActs.Apply(Act, nameof(Approvals), Approvals);

    public override void Complete(PartForm saved) => Staff = ((ApprovalsForm)saved).Staff;

    public void Save(Call call, PersonId by, DateTimeOffset now)
    {
        var steps = new List<ApprovalStep>();
        var taken = Typed.Keys(Approvals.Select(row => row.Key));
        foreach (var row in Approvals.Where(row => !row.IsEmpty))
        {
            var key = Typed.OrNull(row.Key) ?? Keys.Free(row.Title.Text.Fr, taken);
            steps.Add(
                new ApprovalStep(key, row.Title.Text, row.Signatory)
                {
                    Person = row.Person is { } person ? new PersonId(person) : null,
                }
            );
        }
        call.LayOutApprovals(steps, by, now);
    }
}

public sealed class ApprovalRow
{
    /// <summary>Names the step in data; made of the title where it is left empty.</summary>
    public string? Key { get; set; }

    public Bilingual Title { get; set; } = new();

    public PortalRole Signatory { get; set; } = PortalRole.Publisher;

    public Guid? Person { get; set; }

    internal bool IsEmpty => Title.IsEmpty && Typed.Of(Key).Length == 0;

    public static ApprovalRow Of(ApprovalStep step) =>
        new()
        {
            Key = step.Key,
            Title = Bilingual.Of(step.Title),
            Signatory = step.Signatory,
            Person = step.Person?.Value,
        };
}

/// <summary>Somebody who could sign, and as what.</summary>
public sealed record StaffName(Guid Id, string Name, PortalRole Role);

public sealed class ApprovalsValidator : AbstractValidator<ApprovalsForm>
{
    public ApprovalsValidator(Texts texts)
    {
        RuleFor(form => form.Approvals)
            .Must(rows => rows.Count <= ApprovalStep.Most)
            .WithMessage(_ => texts["preparation.too-many", ApprovalStep.Most])
            .Must(rows => Typed.AreApart(rows.Select(row => row.Key)))
            .WithMessage(_ => texts["preparation.key-twice"]);
        RuleForEach(form => form.Approvals)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Key)
                    .Must(key => Typed.OrNull(key) is null || CallNames.IsKey(Typed.Of(key)))
                    .WithMessage(_ => texts["preparation.key-wrong", CallNames.KeyLength]);
                row.RuleFor(one => one.Title)
                    .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true))
                    .When(one => !one.IsEmpty);
                row.RuleFor(one => one.Signatory)
                    .Must(role => ApprovalStep.Signatories.Contains(role))
                    .WithMessage(_ => texts["preparation.signatory-wrong"]);
            });
        RuleFor(form => form)
            .Custom(
                (form, context) =>
                {
                    foreach (var (row, index) in form.Approvals.Select((row, index) => (row, index)))
                        if (row.Person is { } id && !form.Staff.Any(one => (one.Id, one.Role) == (id, row.Signatory)))
                            context.AddFailure($"Approvals[{index}].Person", texts["preparation.signatory-not-so"]);
                }
            );
    }
}
