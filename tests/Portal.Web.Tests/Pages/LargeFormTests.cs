namespace Portal.Web.Tests.Pages;

/// <summary>However much a call asks, its pages ask the database as often.</summary>
[TestFixture, NonParallelizable]
internal sealed class LargeFormTests : OnPortal
{
    [Test]
    public async Task A_form_of_300_fields_and_20_tables_takes_as_many_statements_as_a_small_one()
    {
        await using var db = Database.OpenAsOwner();
        var camille = await db.Users.SingleAsync(account => account.Email == "camille@demo.example");
        using var visitor = await Host.SignInAsync("Camille");
        var forms = new LargeForm(Database);
        var small = await forms.DraftAsync(camille, fields: 10, tables: 1);
        var large = await forms.DraftAsync(camille, fields: 300, tables: 20);
        foreach (var page in new[] { $"/sections/{LargeForm.Section}", "/check", "" })
            Assert.That(
                await CountAsync(visitor, $"/dossiers/{large.Value}{page}"),
                Is.EqualTo(await CountAsync(visitor, $"/dossiers/{small.Value}{page}")),
                page
            );
        var whole = (await visitor.GetAsync($"/dossiers/{large.Value}/sections/{LargeForm.Section}")).Body;
        Assert.That(whole, Does.Contain("Question 299").And.Contain("Tableau 19"));
    }

    /// <summary>The least of three: now and then a session's stamp is checked on top.</summary>
    private async Task<int> CountAsync(Visitor visitor, string path)
    {
        var tries = new List<int>();
        for (var attempt = 0; attempt < 3; attempt++)
            tries.Add(
                await StatementCounter.CountAsync(
                    Database,
                    async () => Assert.That((await visitor.GetAsync(path)).Code, Is.EqualTo(200), path)
                )
            );
        return tries.Min();
    }
}
