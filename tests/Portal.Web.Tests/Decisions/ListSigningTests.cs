using System.Net;
using System.Text.RegularExpressions;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Decisions;

/// <summary>A list of a call with two signatures, changed after the first.</summary>
[TestFixture]
internal sealed partial class ListSigningTests : OnPortal
{
    private static readonly DateTimeOffset Publication = Deadline.InstantOf(
        new DateTime(2024, 2, 20, 10, 0, 0, DateTimeKind.Unspecified)
    );

    private Guid _wave;
    private Guid _dossier;
    private string _lists = "";

    [OneTimeSetUp]
    public async Task FindWave()
    {
        var wave = await new Stage(Database).WaveAsync("entrepots-donnees", 2);
        await using var db = Database.Open();
        (_wave, _lists) = (wave.Id.Value, $"/staff/waves/{wave.Id.Value}/winners");
        var all = await db.Dossiers.Where(one => one.WaveId == wave.Id).OrderBy(one => one.Number).ToListAsync();
        _dossier = all.First(one => one.State == DossierState.Eligible).Id.Value;
    }

    [Test]
    public async Task What_is_changed_after_a_signature_is_signed_anew_and_public_as_it_was_signed_last()
    {
        using var olivier = await Host.SignInAsync("Olivier");
        using var odile = await Host.SignInAsync("Odile");
        using var pauline = await Host.SignInAsync("Pauline");
        await FundAsync(olivier, "100 000");
        Assert.That((await olivier.PostAsync(_lists, ("publishAt", "2024-02-19T10:00"))).Code, Is.EqualTo(302));
        var list = $"/staff/lists/{await ListAsync()}";
        Assert.That((await pauline.PostAsync($"{list}/sign")).Code, Is.EqualTo(409), "the operator signs first");
        Assert.That((await odile.PostAsync($"{list}/sign")).Code, Is.EqualTo(302));

        var desk = Text((await olivier.GetAsync($"/staff/dossiers/{_dossier}")).Body);
        Assert.That(desk, Does.Contain("1 signature sera annulée"));
        await FundAsync(olivier, "90 000");
        await olivier.PostAsync($"{list}/reschedule", ("to", "2024-02-20T10:00"));
        var page = Text((await pauline.GetAsync(_lists)).Body);
        Assert.That(page, Does.Contain("1 signature annulée").And.Contain("Opérateur").And.Contain("90 000"));
        Assert.That((await pauline.PostAsync($"{list}/sign", ("seen", "2"))).Code, Is.EqualTo(409));
        Assert.That((await odile.PostAsync($"{list}/sign")).Code, Is.EqualTo(409), "what she read has changed");
        await odile.PostAsync($"{list}/sign", ("seen", "2"));
        await pauline.PostAsync($"{list}/sign", ("seen", "2"));
        Assert.That(
            Text((await pauline.GetAsync(_lists)).Body),
            Does.Contain("signée par Odile Démo").And.Contain("signée par Pauline Démo")
        );

        using var visitor = Host.NewVisitor();
        await Host.SetClockAsync(Publication.AddSeconds(-40));
        const string Open = "/calls/entrepots-donnees/waves/2/winners";
        Assert.That((await visitor.GetAsync(Open)).Code, Is.EqualTo(404));
        var late = await olivier.PostAsync($"/staff/dossiers/{_dossier}/decision", ("Outcome", "Rejected"));
        Assert.That(late.Code, Is.EqualTo(409), "nothing changes in the last minute");
        await Host.SetClockAsync(Publication);
        Assert.That(Text((await visitor.GetAsync(Open)).Body), Does.Contain("90 000"));
        await ToldAsync();
    }

    /// <summary>Each step's people are told once for what they are to sign.</summary>
    private async Task ToldAsync()
    {
        await using var db = Database.Open();
        var told = await db
            .Outbox.Where(mail => mail.Template == "list-to-approve" && mail.SentAt == null)
            .ToListAsync();
        Assert.That(told.Count(one => one.Recipient.Value == "odile@demo.example"), Is.EqualTo(2));
        Assert.That(told.Count(one => one.Recipient.Value == "pauline@demo.example"), Is.EqualTo(2));
        Assert.That(told.Select(one => one.Data["call"]), Has.All.Contains("Entrepôts"), "which list it is");
        var list = await db
            .WinnerLists.Include(one => one.Signatures)
            .SingleAsync(one => one.WaveId == new WaveId(_wave));
        Assert.That(list.Signatures.Select(one => one.Holds), Is.EqualTo(new[] { false, true, true }));
        Assert.That(list.Changes.Select(one => one.Kind), Does.Contain(ListChangeKind.Publication));
    }

    private async Task FundAsync(Visitor olivier, string amount) =>
        Assert.That(
            (
                await olivier.PostAsync(
                    $"/staff/dossiers/{_dossier}/decision",
                    ("Outcome", "Funded"),
                    ("Amount", amount),
                    ("Reason", "Motif.")
                )
            ).Code,
            Is.EqualTo(302)
        );

    private async Task<Guid> ListAsync()
    {
        await using var db = Database.Open();
        return (await db.WinnerLists.SingleAsync(list => list.WaveId == new WaveId(_wave))).Id.Value;
    }

    private static string Text(string body) => Spaces().Replace(WebUtility.HtmlDecode(body), " ");

    [GeneratedRegex("[\\u00a0\\u202f]", RegexOptions.None, 5_000)]
    private static partial Regex Spaces();
}
