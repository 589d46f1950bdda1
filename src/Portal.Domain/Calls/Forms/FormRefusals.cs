namespace Portal.Domain.Calls;

/// <summary>Why a form can't be published. Labels are its own texts.</summary>
public static class FormRefusals
{
    public static Refusal BadKey(string key) => new("form.bad-key", key);

    public static Refusal KeyTwice(string key) => new("form.key-twice", key);

    public static Refusal EmptySection(LocalizedText title) => new("form.empty-section", title);

    public static Refusal NoSuchStep(LocalizedText title, int step) => new("form.no-such-step", title, step);

    /// <summary>It stands before a section of an earlier step, or a step is left out before it.</summary>
    public static Refusal StepOutOfOrder(LocalizedText title, int step) => new("form.step-out-of-order", title, step);

    public static Refusal CommonMissing(string key) => new("form.common-missing", key);

    public static Refusal Untranslated(string text) => new("form.untranslated", text);

    /// <summary>Somebody changed the draft after the page was shown.</summary>
    public static Refusal DraftOvertaken { get; } = new("form.draft-overtaken");

    public static Refusal NothingRemoved { get; } = new("form.nothing-removed");

    /// <summary>Where it stood is no longer there.</summary>
    public static Refusal PlaceGone(LocalizedText label) => new("form.place-gone", label);

    /// <summary>Somebody removed it meanwhile.</summary>
    public static Refusal PartGone { get; } = new("form.part-gone");

    public static Refusal NothingToChoose(LocalizedText label) => new("form.nothing-to-choose", label);

    public static Refusal NoColumns(LocalizedText label) => new("form.no-columns", label);

    public static Refusal NoColumnOfThisType(LocalizedText table, LocalizedText column) =>
        new("form.no-column-of-this-type", table, column);

    public static Refusal ConsortiumWithoutNames(LocalizedText label) => new("form.consortium-without-names", label);

    public static Refusal BadPattern(LocalizedText label) => new("form.bad-pattern", label);

    public static Refusal BoundsCrossed(LocalizedText label) => new("form.bounds-crossed", label);

    public static Refusal BadFormula(LocalizedText label, string reason) => new("form.bad-formula", label, reason);

    /// <summary>What may be in one dossier only is one answer, no column of a table.</summary>
    public static Refusal NotOneAnswer(LocalizedText clause, string path) => new("form.not-one-answer", clause, path);

    /// <summary>It was a budget before, and still has its lines.</summary>
    public static Refusal NoBudget(LocalizedText label) => new("form.no-budget", label);

    public static Refusal UnknownPath(LocalizedText label, string path) => new("form.unknown-path", label, path);

    public static Refusal UnknownOption(LocalizedText label, string option, string path) =>
        new("form.unknown-option", label, option, path);

    public static Refusal NotOneTable(LocalizedText label, string paths) => new("form.not-one-table", label, paths);

    public static Refusal BudgetWithoutLines(LocalizedText label) => new("form.budget-without-lines", label);

    public static Refusal BudgetWithoutAid(LocalizedText label) => new("form.budget-without-aid", label);

    public static Refusal BudgetYears(LocalizedText label, int limit) => new("form.budget-years", label, limit);

    public static Refusal NotPerPartner(LocalizedText label) => new("form.not-per-partner", label);

    public static Refusal NobodyToSign(LocalizedText label) => new("form.nobody-to-sign", label);
}
