using System.Text;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Tests.Calls;

public sealed class DescriptorFormTests
{
    private const string Api = """
        { "number": 12, "title": "Appel", "revision": { "champDescriptors": [
          { "__typename": "TextChampDescriptor", "label": "Nom", "description": null, "required": true },
          { "__typename": "HeaderSectionChampDescriptor", "label": "Projet", "level": 1 },
          { "__typename": "HeaderSectionChampDescriptor", "label": "Équipe", "level": 2 },
          { "__typename": "TextareaChampDescriptor", "label": "Présentation", "description": "En bref.", "required": false },
          { "__typename": "DropDownListChampDescriptor", "label": "Statut", "options": ["--Public--", "CHU", "GCS"], "otherOption": true, "required": true },
          { "__typename": "HeaderSectionChampDescriptor", "label": "Suite", "level": 1 },
          { "__typename": "RepetitionChampDescriptor", "label": "Partenaires", "champDescriptors": [
            { "__typename": "TextChampDescriptor", "label": "Nom" },
            { "__typename": "PieceJustificativeChampDescriptor", "label": "Lettre" } ] },
          { "__typename": "CarteChampDescriptor", "label": "Lieu" },
          { "__typename": "InventedTomorrowChampDescriptor", "label": "Nouveau", "required": true },
          { "__typename": "CheckboxChampDescriptor", "label": "Je certifie", "required": true }
        ] } }
        """;

    [Test]
    public async Task Order_sections_help_options_and_repetitions_are_kept()
    {
        var form = await ReadAsync(Api);
        Assert.That(
            form.Sections.Select(section =>
                $"{section.Title.Fr}: {string.Join(' ', section.Fields.Select(field => field.Key))}"
            ),
            Is.EqualTo(
                new[]
                {
                    "Appel: nom",
                    "Projet – Équipe: presentation statut statut_other",
                    "Suite: partenaires lieu nouveau je_certifie",
                }
            )
        );
        var fields = form.Sections.SelectMany(section => section.Fields).ToDictionary(field => field.Key);
        Assert.That(fields["nom"].Required, Is.True);
        Assert.That(fields["presentation"].Help!.Fr, Is.EqualTo("En bref."));
        Assert.That(fields["statut"].Options.Select(one => one.Key), Is.EqualTo(new[] { "chu", "gcs", "other" }));
        Assert.That(fields["statut_other"].When, Has.Count.EqualTo(1));
        Assert.That(fields["partenaires"].Columns.Select(one => one.Type), Is.All.EqualTo(FieldType.ShortText));
        Assert.That(fields["je_certifie"].Type, Is.EqualTo(FieldType.Consent));
    }

    [Test]
    public async Task What_has_no_equivalent_is_named_with_what_it_became()
    {
        var form = await ReadAsync(Api);
        Assert.That(
            form.Notes.Select(note => $"{note.Label}: {note.Was} {note.Became}"),
            Is.EqualTo(
                new[]
                {
                    "Lettre: PieceJustificative ShortText",
                    "Lieu: Carte ShortText",
                    "Nouveau: InventedTomorrow ShortText",
                }
            )
        );
    }

    [Test]
    public async Task The_older_spelling_and_a_list_of_procedures_are_read_as_well()
    {
        const string older = """
            [ { "number": 1, "title": "Un", "revision": { "champDescriptors": [ { "type": "integer_number", "label": "Âge" } ] } },
              { "number": 2, "title": "Deux", "revision": { "champDescriptors": [
                { "type": "header_section", "label": "A" }, { "type": "piece_justificative", "label": "Pièce", "required": true },
                { "type": "unheard_of", "label": 3 } ] } } ]
            """;
        var form = await ReadAsync(older, number: 2);
        Assert.That(
            form.Sections.Single().Fields.Select(field => field.Type),
            Is.EqualTo(new[] { FieldType.File, FieldType.ShortText })
        );
        Assert.That(CodeOf(older), Is.EqualTo("import.several-procedures"));
    }

    [TestCase("{", "import.not-json")]
    [TestCase("{ \"a\": [1, {}] }", "import.no-procedure")]
    public void What_is_no_procedure_is_refused(string json, string code) =>
        Assert.That(CodeOf(json), Is.EqualTo(code));

    [Test]
    public async Task Keys_that_the_draft_has_are_not_taken_twice()
    {
        var draft = FormDraft.Anew(
            CallId.New(),
            StandardSections.Project([]),
            PersonId.New(),
            DateTimeOffset.UnixEpoch
        );
        var form = await ReadAsync(
            """{ "title": "Le projet", "revision": { "champDescriptors": [ { "type": "text", "label": "Title" } ] } }""",
            into: draft
        );
        draft.Add(form.Sections, PersonId.New(), DateTimeOffset.UnixEpoch);
        Assert.That(draft.Sections[^1].Fields.Single().Key, Is.EqualTo("title_2"));
    }

    private static string CodeOf(string json) =>
        Assert.ThrowsAsync<RefusedException>(() => ReadAsync(json))!.Refusals.Single().Code;

    private static async Task<FormImport> ReadAsync(string json, int? number = null, FormDraft? into = null)
    {
        var draft = FormDraft.Anew(
            CallId.New(),
            new FormSection("empty", new LocalizedText("", ""), []),
            PersonId.New(),
            DateTimeOffset.UnixEpoch
        );
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await DescriptorForm.ReadAsync(
            stream,
            number,
            into ?? draft,
            ProgrammeTerms.None,
            CancellationToken.None
        );
    }
}
