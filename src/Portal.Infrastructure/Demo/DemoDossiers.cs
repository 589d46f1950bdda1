using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Domain.Waves;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Storage;

namespace Portal.Infrastructure.Demo;

/// <summary>Writes and files fictional dossiers, by the acts that carriers use.</summary>
public sealed class DemoDossiers(PortalDbContext db, IFileStore store)
{
    private static readonly string[] Subjects =
    [
        "Télésurveillance des plaies chroniques",
        "Parcours coordonné de l’insuffisance cardiaque",
        "Maison de santé connectée en montagne",
        "Repérage précoce de la fragilité",
        "Imagerie assistée en soins primaires",
        "Suivi à domicile après chirurgie",
        "Carnet numérique de rééducation",
        "Aide à la décision aux urgences",
        "Santé mentale des étudiants",
        "Prévention des chutes en EHPAD",
        "Formation aux données de santé",
        "Dépistage de la rétinopathie",
        "Téléexpertise en dermatologie",
        "Coordination ville-hôpital en oncologie",
        "Dialogue patient-soignant accessible",
    ];

    private static readonly string[] Places =
    [
        "Val-Imaginaire",
        "Port-Exemple",
        "Mont-Fictif",
        "Rive-Bleue",
        "Saint-Modèle",
        "Belle-Épreuve",
        "Clair-Essai",
        "Haute-Maquette",
    ];

    /// <summary>Starts a dossier and writes the sections of its first step; an incomplete one lacks the last of them and its files.</summary>
    public async Task<Dossier> WriteAsync(
        Call call,
        Wave wave,
        int number,
        PersonId carrier,
        ProgrammeTerms programme,
        DateTimeOffset at,
        bool complete,
        CancellationToken cancellation,
        DemoTopic? topic = null
    )
    {
        var title = $"{topic?.Title ?? Subjects[number % Subjects.Length]} – {Places[number % Places.Length]}";
        var dossier = Dossier.Start(call, wave, title, carrier, at);
        dossier.MarkAsDemonstration();
        db.Dossiers.Add(dossier);
        db.Sections.AddRange(Section.For(dossier, call.CurrentForm));
        await db.SaveChangesAsync(cancellation);
        await WriteStepAsync(call, dossier, number, programme, at, complete, cancellation, topic);
        return dossier;
    }

    /// <summary>Writes what is asked first in the step that a dossier has reached.</summary>
    public async Task WriteStepAsync(
        Call call,
        Dossier dossier,
        int number,
        ProgrammeTerms programme,
        DateTimeOffset at,
        bool complete,
        CancellationToken cancellation,
        DemoTopic? topic = null
    )
    {
        var place = Places[number % Places.Length];
        var answers = SampleAnswers.For(
            call.CurrentForm,
            number,
            dossier.Title,
            $"Centre hospitalier fictif de {place}",
            programme.Regions[number * 7 % programme.Regions.Count].Key
        );
        answers = topic?.TellIn(answers, number) ?? answers;
        var asked = call.CurrentForm.Sections.Where(section => section.Step == dossier.Step).ToList();
        var sections = await db
            .Sections.Where(section => section.DossierId == dossier.Id)
            .ToDictionaryAsync(section => section.Key, cancellation);
        foreach (var section in complete ? asked : asked.SkipLast(1))
            sections[section.Key].Save(SampleAnswers.PartOf(section, answers), dossier.Carrier, at.AddMinutes(30));
        if (complete)
            await AttachAsync(dossier, call.CurrentForm, asked, answers, at.AddHours(1), cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    public async Task FileAsync(
        Dossier dossier,
        Call call,
        Wave wave,
        PersonId carrier,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var sections = await db
            .Sections.Where(section => section.DossierId == dossier.Id)
            .Select(section => section.Answers)
            .ToListAsync(cancellation);
        var files = await db.Attachments.Where(file => file.DossierId == dossier.Id).ToListAsync(cancellation);
        var answers = files.Aggregate(Answers.Merge(sections), (all, file) => all.With(file.FieldKey, file.Name));
        var form = call.CurrentForm.UpTo(dossier.Step);
        var matter = new FilingMatter(form, wave, answers, files, new HashSet<string>());
        var next = await db
            .Database.SqlQueryRaw<long>("""select nextval('dossier_numbers') as "Value" """)
            .SingleAsync(cancellation);
        dossier.File(matter, () => $"{call.Code}-{Texts.Dates.Civil(at).Year}-{next:000000}", carrier, at);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Finds a dossier eligible and judges its step; the next one's sections can be written then.</summary>
    public async Task JudgeAsync(
        Dossier dossier,
        Call call,
        Wave wave,
        VerdictLetter letter,
        PersonId officer,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        if (dossier.Eligibility is null)
            dossier.CheckEligibility(wave, eligible: true, "", officer, at.AddMinutes(-1));
        var step = dossier.Step;
        dossier.Judge(call, wave, letter, officer, at);
        var opened = call.CurrentForm.UpTo(dossier.Step).Sections.Where(section => section.Step > step);
        db.Sections.AddRange(opened.Select(section => new Section(dossier.Id, section.Key)));
        await db.SaveChangesAsync(cancellation);
    }

    private async Task AttachAsync(
        Dossier dossier,
        Form form,
        IEnumerable<FormSection> sections,
        Answers answers,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        foreach (var section in sections)
        foreach (var field in section.Fields.Where(field => field is { Type: FieldType.File, Required: true }))
        foreach (var partner in field.PerPartner ? Consortium.Of(form, answers) : (IEnumerable<Partner?>)[null])
        {
            var of = partner is null ? field.Label.Fr : $"{field.Label.Fr} - {partner.Name}";
            using var content = new MemoryStream(Pdf($"{dossier.Title} - {of}"));
            var stored = await store.WriteAsync(AttachmentId.New(), content, cancellation);
            var name = partner is null or { IsLead: true } ? $"{field.Key}.pdf" : $"{field.Key}-{partner.Id}.pdf";
            db.Attachments.Add(
                new Attachment(dossier.Id, section.Key, field.Key, name, stored, at, dossier.Carrier, at, partner?.Id)
            );
        }
    }

    /// <summary>The smallest PDF that says one line.</summary>
    internal static byte[] Pdf(string line)
    {
        var text = new string([.. line.Select(c => c is >= ' ' and < '\x7f' and not ('(' or ')' or '\\') ? c : ' ')]);
        var stream = $"BT /F1 14 Tf 60 760 Td ({text}) Tj ET";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            $"<</Length {stream.Length}>>stream\n{stream}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ];
        var pdf = new StringBuilder("%PDF-1.4\n");
        var places = new List<int>();
        foreach (var (content, index) in objects.Select((content, index) => (content, index)))
        {
            places.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{index + 1} 0 obj{content}endobj\n");
        }
        var start = pdf.Length;
        pdf.Append("xref\n0 6\n0000000000 65535 f \n");
        foreach (var place in places)
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        pdf.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        );
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
