using System.Security.Cryptography;
using System.Text;

namespace Portal.Domain.Tests.Dossiers;

[TestFixture]
internal sealed class FilingTests
{
    private readonly Call _call = Build.Call();
    private Wave _wave = null!;
    private int _numbers;

    [SetUp]
    public void OpenWave() => (_wave, _numbers) = (Build.Wave(_call, graceSeconds: 60), 0);

    private Filing File(Dossier dossier, string title = "Un projet", DateTimeOffset? at = null, PersonId? by = null) =>
        dossier.File(
            Build.Matter(_call, _wave, title),
            () => $"AP-2024-{++_numbers:000000}",
            by ?? Build.Carrier,
            at ?? Build.Opening.AddDays(2)
        );

    [Test]
    public void A_number_is_given_once_and_kept_by_every_later_filing()
    {
        var dossier = Build.Draft(_call, _wave);
        File(dossier);
        var second = File(dossier, "Un meilleur projet", Build.Opening.AddDays(3));
        Assert.That((dossier.Number, _numbers, second.Version), Is.EqualTo(("AP-2024-000001", 1, 2)));
        Assert.That(dossier.CurrentFiling, Is.SameAs(second));
    }

    [Test]
    public void The_same_content_filed_again_is_the_filing_that_is_there()
    {
        var dossier = Build.Draft(_call, _wave);
        var first = File(dossier);
        Assert.That(File(dossier, at: Build.Opening.AddDays(3)), Is.SameAs(first));
        Assert.That(dossier.Events.OfType<DossierFiled>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void The_hash_is_of_the_canonical_copy_byte_for_byte()
    {
        var filing = File(Build.Draft(_call, _wave), "Été « 2024 » ☂");
        Assert.That(
            filing.Sha256,
            Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(filing.CanonicalCopy))))
        );
        Assert.That(filing.CanonicalCopy, Does.Contain("Été « 2024 » ☂"));
    }

    [Test]
    public void After_its_cut_off_what_was_filed_is_frozen_and_safe()
    {
        var dossier = Build.Draft(_call, _wave);
        var filing = File(dossier);
        Assert.That(
            Build.CodesOf(() => File(dossier, "Trop tard", Build.Closing.AddSeconds(61))),
            Is.EqualTo(new[] { "dossier.frozen" })
        );
        Assert.That(dossier.CurrentFiling, Is.SameAs(filing));
    }

    [Test]
    public void In_the_grace_it_is_taken_and_told()
    {
        var dossier = Build.Draft(_call, _wave);
        File(dossier, at: Build.Closing.AddSeconds(60));
        Assert.That(dossier.Events.OfType<DossierFiled>().Single().InGrace, Is.True);
    }

    [Test]
    public void What_was_received_earlier_never_replaces_what_was_received_later()
    {
        var dossier = Build.Draft(_call, _wave);
        var later = File(dossier, "Le texte de onze heures", Build.Opening.AddDays(2).AddSeconds(1));
        Assert.That(File(dossier, "Le texte de dix heures", Build.Opening.AddDays(2)), Is.SameAs(later));
        Assert.That(dossier.Filings, Has.Count.EqualTo(1));
    }

    [Test]
    public void Lists_show_the_title_as_it_was_filed()
    {
        var dossier = Build.Draft(_call, _wave);
        var filing = File(dossier, "Le titre déposé");
        dossier.Rename("Un titre changé depuis", Build.Carrier, Build.Opening.AddDays(3));
        Assert.That(filing.Title, Is.EqualTo("Le titre déposé"));
    }

    [Test]
    public void Who_was_told_one_cut_off_does_not_file_for_the_next_one_unasked()
    {
        var wave = new Wave(
            _call.Id,
            1,
            Build.Opening,
            [new Deadline(Civil(Build.Closing)), new Deadline(Civil(Build.Closing.AddDays(365)))]
        );
        var dossier = Build.Draft(_call, wave);
        var (told, late) = (wave.CutOffs[0].Id, Build.Closing.AddSeconds(1));
        Filing FileFor(CutOffId? cutOff) =>
            dossier.File(Build.Matter(_call, wave), () => "AP-2024-000001", Build.Carrier, late, cutOff);
        Assert.That(Build.CodesOf(() => FileFor(told)), Is.EqualTo(new[] { "dossier.cut-off-passed" }));
        Assert.That((dossier.Number, dossier.MissedCutOff(wave, late)!.Id), Is.EqualTo(((string?)null, told)));
        Assert.That(FileFor(wave.CutOffs[1].Id).CutOffId, Is.EqualTo(wave.CutOffs[1].Id));
        Assert.That(dossier.MissedCutOff(wave, late), Is.Null, "filed");
    }

    private static DateTime Civil(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(Deadline.Paris)).DateTime;

    [Test]
    public void Too_early_and_too_late_are_refused()
    {
        Assert.That(
            Build.CodesOf(() => Dossier.Start(_call, _wave, "x", Build.Carrier, Build.Opening.AddTicks(-1))),
            Is.EqualTo(new[] { "dossier.wave-not-open" })
        );
        Assert.That(
            Build.CodesOf(() => File(Build.Draft(_call, _wave), at: Build.Closing.AddSeconds(61))),
            Is.EqualTo(new[] { "dossier.wave-closed" })
        );
    }

    [Test]
    public void Only_the_coordinator_files()
    {
        var dossier = Build.Draft(_call, _wave);
        var writer = PersonId.New();
        Build.Join(dossier, writer, MemberRole.Writer);
        Assert.That(Build.CodesOf(() => File(dossier, by: writer)), Is.EqualTo(new[] { "dossier.only-coordinator" }));
    }

    [Test]
    public void What_the_page_lists_is_what_filing_refuses_on()
    {
        var dossier = Build.Draft(_call, _wave);
        var matter = Build.Matter(_call, _wave, title: "");
        var listed = dossier
            .ObstaclesToFiling(matter, Build.Opening.AddDays(1))
            .Select(obstacle => obstacle.Reason.Code);
        Assert.That(
            Build.CodesOf(() => dossier.File(matter, () => "n", Build.Carrier, Build.Opening.AddDays(1))),
            Is.EqualTo(listed)
        );
        Assert.That(listed, Is.EqualTo(new[] { "dossier.field-missing" }));
    }

    [Test]
    public void A_rule_across_dossiers_refuses_with_its_clause()
    {
        var call = Build.Call(
            [Build.Field("siret")],
            [new Once("one", Build.Text("Une seule fois"), "siret", RuleScope.Call)]
        );
        var wave = Build.Wave(call);
        var answers = Answers.None.With("siret", "1");
        var matter = Build.Matter(call, wave, answers: answers, taken: new HashSet<string> { "one" });
        var refused = Assert.Throws<RefusedException>(() =>
            Build.Draft(call, wave).File(matter, () => "n", Build.Carrier, Build.Opening.AddDays(1))
        );
        Assert.That(refused!.Refusals.Single().Clause!.Fr, Is.EqualTo("Une seule fois"));
    }

    [Test]
    public void A_rule_across_dossiers_claims_only_where_it_is_asked()
    {
        var rule = new Once("one", Build.Text(), "siret", RuleScope.Call) { When = [new Condition("leads", ["yes"])] };
        var call = Build.Call([Build.Field("siret"), Build.Field("leads")], [rule]);
        IReadOnlyDictionary<string, string> ClaimsWhere(string leads) =>
            Build.Matter(call, Build.Wave(call), answers: Answers.None.With("siret", "1").With("leads", leads)).Claims;
        Assert.That(ClaimsWhere("yes"), Has.Count.EqualTo(1));
        Assert.That(ClaimsWhere("no"), Is.Empty);
    }

    [Test]
    public void A_withdrawn_dossier_is_not_filed_again()
    {
        var dossier = Build.Draft(_call, _wave);
        Assert.That(
            Build.CodesOf(() => dossier.Withdraw("", Build.Carrier, Build.Opening)),
            Is.EqualTo(new[] { "dossier.not-filed" })
        );
        File(dossier);
        dossier.Withdraw("Reporté", Build.Carrier, Build.Opening.AddDays(3));
        foreach (var title in new[] { "Un projet", "Autre" })
            Assert.That(
                Build.CodesOf(() => File(dossier, title, Build.Opening.AddDays(4))),
                Is.EqualTo(new[] { "dossier.withdrawn" })
            );
        Assert.That(dossier.State, Is.EqualTo(DossierState.Withdrawn));
    }

    [Test]
    public void Eligibility_is_checked_once_after_the_cut_off_with_a_reason_for_a_no()
    {
        var dossier = Build.Draft(_call, _wave);
        Assert.That(
            Build.CodesOf(() =>
                dossier.CheckEligibility(_wave, eligible: true, "", Build.Officer, Build.Closing.AddDays(1))
            ),
            Is.EqualTo(new[] { "dossier.not-filed" })
        );
        File(dossier);
        Assert.That(
            Build.CodesOf(() => dossier.CheckEligibility(_wave, eligible: true, "", Build.Officer, Build.Closing)),
            Is.EqualTo(new[] { "dossier.not-yet-frozen" })
        );
        Assert.That(
            Build.CodesOf(() =>
                dossier.CheckEligibility(_wave, eligible: false, " ", Build.Officer, Build.Closing.AddDays(1))
            ),
            Is.EqualTo(new[] { "dossier.reason-needed" })
        );
        dossier.CheckEligibility(_wave, eligible: false, "Hors sujet", Build.Officer, Build.Closing.AddDays(1));
        Assert.That(
            Build.CodesOf(() =>
                dossier.CheckEligibility(_wave, eligible: true, "", Build.Officer, Build.Closing.AddDays(2))
            ),
            Is.EqualTo(new[] { "dossier.already-checked" })
        );
        Assert.That(
            Build.CodesOf(() => dossier.Withdraw("", Build.Carrier, Build.Closing.AddDays(2))),
            Is.EqualTo(new[] { "dossier.under-review" })
        );
    }
}
