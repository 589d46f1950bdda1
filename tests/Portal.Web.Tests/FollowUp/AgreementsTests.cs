using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.FollowUp;

namespace Portal.Web.Tests.FollowUp;

/// <summary>From the minute of the publication to an agreement that both sides signed.</summary>
[TestFixture]
internal sealed partial class AgreementsTests : OnPortal
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 1, 18, 14, 0, 0, DateTimeKind.Unspecified)
    );

    [Test]
    public async Task A_winner_has_a_project_once_it_is_told_and_an_agreement_once_both_have_signed()
    {
        var dossier = await WinningAsync();
        var own = $"/dossiers/{dossier}/project";
        using var camille = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        using var pauline = await Host.SignInAsync("Pauline");
        await Host.SetClockAsync(Publication.AddMinutes(-1));
        await Host.SweepAsync();
        Assert.That((await camille.GetAsync(own)).Code, Is.EqualTo(404));

        await Host.SetClockAsync(Publication.AddMinutes(1));
        await Host.SweepAsync();
        await Host.SweepAsync();
        Assert.That(Text((await camille.GetAsync(own)).Body), Does.Contain("convention n’est pas encore signée"));
        var desk = $"/staff/projects/{await ProjectAsync(dossier)}";
        Assert.That((await olivier.GetAsync($"{desk}/agreement")).Body, Does.Contain("Article 1"));

        var terms = await TermsAsync(dossier);
        await AssertFollowsTermsAsync(olivier, desk, terms);
        var wrong = await olivier.PostAsync($"{desk}/agreement", [.. Form(terms), ("Months", "0")]);
        Assert.That(wrong.Code, Is.EqualTo(409));
        Assert.That(Text(wrong.Body), Does.Contain("de 1 à 120 mois").And.Contain("Recruter une équipe."));
        Assert.That(
            (await olivier.PostAsync($"{desk}/agreement", [.. Form(terms), ("Months", "24")])).Location,
            Is.EqualTo(desk)
        );
        Assert.That(Text((await olivier.GetAsync(desk)).Body), Does.Contain("Le texte a été changé à la main"));
        Assert.That((await camille.GetAsync(own)).Body, Does.Not.Contain("Article 1"), "a draft is staff's");
        var first = await DraftAsync();
        await olivier.PostAsync($"{desk}/agreement/drop", ("agreement", first));
        var lost = await olivier.PostAsync($"{desk}/agreement", [.. Form(terms), ("Months", "24"), ("Seen", Told)]);
        Assert.That(lost.Code, Is.EqualTo(409), "somebody else dropped the draft that was read");
        await olivier.PostAsync($"{desk}/agreement", [.. Form(terms), ("Months", "24")]);
        var drawn = await DraftAsync();
        await olivier.PostAsync($"{desk}/agreement/send", ("agreement", drawn));
        var asked = Text((await camille.GetAsync("/dossiers")).Body);
        Assert.That(asked, Does.Contain("Une convention attend votre signature."));
        Assert.That(asked.Split("/dossiers/")[1], Does.StartWith($"{dossier}/project"), "it comes first");
        Assert.That((await SignAsync(camille, own, first)).Code, Is.EqualTo(409), "not the one that was read");
        Assert.That((await SignAsync(pauline, desk, drawn)).Code, Is.EqualTo(409), "carrier first");
        Assert.That((await SignAsync(camille, own, drawn)).Location, Is.EqualTo(own));
        Assert.That((await SignAsync(olivier, desk, drawn)).Code, Is.EqualTo(409), "two people");
        Assert.That((await SignAsync(pauline, desk, drawn)).Location, Is.EqualTo(desk));
        var page = Text((await camille.GetAsync(own)).Body);
        Assert.That(page, Does.Contain("Le projet est en cours.").And.Contain("Rapport de la première année"));
        var owed = Text((await camille.GetAsync("/dossiers")).Body);
        Assert.That(owed, Does.Contain("Rapport de la première année").And.Not.Contain("attend votre signature"));
        await using var db = Database.Open();
        foreach (var template in new[] { "agreement-sent", "agreement-signed", "agreement-in-force" })
            Assert.That(await db.Outbox.AnyAsync(mail => mail.Template == template), Is.True, template);
        var toSign = await db.Outbox.Where(mail => mail.Template == "agreement-signed").ToListAsync();
        Assert.That(
            toSign.Select(mail => mail.Recipient.Value),
            Does.Contain("pauline@demo.example").And.Not.Contain("olivier@demo.example"),
            "who can sign, and not who wrote it"
        );
        var signed = await db.Agreements.SingleAsync(one => one.DroppedAt == null);
        using var stranger = await Host.SignInAsync("Emma");
        foreach (var file in new[] { signed.ByCarrier!.Copy.File, signed.ByService!.Copy.File })
        {
            Assert.That((await stranger.GetAsync($"/files/{file.Value}")).Code, Is.EqualTo(404));
            Assert.That((await olivier.GetAsync($"/files/{file.Value}")).Code, Is.Not.EqualTo(404));
        }
    }

    /// <summary>What nobody changed by hand says what is agreed, however the terms are changed.</summary>
    private async Task AssertFollowsTermsAsync(Visitor olivier, string desk, AgreementTerms terms)
    {
        var proposed = Text(TextArea().Match((await olivier.GetAsync($"{desk}/agreement")).Body).Groups["text"].Value);
        var form = Form(terms).Where(field => field.Item1 != "Text").ToArray();
        var kept = await olivier.PostAsync($"{desk}/agreement", [.. form, ("Months", "30"), ("Text", proposed)]);
        Assert.That(kept.Location, Is.EqualTo(desk));
        await using var db = Database.Open();
        var drawn = await db.Agreements.SingleAsync(one => one.DroppedAt == null);
        Assert.That(drawn.Text, Does.Contain("31 août 2026").And.Contain("Recruter une équipe."));
        Assert.That((await olivier.GetAsync(desk)).Body, Does.Not.Contain("changé à la main"));
        await olivier.PostAsync($"{desk}/agreement/drop", ("agreement", $"{drawn.Id.Value}"));
    }

    [GeneratedRegex(
        "<textarea[^>]*name=\"Text\"[^>]*>(?<text>[^<]*)</textarea>",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex TextArea();

    private const string Told = "2024-01-18T13:01:00.0000000+00:00";

    private static string Text(string body) => WebUtility.HtmlDecode(body);

    private static (string, string)[] Form(AgreementTerms terms) =>
        [
            ("Aid", terms.Aid.Euros.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("StartsOn", "2024-03-01"),
            ("Conditions", "Recruter une équipe."),
            ("Text", "Article 1 – Objet."),
            .. terms.Tranches.Select(one =>
                ($"Tranche.{one.Key}", one.Amount.Euros.ToString(System.Globalization.CultureInfo.InvariantCulture))
            ),
        ];

    private static async Task<Answer> SignAsync(Visitor who, string root, string agreement)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(agreement), "agreement" },
            { new ByteArrayContent("%PDF-1.7\n%%EOF"u8.ToArray()), "file", "convention.pdf" },
        };
        return await who.PostAsync($"{root}/agreement/sign", form);
    }

    private async Task<string> DraftAsync()
    {
        await using var db = Database.Open();
        return (await db.Agreements.SingleAsync(one => one.DroppedAt == null)).Id.Value.ToString();
    }

    private async Task<Guid> WinningAsync()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        var list = await db.WinnerLists.SingleAsync(one => one.PublishedAt == null);
        var decision = await db.Decisions.FirstAsync(one =>
            one.ListId == list.Id
            && one.Amount != null
            && db.Dossiers.Any(dossier => dossier.Id == one.DossierId && dossier.Carrier == camille.Person)
        );
        return decision.DossierId.Value;
    }

    private async Task<Guid> ProjectAsync(Guid dossier)
    {
        await using var db = Database.Open();
        return (await db.Projects.SingleAsync(one => one.DossierId == new DossierId(dossier))).Id.Value;
    }

    private async Task<AgreementTerms> TermsAsync(Guid dossier)
    {
        await using var db = Database.Open();
        var project = await db.Projects.SingleAsync(one => one.DossierId == new DossierId(dossier));
        var plan = await db.Calls.Where(one => one.Id == project.CallId).Select(one => one.FollowUp).SingleAsync();
        return AgreementTerms.Of(plan, project.Aid, new DateOnly(2024, 3, 1), 24, "");
    }
}
