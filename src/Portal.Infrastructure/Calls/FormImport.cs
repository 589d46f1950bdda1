using Portal.Domain;
using Portal.Domain.Calls;

namespace Portal.Infrastructure.Calls;

/// <summary>Sections that came from elsewhere, and what became of what has no equivalent here.</summary>
public sealed record FormImport(IReadOnlyList<FormSection> Sections, IReadOnlyList<ImportNote> Notes);

/// <summary>A question that had another type where it came from.</summary>
/// <param name="Label">Its own words.</param>
/// <param name="Was">The type, as it is called there.</param>
/// <param name="Became">The type that it has here.</param>
public sealed record ImportNote(string Label, string Was, FieldType Became);

/// <summary>What can't be taken from a spreadsheet, and where: a refused import names all such cells.</summary>
/// <param name="Column">As spreadsheets name it, such as <c>D</c>; null for the whole row.</param>
public sealed record ImportFault(string Sheet, int Row, string? Column, Refusal Reason);

/// <summary>Why a file can't be taken into a form.</summary>
public static class ImportRefusals
{
    public static Refusal NoFile { get; } = new("import.no-file");

    /// <param name="limit">In megabytes.</param>
    public static Refusal TooLarge(int limit) => new("import.too-large", limit);

    public static Refusal NotJson { get; } = new("import.not-json");

    /// <summary>It is JSON, but no procedure of Démarches simplifiées.</summary>
    public static Refusal NoProcedure { get; } = new("import.no-procedure");

    public static Refusal SeveralProcedures(int count) => new("import.several-procedures", count);

    public static Refusal NothingAsked { get; } = new("import.nothing-asked");

    public static Refusal NotAWorkbook { get; } = new("import.not-a-workbook");

    public static Refusal NoHeads { get; } = new("import.no-heads");

    public static Refusal TooManyRows(int limit) => new("import.too-many-rows", limit);

    public static Refusal NoLabel { get; } = new("import.no-label");

    public static Refusal NoSection { get; } = new("import.no-section");

    public static Refusal UnknownType(string text) => new("import.unknown-type", text);

    public static Refusal NotYesOrNo(string text) => new("import.not-yes-or-no", text);

    public static Refusal NoOptions { get; } = new("import.no-options");

    public static Refusal BadLimit(string text) => new("import.bad-limit", text);
}
