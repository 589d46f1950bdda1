using Portal.Domain;

namespace Portal.Infrastructure.Seeds;

/// <summary>Why a place in a file can't be taken.</summary>
public static class SeedRefusals
{
    public static Refusal NotOneDocument { get; } = new("file.not-one-document");

    public static Refusal NotYaml(string said) => new("file.not-yaml", said);

    public static Refusal TooDeep { get; } = new("file.too-deep");

    public static Refusal Aliases { get; } = new("file.aliases");

    public static Refusal Unknown(string key, string known) => new("file.unknown", key, known);

    public static Refusal Missing(string key) => new("file.missing", key);

    public static Refusal NoList { get; } = new("file.no-list");

    public static Refusal NoMap { get; } = new("file.no-map");

    public static Refusal KeyIsNoText { get; } = new("file.key-is-no-text");

    public static Refusal Twice(string by, string text) => new("file.twice", by, text);

    public static Refusal NoText { get; } = new("file.no-text");

    public static Refusal NotWhole(string text) => new("file.not-whole", text);

    public static Refusal NoNumber(string text) => new("file.no-number", text);

    public static Refusal NoTruth(string text) => new("file.no-truth", text);

    public static Refusal NoCivilTime(string text) => new("file.no-civil-time", text);

    public static Refusal NoDay(string text) => new("file.no-day", text);

    public static Refusal NoSpan(string text) => new("file.no-span", text);

    public static Refusal SpanOutOfRange(string text, int most) => new("file.span-out-of-range", text, most);

    public static Refusal YearOutOfRange(string text, int first, int last) =>
        new("file.year-out-of-range", text, first, last);

    public static Refusal YearsOutOfRange(int most) => new("file.years-out-of-range", most);

    public static Refusal NoneOf(string text, string all) => new("file.none-of", text, all);

    public static Refusal NoKey(string text) => new("file.no-key", text);

    /// <summary>The file names no census of the year.</summary>
    public static Refusal NoCensus(string year) => new("file.no-census", year);

    public static Refusal NoSiret(string text) => new("file.no-siret", text);

    public static Refusal NoChallenge(string slug) => new("file.no-challenge", slug);

    public static Refusal NoSlug(string text) => new("file.no-slug", text);

    public static Refusal NoCode(string text) => new("file.no-code", text);

    public static Refusal NoAddress { get; } = new("file.no-address");

    public static Refusal NoUrl(string text) => new("file.no-url", text);

    public static Refusal NoRule(string text) => new("file.no-rule", text);

    public static Refusal NoProgrammeList(string text) => new("file.no-programme-list", text);

    public static Refusal NotInProgramme(string text) => new("file.not-in-programme", text);

    public static Refusal NoWave { get; } = new("file.no-wave");

    public static Refusal GraceOutOfRange(int most) => new("file.grace-out-of-range", most);

    public static Refusal GraceWithoutClause { get; } = new("file.grace-without-clause");

    public static Refusal StepDue(int most) => new("file.step-due", most);

    public static Refusal OneAnswer { get; } = new("file.one-answer");

    public static Refusal OutWithoutClause { get; } = new("file.out-without-clause");

    public static Refusal NoLaterQuestion(string text) => new("file.no-later-question", text);

    public static Refusal SilenceTooSoon { get; } = new("file.silence-too-soon");

    public static Refusal SilenceWithoutAppeal { get; } = new("file.silence-without-appeal");

    public static Refusal CutOffBeforeOpening { get; } = new("file.cut-off-before-opening");

    public static Refusal CutOffTwice(string text) => new("file.cut-off-twice", text);

    public static Refusal Rhythm(int most) => new("file.rhythm", most);

    public static Refusal WaveMissing(int number) => new("file.wave-missing", number);

    public static Refusal CutOffsDiffer(int wave, int known, int told) =>
        new("file.cut-offs-differ", wave, known, told);

    public static Refusal CodeStays(string code) => new("file.code-stays", code);
}
