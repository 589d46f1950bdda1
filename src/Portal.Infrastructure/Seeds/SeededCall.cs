using System.Text.Json;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Seeds;

/// <summary>Brings what a file says of a call into the call; what is the same already stays as it is.</summary>
internal static class SeededCall
{
    public static void Apply(Call call, CallSeed seed, PersonId? by, DateTimeOffset now)
    {
        call.KeepTime(seed.Grace, seed.Presentation.GraceClause, by, now);
        seed.Place.Act(() => call.RuleOnReminders(seed.Reminders, by, now));
        call.Describe(seed.Kind, seed.Operator, seed.Presentation, seed.Themes, seed.Regimes, by, now);
        call.RuleOnMissedComplements(seed.MissedComplements, by, now);
        seed.Place.Act(() => call.LayOutApprovals(ApprovalSeed.Named(seed.Approvals, call), by, now));
        seed.Place.Act(() => call.WriteLetters(seed.Letters, by, now));
        if (!Same(call.FollowUp, seed.FollowUp))
            seed.Place.Act(() => call.PlanFollowUp(seed.FollowUp, by, now));
        // A file of the operator's goes before what was filed: it mends a word as well.
        seed.Place.Act(() => call.PlanAdmission(seed.Admission, isFiledFor: false, by, now));
        // A form asks in the steps that there are, and no step goes in which one asks.
        if (seed.Steps.Count > call.Steps.Count)
            call.LayOut(seed.Steps, by, now);
        if (seed.Sections.Count > 0 && !HasForm(call, seed))
            call.PublishForm(seed.Sections, seed.Rules, by, now);
        if (seed.Scale is { } scale && !HasGrid(call, seed))
            call.PublishGrid(scale, seed.Criteria, by, now, seed.Extras);
        call.LayOut(seed.Steps, by, now);
        call.Orient(seed.Orientation, by, now);
        call.KeepThesaurus(seed.Thesaurus, by, now);
    }

    private static bool HasForm(Call call, CallSeed seed) =>
        call.Forms.Count > 0
        && Same(call.CurrentForm.Sections, seed.Sections)
        && Same(call.CurrentForm.Rules, seed.Rules);

    private static bool HasGrid(Call call, CallSeed seed) =>
        call.Grids.Count > 0
        && Same(call.CurrentGrid.Scale, seed.Scale)
        && Same(call.CurrentGrid.Criteria, seed.Criteria)
        && Same(call.CurrentGrid.Questions, seed.Extras.Questions)
        && Same(call.CurrentGrid.Confidence, seed.Extras.Confidence);

    private static bool Same<T>(T left, T right) =>
        JsonSerializer.Serialize(left, Conventions.Json) == JsonSerializer.Serialize(right, Conventions.Json);
}
