namespace Portal.Domain.Tests;

/// <summary>Builds what a test needs and states only what matters to it.</summary>
internal static class Build
{
    public static readonly DateTimeOffset Opening = Paris(2024, 1, 8, 9, 0);
    public static readonly DateTimeOffset Closing = Paris(2024, 4, 9, 12, 0);
    public static readonly PersonId Carrier = PersonId.New();
    public static readonly PersonId Officer = PersonId.New();

    public static DateTimeOffset Paris(int year, int month, int day, int hour, int minute, int second = 0) =>
        Deadline.InstantOf(new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified));

    public static DateTime Civil(int year, int month, int day, int hour, int minute) =>
        new(year, month, day, hour, minute, 0, DateTimeKind.Unspecified);

    public static LocalizedText Text(string text = "Texte") => new(text, text);

    public static FormField Field(string key, FieldType type = FieldType.ShortText, bool required = false) =>
        new(key, type, Text(key)) { Required = required };

    public static Form Form(params FormField[] fields) => Call(fields).CurrentForm;

    public static Call Call(IEnumerable<FormField>? fields = null, IEnumerable<CallRule>? rules = null)
    {
        var presentation = new CallPresentation
        {
            Title = Text(),
            Summary = Text(),
            Description = Text(),
            Audience = Text(),
            Envelope = Text(),
            Contact = "a@b.example",
            Source = Text(),
            Eligibility = [Text()],
            Service = new ServiceInCharge(
                Text(),
                "1 rue de l’Exemple, 75000 Ville-Fictive",
                "a@b.example",
                "01 99 00 10 00"
            ),
            Silence = new Silence(SilenceMeaning.Rejected, 2, Text(), Text()),
        };
        var call = new Call("appel", "AP", CallKind.CallForProjects, "operateur", presentation);
        List<FormField> asked = [.. fields ?? [Field("title", required: true)]];
        var common = FormFaults.Common.Where(key => asked.TrueForAll(field => field.Key != key));
        call.PublishForm(
            [
                new FormSection("project", Text(), asked),
                .. common.Select(key => new FormSection($"its_{key}", Text(), [Field(key)])),
            ],
            [.. rules ?? []],
            by: null,
            Opening
        );
        call.PublishGrid(
            new MarkScale(1, 6, []),
            [new Criterion("impact", Text(), 60), new Criterion("method", Text(), 40)],
            by: null,
            Opening
        );
        call.LayOut([new CallStep("dossier", Text())], by: null, Opening);
        call.Publish([Wave(call)], by: null, Opening);
        return call;
    }

    public static Wave Wave(Call call, int graceSeconds = 0, params IEnumerable<DateTime> cutOffs)
    {
        var dates = cutOffs.DefaultIfEmpty(Civil(2024, 4, 9, 12, 0));
        return new Wave(
            call.Id,
            1,
            Opening,
            dates.Select(date => new Deadline(date, TimeSpan.FromSeconds(graceSeconds)))
        );
    }

    public static FilingMatter Matter(
        Call call,
        Wave wave,
        string title = "Un projet",
        IReadOnlySet<string>? taken = null,
        Answers? answers = null
    ) => new(call.CurrentForm, wave, answers ?? Answers.None.With("title", title), [], taken ?? new HashSet<string>());

    public static Dossier Draft(Call call, Wave wave) =>
        Dossier.Start(call, wave, "Un projet", Carrier, Opening.AddDays(1));

    public static void Join(Dossier dossier, PersonId person, MemberRole role) =>
        Invite(dossier, role).Accept(dossier, person, Opening);

    public static TeamInvitation Invite(Dossier dossier, MemberRole role, PersonId? by = null) =>
        TeamInvitation.Send(dossier, EmailAddress.Parse("p@x.example"), role, "hash", by ?? Carrier, Opening);

    public static Dossier Filed(Call call, Wave wave)
    {
        var dossier = Draft(call, wave);
        dossier.File(Matter(call, wave), () => "AP-2024-000001", Carrier, Opening.AddDays(2));
        return dossier;
    }

    public static Dossier Eligible(Call call, Wave wave)
    {
        var dossier = Filed(call, wave);
        dossier.CheckEligibility(wave, eligible: true, "", Officer, Closing.AddDays(1));
        return dossier;
    }

    public static ExpertFacts Facts(string email = "e@x.example", string organisation = "Organisme") =>
        new("Experte", EmailAddress.Parse(email), ExpertRole.Medical, organisation, null, null, 6, "fr");

    public static PoolExpert Pooled(Wave wave, ExpertFacts? facts = null) =>
        new(wave.Id, facts ?? Facts(), Officer, Closing.AddDays(1));

    public static ExpertInvitation Invitation(PoolExpert pooled) => new(pooled, "hash", Officer, Closing.AddDays(1));

    public static Expert Expert(Wave wave, bool signed = true, bool declared = true)
    {
        var pooled = Pooled(wave);
        var invitation = Invitation(pooled);
        invitation.Accept(Closing.AddDays(2));
        var expert = new Expert(invitation, pooled, PersonId.New(), Closing.AddDays(2));
        if (signed)
            expert.SignCharter(Closing.AddDays(2));
        if (signed && declared)
            expert.DeclareConflicts(new Dictionary<DossierId, string>(), Closing.AddDays(2));
        return expert;
    }

    public static ReviewSheet Sheet(int impact = 5, int method = 3, string toCarrier = "Avis") =>
        new(
            [new CriterionReview("impact", impact, "", ""), new CriterionReview("method", method, "", "")],
            "",
            toCarrier
        );

    /// <summary>The codes of a refused act.</summary>
    public static IReadOnlyList<string> CodesOf(Action act) =>
        [.. Assert.Throws<RefusedException>(act)!.Refusals.Select(refusal => refusal.Code)];
}
