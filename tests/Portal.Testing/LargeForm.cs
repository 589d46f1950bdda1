using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Identity;

namespace Portal.Testing;

/// <summary>Drafts on forms with a section of as many questions as one likes.</summary>
public sealed class LargeForm(TestDatabase database)
{
    public const string Section = "large";
    private const int Columns = 4;
    private const int Rows = 5;

    private static readonly FieldType[] Types =
    [
        FieldType.ShortText,
        FieldType.LongText,
        FieldType.Number,
        FieldType.Amount,
        FieldType.Date,
        FieldType.YesNo,
    ];

    private readonly Stage _stage = new(database);

    /// <summary>A complete draft of an evaluation, whose form asks all this on top.</summary>
    public async Task<DossierId> DraftAsync(Account carrier, int fields, int tables)
    {
        await using (var db = database.Open())
        {
            var call = await db
                .Calls.Include(one => one.Forms)
                .Include(one => one.Grids)
                .SingleAsync(one => one.Slug == "evaluation-dmn");
            var others = call
                .CurrentForm.Sections.Where(section => section.Key != Section)
                .ToLookup(one => one.Step == 1);
            FormSection[] sections = [.. others[true], Of(fields, tables), .. others[false]];
            call.PublishForm(sections, call.CurrentForm.Rules, by: null, await db.NowAsync());
            await db.SaveChangesAsync();
        }
        var dossier = (await _stage.DraftAsync(carrier)).Id;
        await using var write = database.Open();
        var section = await write.Sections.SingleAsync(one => one.DossierId == dossier && one.Key == Section);
        var answers = Answered(fields, tables);
        section.Save(SectionEdit.Of(section, answers, [.. answers.Keys]), carrier.Person, await write.NowAsync());
        await write.SaveChangesAsync();
        return dossier;
    }

    private static FormSection Of(int fields, int tables) =>
        new(
            Section,
            Words("Une grande rubrique"),
            [
                .. Enumerable
                    .Range(0, fields)
                    .Select(number => new FormField(
                        $"q{number}",
                        Types[number % Types.Length],
                        Words($"Question {number}")
                    )
                    {
                        Help = Words($"Ce qui est demandé par la question {number}."),
                    }),
                .. Enumerable.Range(0, tables).Select(TableOf),
            ]
        );

    private static FormField TableOf(int number) =>
        new($"t{number}", FieldType.Table, Words($"Tableau {number}"))
        {
            Columns =
            [
                .. Enumerable
                    .Range(0, Columns)
                    .Select(column => new FormField(
                        $"c{column}",
                        column == 0 ? FieldType.ShortText : FieldType.Amount,
                        Words($"Colonne {column}")
                    )
                    {
                        Total = column > 0,
                    }),
            ],
        };

    private static Answers Answered(int fields, int tables)
    {
        var answers = Answers.None;
        for (var number = 0; number < fields; number++)
            answers = answers.With(
                $"q{number}",
                Types[number % Types.Length] switch
                {
                    FieldType.Number or FieldType.Amount => $"{number}",
                    FieldType.Date => "2024-06-01",
                    FieldType.YesNo => "yes",
                    _ => $"Réponse {number}.",
                }
            );
        for (var number = 0; number < tables; number++)
            answers = answers.WithRows(
                $"t{number}",
                Enumerable
                    .Range(0, Rows)
                    .Select(row =>
                        Enumerable.Range(0, Columns).ToDictionary(column => $"c{column}", column => $"{row + column}")
                    )
            );
        return answers;
    }

    private static LocalizedText Words(string text) => new(text, text);
}
