using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Web.Calls.Forms;

/// <summary>The settings of a section: asked, shown as they stand, and read.</summary>
public sealed class SectionSettings(Settings settings)
{
    private const string Weight = "weight";
    private const string Step = "step";

    public IReadOnlyList<FormField> ForNew() => [.. settings.AskLabel(), settings.AskKey()];

    /// <param name="section">As it stands.</param>
    /// <param name="draft">The form that it is of.</param>
    /// <param name="steps">What the call's dossiers go through; where there is one, nothing is asked of it.</param>
    public IReadOnlyList<FormField> For(FormSection section, FormDraft draft, IReadOnlyList<CallStep> steps) =>
        [
            .. settings.AskLabel(),
            .. settings.AskHelp(),
            .. steps.Count > 1 ? [AskStep(steps)] : Array.Empty<FormField>(),
            settings.Ask(Weight, FieldType.Number) with
            {
                Required = true,
                Min = 1,
                Max = 100,
            },
            settings.AskConditions([
                .. draft.Sections.TakeWhile(one => one.Key != section.Key).SelectMany(one => one.Fields),
            ]),
        ];

    public static Answers Of(FormSection section) =>
        Settings.WithConditions(
            Settings
                .WithHelp(Settings.WithLabel(Answers.None, section.Title), section.Help)
                .With(Step, Settings.Written((int?)section.Step))
                .With(Weight, Settings.Written((int?)section.Weight)),
            section.When
        );

    public static FormSection Read(FormSection old, Answers typed) =>
        old with
        {
            Title = Settings.LabelOf(typed),
            Help = Settings.HelpOf(typed),
            Step = Settings.CountOf(typed, Step) ?? old.Step,
            Weight = Settings.CountOf(typed, Weight) ?? 1,
            When = Settings.ConditionsOf(typed),
        };

    private FormField AskStep(IReadOnlyList<CallStep> steps) =>
        settings.AskChoice(
            Step,
            steps.Select((step, place) => new FieldOption(Settings.Written((int?)(place + 1)), step.Title))
        ) with
        {
            Required = true,
        };
}
