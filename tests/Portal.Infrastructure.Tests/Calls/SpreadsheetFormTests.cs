using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Documents;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Tests.Calls;

public sealed class SpreadsheetFormTests
{
    private static readonly string[] Heads =
    [
        "Rubrique",
        "Libellé (français)",
        "Label (English)",
        "TYPE",
        "Obligatoire",
        "Aide (français)",
        "Aide (anglais)",
        "Choix",
        "Limite",
    ];

    private static readonly DateTimeOffset Day = new(2024, 1, 18, 9, 0, 0, TimeSpan.Zero);

    private static SpreadsheetForm Spreadsheet =>
        new(new Infrastructure.Texts.Texts(typeof(Infrastructure.Texts.Texts).Assembly), new ProgrammeCache());

    [Test]
    public async Task A_question_a_row_in_either_language()
    {
        using var file = await FileAsync(
            ["Le projet", "Titre long", "Long title", "Texte court", "oui", "Aide", "Help", null, 120],
            [null, "Résumé", "Summary", "long text", null, null, null, null, "200 mots"],
            [
                "La suite",
                "Statut",
                "Status",
                "choix unique",
                "x",
                null,
                null,
                "CHU | Teaching hospital ; GCS | Group",
                null,
            ]
        );
        var (form, faults) = Spreadsheet.Read(file, Draft());
        Assert.That(faults, Is.Empty);
        Assert.That(
            form.Sections.Select(one => (one.Title.Fr, one.Fields.Count)),
            Is.EqualTo(new[] { ("Le projet", 2), ("La suite", 1) })
        );
        var fields = form.Sections.SelectMany(one => one.Fields).ToList();
        Assert.That(
            (fields[0].MaxLength, fields[0].Required, fields[0].Help),
            Is.EqualTo((120, true, new LocalizedText("Aide", "Help")))
        );
        Assert.That((fields[1].MaxWords, fields[1].Required), Is.EqualTo((200, false)));
        Assert.That(
            fields[2].Options[0],
            Is.EqualTo(new FieldOption("chu", new LocalizedText("CHU", "Teaching hospital")))
        );
    }

    [Test]
    public async Task What_is_wrong_is_named_by_sheet_row_and_column()
    {
        using var file = await FileAsync(
            [null, "Sans rubrique", null, "texte court", null, null, null, null, null],
            ["Le projet", "Titre", null, "roman", "oui", null, null, null, null],
            [null, "Statut", null, "choix unique", "peut-être", null, null, null, null],
            [null, null, "No French", "date", null, null, null, null, null],
            [null, "Note", null, "date", null, null, null, null, "12"]
        );
        var (_, faults) = Spreadsheet.Read(file, Draft());
        Assert.That(
            faults.Select(fault => $"{fault.Sheet} {fault.Column}{fault.Row} {fault.Reason.Code}"),
            Is.EqualTo(
                new[]
                {
                    "Questions A2 import.no-section",
                    "Questions D3 import.unknown-type",
                    "Questions E4 import.not-yes-or-no",
                    "Questions B5 import.no-label",
                    "Questions I6 import.bad-limit",
                }
            )
        );
    }

    [Test]
    public async Task The_template_can_be_taken_as_it_is()
    {
        using var file = new MemoryStream();
        await Spreadsheet.WriteTemplateAsync(file, Day, CancellationToken.None);
        file.Position = 0;
        var (form, faults) = Spreadsheet.Read(file, Draft());
        Assert.That(faults, Is.Empty);
        Assert.That(form.Sections.Single().Fields.Single().MaxLength, Is.EqualTo(200));
    }

    [Test]
    public void What_is_no_workbook_is_refused()
    {
        using var file = new MemoryStream([1, 2, 3]);
        Assert.That(
            () => Spreadsheet.Read(file, Draft()),
            Throws.InstanceOf<RefusedException>().With.Message.EqualTo("import.not-a-workbook")
        );
    }

    private static FormDraft Draft() =>
        FormDraft.Anew(CallId.New(), StandardSections.Project([]), PersonId.New(), DateTimeOffset.UnixEpoch);

    private static async Task<MemoryStream> FileAsync(params object?[][] rows)
    {
        var file = new MemoryStream();
        var workbook = await Workbook.ToAsync(file, Day, CancellationToken.None);
        await workbook.AddAsync(
            "Questions",
            Heads,
            rows.Select(row => (IReadOnlyList<object?>)row).ToAsyncEnumerable(),
            CancellationToken.None
        );
        await workbook.EndAsync(CancellationToken.None);
        file.Position = 0;
        return file;
    }
}
