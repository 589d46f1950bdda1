using Portal.Domain.Attachments;

namespace Portal.Domain.Tests.Dossiers;

/// <summary>A dossier that can't be filed any more goes on as a new one; one that is under way doesn't.</summary>
[TestFixture]
internal sealed class CarryOverTests
{
    private static readonly DateTimeOffset After = Build.Closing.AddDays(1);
    private static readonly DateTimeOffset Later = Build.Paris(2024, 9, 2, 10, 0);

    [Test]
    public void A_draft_whose_wave_has_closed_goes_on_in_the_next_with_its_whole_team()
    {
        var (call, own, dossier) = Scene();
        var (writer, reader) = (PersonId.New(), PersonId.New());
        Build.Join(dossier, writer, MemberRole.Writer);
        Build.Join(dossier, reader, MemberRole.Reader);
        var to = Next(call);
        var next = dossier.CarryOver(call, [own, to], told: null, Build.Carrier, Later)!;
        Assert.That((next.WaveId, next.Title, next.State), Is.EqualTo((to.Id, dossier.Title, DossierState.Draft)));
        Assert.That((next.CarriedFrom, dossier.CarriedTo), Is.EqualTo((dossier.Id, next.Id)));
        Assert.That(
            new[] { Build.Carrier, writer, reader }.Select(next.RoleOf),
            Is.EqualTo(new MemberRole?[] { MemberRole.Coordinator, MemberRole.Writer, MemberRole.Reader })
        );
        Assert.That(dossier.WaveId, Is.EqualTo(own.Id), "a dossier belongs to one wave for good");
    }

    [Test]
    public void What_was_carried_over_is_not_carried_over_filed_or_taken_up_again()
    {
        var (call, own, dossier) = Scene();
        var next = dossier.CarryOver(call, [own, Next(call)], told: null, Build.Carrier, Later)!;
        Assert.That(CodeOf(dossier, own, After), Is.EqualTo("dossier.carried-over"));
        // As if its own wave were open again.
        Assert.That(
            Build.CodesOf(() =>
                dossier.File(Build.Matter(call, own), () => "AP-2024-000001", Build.Carrier, Build.Opening.AddDays(2))
            ),
            Is.EqualTo(new[] { "dossier.carried-over" })
        );
        Assert.That(dossier.CarryOver(call, [own, Next(call)], null, Build.Carrier, Later), Is.Null, "once");
        Assert.That(next.CarriedTo, Is.Null);
    }

    [Test]
    public void What_is_under_way_is_not_carried_over()
    {
        var (call, own, dossier) = Scene();
        Assert.That(CodeOf(dossier, own, Build.Opening.AddDays(2)), Is.EqualTo("dossier.not-ended"), "a draft in time");
        var filed = Build.Filed(call, own);
        Assert.That(CodeOf(filed, own, After), Is.EqualTo("dossier.not-ended"), "filed");
        var eligible = Build.Eligible(call, own);
        Assert.That(CodeOf(eligible, own, After), Is.EqualTo("dossier.not-ended"), "being judged");
        Assert.That(CodeOf(eligible, own, After, Outcome.Funded), Is.EqualTo("dossier.not-ended"), "a winner");
    }

    [Test]
    public void What_has_ended_without_being_funded_is_carried_over()
    {
        var (call, own, _) = Scene();
        Assert.That(CodeOf(Build.Eligible(call, own), own, After, Outcome.Rejected), Is.Null, "rejected, and told");
        var withdrawn = Build.Filed(call, own);
        withdrawn.Withdraw("", Build.Carrier, Build.Opening.AddDays(3));
        Assert.That(CodeOf(withdrawn, own, Build.Opening.AddDays(4)), Is.Null, "withdrawn, its wave still open");
        var ineligible = Build.Filed(call, own);
        ineligible.CheckEligibility(own, eligible: false, "Hors champ.", Build.Officer, After);
        Assert.That(CodeOf(ineligible, own, After), Is.Null, "not eligible");
    }

    [Test]
    public void Only_the_coordinator_carries_over_and_only_into_an_open_wave()
    {
        var (call, own, dossier) = Scene();
        var writer = PersonId.New();
        Build.Join(dossier, writer, MemberRole.Writer);
        Assert.That(
            Build.CodesOf(() => dossier.CarryOver(call, [own, Next(call)], null, writer, Later)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
        Assert.That(
            Build.CodesOf(() => dossier.CarryOver(call, [own], null, Build.Carrier, Later)),
            Is.EqualTo(new[] { "dossier.no-wave-to-carry-over" })
        );
        Assert.That(dossier.CarriedTo, Is.Null);
    }

    [Test]
    public void It_goes_on_in_its_own_wave_while_that_is_open_else_where_a_cut_off_comes_first()
    {
        var call = Build.Call();
        var own = Build.Wave(call, cutOffs: [Build.Civil(2024, 4, 9, 12, 0), Build.Civil(2024, 12, 9, 12, 0)]);
        var dossier = Build.Draft(call, own);
        var (late, soon, ahead) = (
            Next(call, month: 12),
            Next(call, month: 10),
            Next(call, opensInMonth: 11, month: 12)
        );
        Assert.That(dossier.NextWave([late, soon, own, ahead], Later), Is.SameAs(own));
        Assert.That(dossier.NextWave([late, soon, ahead], Later), Is.SameAs(soon));
        Assert.That(dossier.NextWave([ahead], Later), Is.Null);
    }

    [Test]
    public void A_file_that_is_carried_over_keeps_its_bytes_and_what_a_scanner_said()
    {
        var (_, _, dossier) = Scene();
        var stored = new StoredFile(AttachmentId.New(), 12, new string('a', 64));
        var file = new Attachment(dossier.Id, "project", "cv", "cv.pdf", stored, After, Build.Carrier, After, "p1");
        file.TakeScan(new Scan(After, "ClamAV", "27000", Threat: null));
        var carried = file.CarryTo(DossierId.New(), "people", Later);
        Assert.That(
            (carried.StoredAs, carried.Sha256, carried.ScanState, carried.Partner),
            Is.EqualTo((file.Id, file.Sha256, ScanState.Clean, "p1"))
        );
        Assert.That((carried.UploadedAt, carried.UploadedBy), Is.EqualTo((After, Build.Carrier)), "as it was");
        Assert.That(carried.Id, Is.Not.EqualTo(file.Id));
        Assert.That(carried.CarryTo(DossierId.New(), "people", Later).StoredAs, Is.EqualTo(file.Id));
    }

    [Test]
    public void What_changed_is_told_in_the_order_of_the_form_and_what_did_not_is_not()
    {
        var form = Build.Form(Build.Field("title"), Build.Field("goal"), Build.Field("site"));
        var before = Answers.None.With("title", "Un").With("site", "Ici").With("goal", "Même");
        var changes = AnswerChange.Between(form, before, before.With("site", "Là").With("title", "Deux"));
        Assert.That(changes.Select(change => change.Field.Key), Is.EqualTo(new[] { "title", "site" }));
        Assert.That((changes[1].Before.Text("site"), changes[1].After.Text("site")), Is.EqualTo(("Ici", "Là")));
    }

    private static (Call, Wave, Dossier) Scene()
    {
        var call = Build.Call();
        var wave = Build.Wave(call);
        return (call, wave, Build.Draft(call, wave));
    }

    private static Wave Next(Call call, int month = 12, int opensInMonth = 9) =>
        new(call.Id, 2, Build.Paris(2024, opensInMonth, 1, 9, 0), [new Deadline(Build.Civil(2024, month, 9, 12, 0))]);

    private static string? CodeOf(Dossier dossier, Wave own, DateTimeOffset now, Outcome? told = null) =>
        dossier.ObstacleToCarryingOver(own, told, now)?.Code;
}
