using Portal.Domain.Calls;
using Portal.Domain.Dossiers;

namespace Portal.Web.Calls.Forms;

/// <summary>The settings of a section: asked, shown as they stand, and read.</summary>
public sealed class SectionSettings(Settings settings)
{
    private const string Weight = "weight";

    public IReadOnlyList<FormField> ForNew() => [.. settings.AskLabel(), settings.AskKey()];

    public IReadOnlyList<FormField> For(FormSection section, FormDraft draft) =>
        [
            .. settings.AskLabel(),
            .. settings.AskHelp(),
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
                .With(Weight, Settings.Written((int?)section.Weight)),
            section.When
        );

    public static FormSection Read(FormSection old, Answers typed) =>
        old with
        {
            Title = Settings.LabelOf(typed),
            Help = Settings.HelpOf(typed),
            Weight = Settings.CountOf(typed, Weight) ?? 1,
            When = Settings.ConditionsOf(typed),
        };
}
