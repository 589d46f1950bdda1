using Portal.Domain.Dossiers;
using Portal.Infrastructure.Calls;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Persistence;

namespace Portal.Infrastructure.Tests.Dossiers;

[TestFixture, NonParallelizable]
internal sealed class FilingTests : OnDatabase
{
    private static readonly DateTimeOffset Deadline = Domain.Deadline.InstantOf(
        new DateTime(2024, 4, 9, 12, 0, 0, DateTimeKind.Unspecified)
    );

    [SetUp]
    public Task OnTheDemosDay() => Database.SetClockAsync(DemoTime.Start);

    [Test]
    public async Task Ten_clicks_make_one_filing_one_number_and_one_mail()
    {
        var carrier = await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier);
        var filings = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Stage.FileAsync(dossier, carrier)));

        Assert.That(filings.Select(filing => filing!.Id).Distinct().Count(), Is.EqualTo(1));
        await using var db = Database.Open();
        Assert.That(await db.Filings.CountAsync(filing => filing.DossierId == dossier.Id), Is.EqualTo(1));
        Assert.That(
            await db.Outbox.CountAsync(mail =>
                mail.Recipient == EmailAddress.Parse(carrier.Email!) && mail.Template == "dossier-filed"
            ),
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task The_database_clock_decides_to_the_second_with_the_calls_own_grace()
    {
        var carrier = await Stage.PersonAsync();
        var inTime = await Stage.DraftAsync(carrier);
        await Database.SetClockAsync(Deadline.AddSeconds(270));
        var filing = await Stage.FileAsync(inTime, carrier);
        Assert.That(filing!.FiledAt, Is.GreaterThan(Deadline).And.LessThan(Deadline.AddSeconds(301)));

        // After the grace the filing counts for the next cut-off: the wave goes on.
        var late = await Stage.DraftAsync(carrier);
        await Database.SetClockAsync(Deadline.AddSeconds(302));
        var next = await Stage.FileAsync(late, carrier);
        Assert.That(next!.CutOffId, Is.Not.EqualTo(filing.CutOffId));
    }

    [Test]
    public async Task A_closed_wave_takes_nothing_more()
    {
        var carrier = await Stage.PersonAsync();
        await Database.SetClockAsync(
            Domain.Deadline.InstantOf(new DateTime(2024, 5, 31, 12, 0, 0, DateTimeKind.Unspecified))
        );
        var dossier = await Stage.DraftAsync(
            carrier,
            "tiers-lieux",
            3,
            startedAt: Domain.Deadline.InstantOf(new DateTime(2024, 5, 2, 12, 0, 0, DateTimeKind.Unspecified))
        );
        await Database.SetClockAsync(
            Domain.Deadline.InstantOf(new DateTime(2024, 6, 1, 0, 0, 1, DateTimeKind.Unspecified))
        );
        var refused = Assert.ThrowsAsync<RefusedException>(() => Stage.FileAsync(dossier, carrier));
        Assert.That(refused!.Refusals.Single().Code, Is.EqualTo("dossier.wave-closed"));
    }

    [Test]
    public async Task What_is_filed_again_after_a_cut_off_is_refused_and_the_first_filing_stays()
    {
        var carrier = await Stage.PersonAsync();
        var dossier = await Stage.DraftAsync(carrier);
        var filing = await Stage.FileAsync(dossier, carrier);
        await Database.SetClockAsync(Deadline.AddDays(1));
        await ChangeAsync(dossier.Id, carrier);

        Assert.That(
            Assert.ThrowsAsync<RefusedException>(() => Stage.FileAsync(dossier, carrier))!.Refusals[0].Code,
            Is.EqualTo("dossier.frozen")
        );
        await using var db = Database.Open();
        Assert.That((await db.Dossiers.SingleAsync(one => one.Id == dossier.Id)).FilingId, Is.EqualTo(filing!.Id));
    }

    [Test]
    public async Task Nobody_files_anothers_dossier()
    {
        var dossier = await Stage.DraftAsync(await Stage.PersonAsync());
        Assert.That(await Stage.FileAsync(dossier, await Stage.PersonAsync()), Is.Null);
    }

    [Test]
    public async Task An_establishment_coordinates_one_consortium_though_two_file_at_once()
    {
        await Database.SetClockAsync(
            Domain.Deadline.InstantOf(new DateTime(2023, 4, 1, 12, 0, 0, DateTimeKind.Unspecified))
        );
        var started = Domain.Deadline.InstantOf(new DateTime(2023, 3, 1, 12, 0, 0, DateTimeKind.Unspecified));
        var carriers = new[] { await Stage.PersonAsync(), await Stage.PersonAsync() };
        var dossiers = new List<Dossier>();
        foreach (var carrier in carriers)
        {
            var dossier = await Stage.DraftAsync(carrier, "entrepots-donnees", 2, startedAt: started);
            await ChangeAsync(dossier.Id, carrier, "lead_siret", Demo.SampleAnswers.Siret(777_777));
            dossiers.Add(dossier);
        }
        var outcomes = await Task.WhenAll(
            carriers
                .Zip(dossiers)
                .Select(async pair =>
                {
                    try
                    {
                        return (await Stage.FileAsync(pair.Second, pair.First)) is not null ? "filed" : "missing";
                    }
                    catch (RefusedException refused)
                    {
                        return string.Join(
                            ", ",
                            refused.Refusals.Select(refusal => refusal.Clause?.Fr ?? refusal.Code)
                        );
                    }
                })
        );
        Assert.That(outcomes, Has.Exactly(1).EqualTo("filed"));
        Assert.That(outcomes, Has.Exactly(1).EqualTo("Un établissement ne coordonne qu’un seul consortium."));
    }

    [Test]
    public async Task A_number_written_with_other_spaces_is_the_same_establishment()
    {
        await Database.SetClockAsync(
            Domain.Deadline.InstantOf(new DateTime(2023, 4, 1, 12, 0, 0, DateTimeKind.Unspecified))
        );
        var started = Domain.Deadline.InstantOf(new DateTime(2023, 3, 1, 12, 0, 0, DateTimeKind.Unspecified));
        var siret = Demo.SampleAnswers.Siret(888_888);
        foreach (
            var (written, isTaken) in new[]
            {
                (string.Join('\u00a0', siret.Chunk(3).Select(part => new string(part))), false),
                (siret, true),
            }
        )
        {
            var carrier = await Stage.PersonAsync();
            var dossier = await Stage.DraftAsync(carrier, "entrepots-donnees", 2, startedAt: started);
            await ChangeAsync(dossier.Id, carrier, "lead_siret", written);
            Assert.That(
                () => Stage.FileAsync(dossier, carrier),
                isTaken ? Throws.TypeOf<RefusedException>() : Throws.Nothing
            );
        }
    }

    [Test]
    public async Task Who_has_a_draft_for_a_cut_off_that_passed_is_told_once()
    {
        var carrier = await Stage.PersonAsync();
        await Stage.DraftAsync(carrier);
        await Database.SetClockAsync(Deadline.AddMinutes(6));
        for (var sweep = 0; sweep < 2; sweep++)
        {
            await using var db = Database.Open();
            await new Infrastructure.Waves.CloseCutOffs(db, Stage.OneByOneOn(db)).RunAsync(CancellationToken.None);
        }
        await using var after = Database.Open();
        Assert.That(
            await after
                .Outbox.Where(mail => mail.Recipient == EmailAddress.Parse(carrier.Email!))
                .Select(mail => mail.Template)
                .ToListAsync(),
            Is.EqualTo(new[] { "draft-missed-cut-off" })
        );
    }

    [Test]
    public async Task Staff_in_the_team_of_a_dossier_are_its_carriers_and_no_more()
    {
        await using var db = Database.Open();
        var (carrier, auditor) = (
            await Stage.PersonAsync(),
            await Stage.PersonAsync(role: Domain.People.PortalRole.Auditor)
        );
        var dossier = await Stage.DraftAsync(carrier);
        await Stage.FileAsync(dossier, carrier);
        var viewer = Stage.ViewerOf(auditor, Domain.People.PortalRole.Auditor);
        async Task<bool> ReadsAsync() => await db.DossiersStaffedBy(viewer).AnyAsync(one => one.Id == dossier.Id);
        Assert.That(await ReadsAsync(), Is.True);
        await db.Database.ExecuteSqlAsync(
            $"insert into dossier_members (dossier_id, person, role) values ({dossier.Id.Value}, {auditor.Id}, 'Reader')"
        );
        Assert.That(await ReadsAsync(), Is.False);
    }

    private async Task ChangeAsync(
        DossierId dossier,
        Identity.Account carrier,
        string field = "summary",
        string value = "Un autre résumé."
    )
    {
        await using var db = Database.Open();
        var section = (await db.Sections.Where(one => one.DossierId == dossier).ToListAsync()).First(one =>
            one.Answers.Has(field)
        );
        section.Save(
            SectionEdit.Of(section, section.Answers.With(field, value), [field]),
            carrier.Person,
            await db.NowAsync()
        );
        await db.SaveChangesAsync();
    }
}
