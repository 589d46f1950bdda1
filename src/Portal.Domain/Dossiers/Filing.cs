using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Domain.Attachments;
using Portal.Domain.Calls;
using Portal.Domain.Calls.Rules;
using Portal.Domain.Organisations;
using Portal.Domain.Waves;

namespace Portal.Domain.Dossiers;

/// <summary>What is to be filed: the draft's answers and files, the form and the wave that they are held against.</summary>
/// <param name="Typed">All answers of the draft; what the form doesn't ask of them isn't filed.</param>
/// <param name="TakenElsewhere">
/// The keys of the rules across dossiers whose value as many other dossiers, filed within the rule's scope, already have.
/// </param>
public sealed record FilingMatter(
    Form Form,
    Wave Wave,
    Answers Typed,
    IReadOnlyList<Attachment> Attachments,
    IReadOnlySet<string> TakenElsewhere
)
{
    /// <summary>What partners signed so far, of this or of anything before.</summary>
    public IReadOnlyList<SignOff> SignOffs { get; init; } = [];

    /// <summary>SHA-256 of what would be filed: what partners sign.</summary>
    public string ContentSha256 => Filing.HashOf(Content());

    /// <summary>Where each partner stands with its signature; nothing where the form asks for none.</summary>
    public IReadOnlyList<Signature> Signatures
    {
        get
        {
            if (!Form.IsSignedByEach)
                return [];
            var (content, signed) = (
                ContentSha256,
                SignOffs.OrderByDescending(one => one.At).ToLookup(one => one.Partner)
            );
            return
            [
                .. Consortium
                    .Of(Form, Typed)
                    .Select(partner => new Signature(
                        partner,
                        signed[partner.Id].FirstOrDefault(one => one.ContentSha256 == content),
                        signed[partner.Id].FirstOrDefault(one => one.ContentSha256 != content)
                    )),
            ];
        }
    }

    /// <summary>The partners that must still sign, or sign again.</summary>
    public IEnumerable<Obstacle> Unsigned() =>
        Signatures
            .Where(one => one.Holds is null)
            .Select(one => new Obstacle(
                Section: null,
                Field: null,
                one.Before is null
                    ? DossierRefusals.Unsigned(one.Partner.Name)
                    : DossierRefusals.SignedBefore(one.Partner.Name)
            )
            {
                Awaits = true,
            });

    /// <summary>What is filed: the answers to what is asked, and what is computed from them.</summary>
    public Answers Answers => Derivation.ToFile(Form, Typed);

    /// <summary>The files that answer what is asked.</summary>
    public IReadOnlyList<Attachment> Files => FilesOf(Form, Typed, Attachments);

    /// <summary>What may be in so many filed dossiers only, by the key of the rule that says so; what isn't answered is left out.</summary>
    public IReadOnlyDictionary<string, string> Claims
    {
        get
        {
            var answers = Answers;
            return Form
                .Rules.OfType<Once>()
                .Where(rule => rule.IsAsked(answers))
                .Select(rule => (rule.Key, Value: rule.ValueIn(answers)))
                .Where(claim => claim.Value.Length > 0)
                .ToDictionary(claim => claim.Key, claim => claim.Value, StringComparer.Ordinal);
        }
    }

    /// <summary>All that is wrong or missing in it, time and signatures aside.</summary>
    public IEnumerable<Obstacle> Obstacles() =>
        [.. FormObstacles.In(Form, Typed), .. Undocumented(), .. Quarantined(), .. Clashes()];

    /// <summary>The rules across dossiers that this one runs against.</summary>
    public IEnumerable<Obstacle> Clashes() =>
        Form
            .Rules.OfType<Once>()
            .Where(rule => TakenElsewhere.Contains(rule.Key))
            .Select(rule => FormObstacles.At(Form, rule));

    /// <summary>Where each partner answers for theirs, only those of who is a partner now.</summary>
    private static IReadOnlyList<Attachment> FilesOf(Form form, Answers typed, IReadOnlyList<Attachment> all)
    {
        var asked = Derivation.AskedOf(form, typed).ToDictionary(field => field.Key, StringComparer.Ordinal);
        var partners = Consortium.Of(form, typed).Select(partner => partner.Id).ToHashSet(StringComparer.Ordinal);
        bool Answers(Attachment file) =>
            asked.TryGetValue(file.FieldKey, out var field)
            && (field.PerPartner ? file.Partner is { } partner && partners.Contains(partner) : file.Partner is null);
        return [.. all.Where(Answers)];
    }

    /// <summary>The files that partners are asked for and have not given.</summary>
    public IEnumerable<Obstacle> Undocumented() =>
        FormObstacles.OfPartners(Form, Typed, [.. Attachments.Select(file => (file.FieldKey, file.Partner))]);

    /// <summary>The files in which a virus scanner recognised something: they are taken out first.</summary>
    public IEnumerable<Obstacle> Quarantined() =>
        Files
            .Where(file => file.ScanState == ScanState.Quarantined)
            .Select(file => new Obstacle(file.SectionKey, file.FieldKey, FileRefusals.Quarantined(file.Name))
            {
                Partner = file.Partner,
            });

    /// <summary>Answers and files in a form that is the same, byte for byte, whenever the content is.</summary>
    internal JsonObject Content() =>
        new()
        {
            ["answers"] = Answers.ToJson(),
            ["files"] = new JsonArray([
                .. Files
                    .OrderBy(file => file.FieldKey, StringComparer.Ordinal)
                    .ThenBy(file => file.Id.Value)
                    .Select(OfFile),
            ]),
        };

    private static JsonObject OfFile(Attachment file)
    {
        var filed = new JsonObject
        {
            ["field"] = file.FieldKey,
            ["name"] = file.Name,
            ["sha256"] = file.Sha256,
            ["size"] = file.Size,
        };
        if (file.Partner is { } partner)
            filed["partner"] = partner;
        return filed;
    }
}

/// <summary>
/// One filing: an immutable canonical copy of what was filed, its SHA-256, and the moment at which the portal
/// received it, by the database's clock.
/// </summary>
public sealed class Filing
{
    private static readonly JsonSerializerOptions Canonical = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    private readonly List<FiledFile> _files = [];
    private readonly List<FiledOrganisation> _organisations = [];

    private Filing() { }

    public FilingId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public CutOffId CutOffId { get; private set; }

    /// <summary>The version of the form that was filed; the draft may answer a newer one since.</summary>
    public FormId FormId { get; private set; }

    /// <summary>The step of the dossier at which it was filed, counted from 1.</summary>
    public int Step { get; private set; } = 1;

    /// <summary>Until when it could be filed; null where its cut-off says it.</summary>
    public Deadline? StepDue { get; private set; }

    /// <summary>1 for the first filing of a dossier.</summary>
    public int Version { get; private set; }

    public PersonId FiledBy { get; private set; }

    /// <summary>UTC, by the database's clock; the receipt shows it to the second.</summary>
    public DateTimeOffset FiledAt { get; private set; }

    /// <summary>The project's title as filed, which all but the team itself read; the working title where the form asks for none.</summary>
    public string Title { get; private set; } = "";

    /// <summary>The leading establishment as filed; empty where the form doesn't ask for it.</summary>
    public string Lead { get; private set; } = "";

    /// <summary>What this filing has that no other may have, by the key of the rule that says so.</summary>
    public IReadOnlyDictionary<string, string> Claims { get; private set; } = new Dictionary<string, string>();

    /// <summary>The answers as filed.</summary>
    public Answers Answers { get; private set; } = Answers.None;

    /// <summary>The partners' signatures of exactly this; none where the form asks for none.</summary>
    public IReadOnlyList<FiledSignOff> SignOffs { get; private set; } = [];

    /// <summary>The canonical copy: UTF-8 JSON, keys in a fixed order, two spaces of indentation.</summary>
    public string CanonicalCopy { get; private set; } = "";

    /// <summary>SHA-256 of the canonical copy's bytes, in lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>SHA-256 of answers and files alone: tells the same content filed twice.</summary>
    public string ContentSha256 { get; private set; } = "";

    /// <summary>The files that were filed; they stay readable here, whatever becomes of the draft.</summary>
    public IReadOnlyList<FiledFile> Files => _files;

    /// <summary>The organisations that the answers name by their SIRET.</summary>
    public IReadOnlyList<FiledOrganisation> Organisations => _organisations;

    public bool IsOf(FilingMatter matter) => ContentSha256 == matter.ContentSha256;

    internal static string HashOf(JsonObject content) => Hash(Write(content));

    internal static Filing Of(
        Dossier dossier,
        FilingMatter matter,
        CutOff cutOff,
        int version,
        PersonId by,
        DateTimeOffset now
    )
    {
        var content = matter.Content();
        var contentHash = HashOf(content);
        var signed = SignedOf(matter);
        var copy = Write(
            WithParts(
                new JsonObject
                {
                    ["schema"] = "calls-portal/filing/1",
                    ["number"] = dossier.Number,
                    ["version"] = version,
                    ["dossier"] = dossier.Id.Value,
                    ["call"] = dossier.CallId.Value,
                    ["wave"] = matter.Wave.Number,
                    ["cutOff"] = cutOff.Deadline.At.ToString("O"),
                    ["form"] = matter.Form.Version,
                    ["filedBy"] = by.Value,
                    ["filedAt"] = now.ToString("O"),
                    ["content"] = content,
                },
                signed,
                dossier,
                matter.Form
            )
        );
        var filing = new Filing
        {
            Id = FilingId.New(),
            DossierId = dossier.Id,
            CutOffId = cutOff.Id,
            FormId = matter.Form.Id,
            Step = dossier.Step,
            StepDue = dossier.StepDue,
            Version = version,
            FiledBy = by,
            FiledAt = now,
            Title = Dossier.Shortened(matter.Answers.Text(CommonFields.Title)) is { Length: > 0 } title
                ? title
                : dossier.Title,
            Lead = Dossier.Shortened(matter.Answers.Text(CommonFields.LeadName)),
            Claims = matter.Claims,
            Answers = matter.Answers,
            SignOffs = signed,
            CanonicalCopy = copy,
            Sha256 = Hash(copy),
            ContentSha256 = contentHash,
        };
        filing._files.AddRange(matter.Files.Select(file => new FiledFile(filing.Id, file.Id)));
        var named = NamedOrganisation.In(matter.Form, matter.Answers);
        filing._organisations.AddRange(named.Select(one => new FiledOrganisation(filing.Id, one)));
        return filing;
    }

    private static IReadOnlyList<FiledSignOff> SignedOf(FilingMatter matter) =>
        [
            .. from one in matter.Signatures
            where one.Holds is not null
            select new FiledSignOff(one.Partner.Id, one.Partner.Name, one.Holds!.By, one.Holds.At),
        ];

    /// <summary>What only some filings have comes after the content, so that all others read as they always did.</summary>
    private static JsonObject WithParts(JsonObject copy, IReadOnlyList<FiledSignOff> signed, Dossier dossier, Form form)
    {
        if (dossier.Step > 1 || form.HasStepsAhead)
            copy["step"] = dossier.Step;
        if (dossier.StepDue is { } due)
            copy["stepDue"] = due.At.ToString("O");
        if (signed.Count > 0)
            copy["signOffs"] = new JsonArray([
                .. signed.Select(one => new JsonObject
                {
                    ["partner"] = one.Partner,
                    ["name"] = one.Name,
                    ["by"] = one.By.Value,
                    ["at"] = one.At.ToString("O"),
                }),
            ]);
        return copy;
    }

    private static string Write(JsonObject json) => json.ToJsonString(Canonical);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>That a filing holds a file.</summary>
public sealed class FiledFile
{
    private FiledFile() { }

    internal FiledFile(FilingId filing, AttachmentId attachment) => (FilingId, AttachmentId) = (filing, attachment);

    public FilingId FilingId { get; private set; }

    public AttachmentId AttachmentId { get; private set; }
}
