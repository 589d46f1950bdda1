using FluentValidation;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Programme;
using Portal.Infrastructure.Texts;

namespace Portal.Web.Calls.Preparation;

/// <summary>The words in which the skills of a call's experts are told.</summary>
public sealed class ThesaurusForm : PartForm
{
    public List<KeywordRow> Keywords { get; set; } = [];

    public static ThesaurusForm Of(Call call) => new() { Keywords = [.. call.Thesaurus.Select(KeywordRow.Of)] };

    public override void Rearrange() => RowActs.Apply(Act, nameof(Keywords), Keywords);

    /// <param name="call">Whose thesaurus it is.</param>
    /// <param name="used">The keys that experts have among their skills: those words may be renamed, not taken out.</param>
    /// <param name="by">Who writes it.</param>
    /// <param name="now">UTC.</param>
    public void Save(Call call, IReadOnlySet<string> used, PersonId by, DateTimeOffset now)
    {
        var written = Keywords.Where(row => !row.IsEmpty).ToList();
        // Data writes its keys with hyphens.
        var taken = Typed
            .Keys(written.Select(row => row.Key))
            .Select(key => key.Replace('-', '_'))
            .ToHashSet(StringComparer.Ordinal);
        call.KeepThesaurus(
            [
                .. written.Select(row => new Keyword(
                    Typed.OrNull(row.Key) ?? Keys.Free(row.Name.Text.Fr, taken).Replace('_', '-'),
                    row.Name.Text
                )),
            ],
            used,
            by,
            now
        );
    }
}

public sealed class KeywordRow
{
    /// <summary>Stays when the word is renamed; made of the French name for a new one.</summary>
    public string? Key { get; set; }

    public Bilingual Name { get; set; } = new();

    internal bool IsEmpty => Name.IsEmpty;

    public static KeywordRow Of(Keyword word) => new() { Key = word.Key, Name = Bilingual.Of(word.Name) };
}

public sealed class ThesaurusValidator : AbstractValidator<ThesaurusForm>
{
    public ThesaurusValidator(Texts texts)
    {
        RuleFor(form => form.Keywords)
            .Must(rows => rows.Count <= Keyword.Most)
            .WithMessage(_ => texts["preparation.too-many", Keyword.Most])
            .Must(rows => Typed.AreApart(rows.Where(row => !row.IsEmpty).Select(row => row.Key)))
            .WithMessage(_ => texts["preparation.key-twice"]);
        RuleForEach(form => form.Keywords)
            .ChildRules(row =>
            {
                row.RuleFor(one => one.Key)
                    .Must(key => Typed.OrNull(key) is null || Term.IsKey(Typed.Of(key)))
                    .WithMessage(_ => texts["preparation.key-wrong", Term.KeyLength]);
                row.RuleFor(one => one.Name).SetValidator(new BilingualValidator(texts, CallPresentation.LineLength));
                row.When(
                    one => !one.IsEmpty,
                    () =>
                        row.RuleFor(one => one.Name)
                            .SetValidator(new BilingualValidator(texts, CallPresentation.LineLength, required: true))
                );
            });
    }
}
