using Portal.Domain.Dossiers;

namespace Portal.Web.Tests.Access;

/// <summary>The objects that the matrix tries, each with its owner, taken from the demonstration.</summary>
internal sealed record Scene(IReadOnlyDictionary<string, string> Ids)
{
    public static async Task<Scene> ReadAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var camille = await IdOfAsync(database, "camille@demo.example");
        var emma = await IdOfAsync(database, "emma@demo.example");
        var alice = await IdOfAsync(database, "alice@demo.example");
        var dmn = await db.Waves.SingleAsync(wave =>
            db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "evaluation-dmn")
        );
        var own = await db
            .Dossiers.Include(dossier => dossier.Members)
            .Where(dossier => dossier.WaveId == dmn.Id && dossier.Carrier == new PersonId(camille))
            .ToListAsync();
        var draft = own.Single(dossier => dossier.Members.Count == 2);
        var filed = own.Single(dossier => dossier.State == DossierState.Filed);
        var entrepots = await db.Waves.SingleAsync(wave =>
            wave.Number == 2 && db.Calls.Any(call => call.Id == wave.CallId && call.Slug == "entrepots-donnees")
        );
        var review = await db.Reviews.FirstAsync(one =>
            one.ExpertPerson == new PersonId(emma) && one.SubmittedAt == null
        );
        var expert = await db.Experts.SingleAsync(one =>
            one.Person == new PersonId(emma) && one.WaveId == entrepots.Id
        );
        var list = await db.WinnerLists.SingleAsync(one => one.PublishedAt == null);
        var form = await db.Forms.SingleAsync(one => one.Id == draft.FormId);
        return new Scene(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["draft"] = draft.Id.Value.ToString(),
                ["filed"] = filed.Id.Value.ToString(),
                ["section"] = form.Sections[0].Key,
                ["file"] = (await db.Attachments.FirstAsync(one => one.DossierId == draft.Id)).Id.Value.ToString(),
                ["dmn"] = dmn.Id.Value.ToString(),
                ["dmn-call"] = dmn.CallId.Value.ToString(),
                ["cut-off"] = dmn.CutOffs[2].Id.Value.ToString(),
                ["review"] = review.Id.Value.ToString(),
                ["panel"] = expert.Id.Value.ToString(),
                ["list"] = list.Id.Value.ToString(),
                ["person"] = alice.ToString(),
                ["token"] = new string('0', 64),
                ["mail"] = (await db.Outbox.FirstAsync()).Id.ToString(),
            }
        );
    }

    private static async Task<Guid> IdOfAsync(TestDatabase database, string email)
    {
        await using var db = database.Open();
        return await db.Users.Where(account => account.Email == email).Select(account => account.Id).SingleAsync();
    }

    /// <summary>A path with the scene's ids in place of <c>[names]</c>.</summary>
    public string Path(string path) =>
        Ids.Aggregate(path, (text, id) => text.Replace($"[{id.Key}]", id.Value, StringComparison.Ordinal));

    /// <summary>The same path with ids that nothing has.</summary>
    public string Nowhere(string path) =>
        Ids.Where(id => Guid.TryParse(id.Value, out _))
            .Aggregate(
                path,
                (text, id) => text.Replace($"[{id.Key}]", Guid.NewGuid().ToString(), StringComparison.Ordinal)
            )
            is var nowhere
            ? Path(nowhere)
            : path;
}
