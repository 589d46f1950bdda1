using Portal.Domain.Admissions;
using Portal.Domain.Calls.Rules;
using Portal.Domain.FollowUp;
using Portal.Domain.Orientation;
using Portal.Domain.Waves;

namespace Portal.Domain.Calls;

/// <summary>
/// A call of the programme: what it is for, the form and the grid in force, and who looks after it. Its waves
/// are objects of their own.
/// </summary>
public sealed class Call : Aggregate
{
    /// <summary>Seconds: a day.</summary>
    public const int LongestGrace = 86_400;

    private readonly List<Form> _forms = [];
    private readonly List<Grid> _grids = [];
    private readonly List<CallOfficer> _officers = [];

    private Call() { }

    public Call(string slug, string code, CallKind kind, string @operator, CallPresentation presentation)
    {
        Id = CallId.New();
        Slug = slug;
        Code = code;
        Kind = kind;
        Operator = @operator;
        Presentation = presentation;
    }

    /// <summary>A call that an officer begins to prepare; it is entrusted to them, and nobody else sees it.</summary>
    public static Call Prepare(
        string slug,
        string code,
        CallKind kind,
        string @operator,
        CallPresentation presentation,
        PersonId by,
        DateTimeOffset now
    )
    {
        var call = new Call(slug, code, kind, @operator, presentation);
        call.Tell(new CallPrepared(call.Id, slug, presentation.Title, by, now));
        call.Entrust(by, by, now);
        return call;
    }

    public CallId Id { get; private set; }

    /// <summary>The name of the call in addresses, such as <c>tiers-lieux</c>; unique.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>The prefix of its dossiers' numbers, such as <c>TL</c>; unique.</summary>
    public string Code { get; private set; } = "";

    public CallKind Kind { get; private set; }

    /// <summary>The key of the operator in the programme's data.</summary>
    public string Operator { get; private set; } = "";

    public CallPresentation Presentation { get; private set; } = null!;

    public IReadOnlyList<string> Themes { get; private set; } = [];

    public IReadOnlyList<string> Regimes { get; private set; } = [];

    /// <summary>The steps that a dossier goes through, in order; a call that people can file for has one at least.</summary>
    public IReadOnlyList<CallStep> Steps { get; private set; } = [];

    /// <summary>A step by its place, counted from 1; null where the call has fewer.</summary>
    public CallStep? StepAt(int place) => Steps.ElementAtOrDefault(place - 1);

    /// <summary>The questions that tell before writing whether the call is for somebody.</summary>
    public IReadOnlyList<EligibilityQuestion> Orientation { get; private set; } = [];

    /// <summary>The words in which the skills of its experts are told.</summary>
    public IReadOnlyList<Keyword> Thesaurus { get; private set; } = [];

    /// <summary>Seconds granted after each deadline, as the call publishes them.</summary>
    public int GraceSeconds { get; private set; }

    /// <summary>Its own rules for reminders, one a kind of date at most; for the others the usual ones hold.</summary>
    public IReadOnlyList<ReminderRule> Reminders { get; private set; } = [];

    /// <summary>What becomes of a dossier whose complements don't come by the date set for them.</summary>
    public MissedComplements MissedComplements { get; private set; }

    /// <summary>The steps of the approval of its winner lists, in order; none where it is as usual.</summary>
    public IReadOnlyList<ApprovalStep> Approvals { get; private set; } = [];

    /// <summary>Its own letters, one an outcome at most; of the others the portal's go out.</summary>
    public IReadOnlyList<LetterTemplate> Letters { get; private set; } = [];

    /// <summary>What becomes of its winners.</summary>
    public FollowUpPlan FollowUp { get; private set; } = FollowUpPlan.None;

    /// <summary>How it admits whose applications don't compete; null where they do.</summary>
    public AdmissionPlan? Admission { get; private set; }

    /// <summary>When the call became public, UTC; null while it is being prepared.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    public IReadOnlyList<Form> Forms => _forms;

    public IReadOnlyList<Grid> Grids => _grids;

    public IReadOnlyList<CallOfficer> Officers => _officers;

    /// <summary>The form that a dossier started now answers.</summary>
    public Form CurrentForm => _forms.MaxBy(form => form.Version) ?? throw new RefusedException(CallRefusals.NoForm);

    /// <summary>The grid that a review assigned now will keep.</summary>
    public Grid CurrentGrid => _grids.MaxBy(grid => grid.Version) ?? throw new RefusedException(CallRefusals.NoGrid);

    /// <summary>Puts the call's description in its present words.</summary>
    public void Describe(
        CallKind kind,
        string @operator,
        CallPresentation presentation,
        IReadOnlyList<string> themes,
        IReadOnlyList<string> regimes,
        PersonId? by,
        DateTimeOffset now
    )
    {
        if (
            (Kind, Operator, Presentation) == (kind, @operator, presentation)
            && Themes.SequenceEqual(themes)
            && Regimes.SequenceEqual(regimes)
        )
            return;
        KeepPublic([.. Publication.Of(presentation), .. Publication.Of(GraceSeconds, presentation)]);
        (Kind, Operator, Presentation) = (kind, @operator, presentation);
        (Themes, Regimes) = ([.. themes], [.. regimes]);
        Tell(new CallDescribed(Id, presentation.Title, by, now));
    }

    /// <summary>Says what steps dossiers go through from now on.</summary>
    public void LayOut(IReadOnlyList<CallStep> steps, PersonId? by, DateTimeOffset now)
    {
        if (Steps.SequenceEqual(steps))
            return;
        KeepPublic(Publication.Of(steps));
        if (_forms.Count > 0 && CurrentForm.LastStep > Math.Max(steps.Count, 1))
            throw new RefusedException(CallRefusals.StepAskedIn(CurrentForm.LastStep));
        Steps = [.. steps];
        Tell(new StepsLaidOut(Id, [.. steps.Select(step => step.Key)], by, now));
    }

    /// <summary>Sets the questions that tell before writing whether the call is for somebody.</summary>
    public void Orient(IReadOnlyList<EligibilityQuestion> questions, PersonId? by, DateTimeOffset now)
    {
        if (Orientation.SequenceEqual(questions))
            return;
        KeepPublic(Publication.Of(questions));
        Orientation = [.. questions];
        Tell(new OrientationSet(Id, questions.Count, by, now));
    }

    /// <summary>The same, as long as no word goes in which experts are described: it may be renamed, its key stays.</summary>
    /// <exception cref="RefusedException">A word stands twice, isn't whole, or is used and missing.</exception>
    public void KeepThesaurus(IReadOnlyList<Keyword> words, IReadOnlySet<string> used, PersonId? by, DateTimeOffset now)
    {
        var kept = words.Select(word => word.Key).ToHashSet(StringComparer.Ordinal);
        var lost = Thesaurus.Where(word => used.Contains(word.Key) && !kept.Contains(word.Key)).ToList();
        if (lost.Count > 0)
            throw new RefusedException([.. lost.Select(word => CallRefusals.KeywordUsed(word.Name))]);
        KeepThesaurus(words, by, now);
    }

    /// <summary>Sets the words in which the skills of its experts are told.</summary>
    /// <exception cref="RefusedException">A word stands twice, or isn't whole.</exception>
    public void KeepThesaurus(IReadOnlyList<Keyword> words, PersonId? by, DateTimeOffset now)
    {
        if (Thesaurus.SequenceEqual(words))
            return;
        if (Keyword.ObstaclesTo(words) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Thesaurus = [.. words];
        Tell(new ThesaurusSet(Id, words.Count, by, now));
    }

    /// <summary>Sets the call's published rule of time: the grace after a deadline, with the clause that grants it.</summary>
    /// <exception cref="RefusedException">The call is public, and nothing in both languages grants the grace.</exception>
    public void KeepTime(TimeSpan grace, LocalizedText? clause, PersonId? by, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        var seconds = (int)grace.TotalSeconds;
        var words = Presentation with { GraceClause = clause };
        if ((GraceSeconds, Presentation) == (seconds, words))
            return;
        KeepPublic(Publication.Of(seconds, words));
        (GraceSeconds, Presentation) = (seconds, words);
        Tell(new CallTimeKept(Id, seconds, by, now));
    }

    /// <summary>Says when reminders go before its dates; what lies ahead follows at once.</summary>
    /// <exception cref="RefusedException">The rules are none: see <see cref="ReminderRule.ObstaclesTo"/>.</exception>
    public void RuleOnReminders(IEnumerable<ReminderRule> rules, PersonId? by, DateTimeOffset now)
    {
        var ruled = rules.Select(rule => rule.InOrder()).ToList();
        if (Reminders.SequenceEqual(ruled))
            return;
        if (ReminderRule.ObstaclesTo(ruled) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Reminders = ruled;
        Tell(new RemindersRuled(Id, ruled, by, now));
    }

    /// <summary>Sets the call's rule for complements that don't come.</summary>
    public void RuleOnMissedComplements(MissedComplements rule, PersonId? by, DateTimeOffset now)
    {
        if (MissedComplements == rule)
            return;
        MissedComplements = rule;
        Tell(new CallRuledOnComplements(Id, rule, by, now));
    }

    /// <summary>Says who signs the winner lists that are prepared from now on, and in what order.</summary>
    /// <exception cref="RefusedException">The steps are no approval: see <see cref="ApprovalStep.ObstaclesTo"/>.</exception>
    public void LayOutApprovals(IReadOnlyList<ApprovalStep> steps, PersonId? by, DateTimeOffset now)
    {
        if (Approvals.SequenceEqual(steps))
            return;
        if (ApprovalStep.ObstaclesTo(steps) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Approvals = [.. steps];
        Tell(new ApprovalsLaidOut(Id, [.. steps.Select(step => step.Key)], by, now));
    }

    /// <summary>Writes the letters of the winner lists that are prepared from now on.</summary>
    /// <exception cref="RefusedException">They are no letters: see <see cref="LetterTemplate.ObstaclesTo"/>.</exception>
    public void WriteLetters(IReadOnlyList<LetterTemplate> letters, PersonId? by, DateTimeOffset now)
    {
        if (Letters.SequenceEqual(letters))
            return;
        if (LetterTemplate.ObstaclesTo(letters) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Letters = [.. letters];
        Tell(new LettersWritten(Id, [.. letters.Select(letter => letter.Outcome)], by, now));
    }

    /// <summary>Says what becomes of its winners. What is agreed already keeps its own terms and dates.</summary>
    /// <exception cref="RefusedException">It is no plan: see <see cref="FollowUpPlan.Obstacles"/>.</exception>
    public void PlanFollowUp(FollowUpPlan plan, PersonId? by, DateTimeOffset now)
    {
        if (plan.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        FollowUp = plan;
        Tell(new FollowUpPlanned(Id, [.. plan.Milestones.Select(one => one.Key)], by, now));
    }

    /// <summary>Says which criteria admit, and how many there is room for: before anybody files, so that all file for the same.</summary>
    /// <exception cref="RefusedException">Something is filed, or it is no plan: see <see cref="AdmissionPlan.Obstacles"/>.</exception>
    public void PlanAdmission(AdmissionPlan? plan, bool isFiledFor, PersonId? by, DateTimeOffset now)
    {
        if (Equals(Admission, plan))
            return;
        if (isFiledFor)
            throw new RefusedException(AdmissionRefusals.FiledFor);
        if (plan?.Obstacles is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        Admission = plan;
        Tell(new AdmissionPlanned(Id, [.. (plan?.Criteria ?? []).Select(one => one.Key)], by, now));
    }

    /// <summary>
    /// Puts a form in force, with the rules that its answers must meet. Dossiers already begun keep theirs
    /// until their coordinator takes up the newer one.
    /// </summary>
    /// <exception cref="RefusedException">The form doesn't hold together: see <see cref="FormFaults"/>.</exception>
    public Form PublishForm(
        IReadOnlyList<FormSection> sections,
        IReadOnlyList<CallRule> rules,
        PersonId? by,
        DateTimeOffset now
    )
    {
        if (FormFaults.In(sections, rules, Steps.Count) is { Count: > 0 } faults)
            throw new RefusedException([.. faults.Select(fault => fault.Reason)]);
        var form = new Form(Id, _forms.Count + 1, sections, rules, now);
        _forms.Add(form);
        Tell(new FormPublished(Id, form.Id, form.Version, by, now));
        return form;
    }

    /// <summary>Puts a criteria grid in force for the reviews assigned from now on.</summary>
    /// <exception cref="RefusedException">The grid doesn't hold together: see <see cref="GridFaults"/>.</exception>
    public Grid PublishGrid(
        MarkScale scale,
        IReadOnlyList<Criterion> criteria,
        PersonId? by,
        DateTimeOffset now,
        GridExtras? extras = null
    )
    {
        extras ??= GridExtras.None;
        if (GridFaults.In(scale, criteria, extras) is { Count: > 0 } faults)
            throw new RefusedException([.. faults.Select(fault => fault.Reason)]);
        var grid = new Grid(Id, _grids.Count + 1, scale, criteria, extras, now);
        _grids.Add(grid);
        Tell(new GridPublished(Id, grid.Id, grid.Version, by, now));
        return grid;
    }

    /// <summary>What is still missing before the public can read the call, given all its waves; empty once public.</summary>
    public IReadOnlyList<Refusal> ObstaclesToPublication(IReadOnlyList<Wave> waves, DateTimeOffset now) =>
        PublishedAt is null ? Publication.Of(this, waves, now) : [];

    /// <summary>Makes the call public. Publishing it again changes nothing.</summary>
    public void Publish(IReadOnlyList<Wave> waves, PersonId? by, DateTimeOffset now)
    {
        if (PublishedAt is not null)
            return;
        if (ObstaclesToPublication(waves, now) is { Count: > 0 } obstacles)
            throw new RefusedException(obstacles);
        PublishedAt = now;
        Tell(new CallPublished(Id, by, now));
    }

    /// <summary>Entrusts the call to an officer, who from then on sees its dossiers.</summary>
    public void Entrust(PersonId officer, PersonId? by, DateTimeOffset now)
    {
        if (_officers.Any(known => known.Person == officer))
            return;
        _officers.Add(new CallOfficer(Id, officer));
        Tell(new CallEntrusted(Id, officer, by, now));
    }

    /// <summary>Takes the call out of an officer's charge; somebody else must have it.</summary>
    /// <exception cref="RefusedException">They don't look after it, or nobody else does.</exception>
    public void Release(PersonId officer, PersonId? by, DateTimeOffset now)
    {
        if (_officers.Find(known => known.Person == officer) is not { } known)
            throw new RefusedException(CallRefusals.NotAnOfficer);
        if (_officers.Count == 1)
            throw new RefusedException(CallRefusals.LastOfficer);
        _officers.Remove(known);
        Tell(new CallReleased(Id, officer, by, now));
    }

    /// <summary>What the public reads is never left half written.</summary>
    private void KeepPublic(IEnumerable<Refusal> obstacles)
    {
        if (PublishedAt is not null && obstacles.ToList() is { Count: > 0 } lacking)
            throw new RefusedException(lacking);
    }
}

/// <summary>An officer to whom a call is entrusted.</summary>
public sealed class CallOfficer
{
    private CallOfficer() { }

    internal CallOfficer(CallId call, PersonId person) => (CallId, Person) = (call, person);

    public CallId CallId { get; private set; }

    public PersonId Person { get; private set; }
}
