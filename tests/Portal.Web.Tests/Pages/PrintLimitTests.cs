namespace Portal.Web.Tests.Pages;

/// <summary>Printing takes what everybody shares: nobody has more than their part of it.</summary>
[TestFixture]
internal sealed class PrintLimitTests : OnPortal
{
    protected override (string Key, string Value)[] Settings => [("Limits:PrintsPerMinute", "2")];

    [Test]
    public async Task Who_has_printed_enough_waits_and_nobody_else_does()
    {
        await using var db = Database.Open();
        var camille = await db.Users.SingleAsync(one => one.Email == "camille@demo.example");
        var own = await db
            .Dossiers.Where(one => one.Carrier == camille.Person && one.FiledAt != null)
            .Select(one => one.Id.Value)
            .FirstAsync();
        using var carrier = await Host.SignInAsync("Camille");
        using var olivier = await Host.SignInAsync("Olivier");
        var codes = new List<int>();
        for (var print = 0; print < 3; print++)
            codes.Add((await carrier.GetAsync($"/dossiers/{own}/receipt.pdf")).Code);
        Assert.That(codes, Is.EqualTo(new[] { 200, 200, 429 }));
        Assert.That((await olivier.GetAsync($"/staff/dossiers/{own}/dossier.pdf")).Code, Is.EqualTo(200));
        Assert.That((await carrier.GetAsync($"/dossiers/{own}")).Code, Is.EqualTo(200), "reading goes on");
    }
}
