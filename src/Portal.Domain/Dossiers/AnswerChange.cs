using Portal.Domain.Calls;

namespace Portal.Domain.Dossiers;

/// <summary>A question that is answered otherwise than before.</summary>
public sealed record AnswerChange(FormSection Section, FormField Field, Answers Before, Answers After)
{
    /// <summary>What differs, in the order of the form; files are compared by their bytes, elsewhere.</summary>
    public static IReadOnlyList<AnswerChange> Between(Form form, Answers before, Answers after) =>
        [
            .. from section in form.Sections
            from field in section.Fields
            where field.IsAnswered && field.Type != FieldType.File && !before.Same(field.Key, after)
            select new AnswerChange(section, field, before, after),
        ];
}
