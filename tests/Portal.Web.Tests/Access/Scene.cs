using Portal.Domain.Dossiers;
using Portal.Domain.Reviews;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;

namespace Portal.Web.Tests.Access;

/// <summary>The objects that the matrix tries, each with its owner, taken from the demonstration.</summary>
internal sealed record Scene(IReadOnlyDictionary<string, string> Ids)
{
    public static async Task<Scene> SetAsync(TestDatabase database, string stranger)
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
        var eligible = await db
            .Dossiers.Where(one => one.WaveId == entrepots.Id && one.Eligibility!.IsEligible)
            .Where(one => !db.Reviews.Any(given => given.DossierId == one.Id))
            .FirstAsync();
        var olivier = await IdOfAsync(database, "olivier@demo.example");
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
                ["eligible"] = eligible.Id.Value.ToString(),
                ["siret"] = Infrastructure.Demo.SampleAnswers.Siret(1),
                ["officer"] = olivier.ToString(),
                ["to-stranger"] = await InviteAsync(
                    db,
                    own.First(one => one.FiledAt == null && one != draft),
                    stranger
                ),
                ["to-expert"] = await InviteAsync(db, dmn.Id, "emma@demo.example", new PersonId(olivier)),
                ["mail"] = await OweAsync(db),
            }
        );
    }

    /// <summary>Invites an address into a dossier's team.</summary>
    private static async Task<string> InviteAsync(PortalDbContext db, Dossier dossier, string address)
    {
        var secret = LinkSecret.New();
        var (email, hash) = (EmailAddress.Parse(address), LinkSecret.HashOf(secret));
        var now = await db.NowAsync();
        db.TeamInvitations.Add(TeamInvitation.Send(dossier, email, MemberRole.Reader, hash, dossier.Carrier, now));
        await db.SaveChangesAsync();
        return secret;
    }

    /// <summary>Invites an address to serve as an expert.</summary>
    private static async Task<string> InviteAsync(PortalDbContext db, WaveId wave, string address, PersonId by)
    {
        var secret = LinkSecret.New();
        var (email, hash) = (EmailAddress.Parse(address), LinkSecret.HashOf(secret));
        var invitation = new ExpertInvitation(wave, email, "Experte", "", hash, by, await db.NowAsync());
        invitation.Accept(await db.NowAsync());
        db.ExpertInvitations.Add(invitation);
        await db.SaveChangesAsync();
        return secret;
    }

    /// <summary>A mail that waits.</summary>
    private static async Task<string> OweAsync(PortalDbContext db)
    {
        var mail = new OutboxMail
        {
            Recipient = EmailAddress.Parse("waiting@test.example"),
            Occasion = "test:waiting",
            Template = "already-registered",
            Language = "fr",
            Data = new Dictionary<string, string>(),
            CreatedAt = await db.NowAsync(),
        };
        db.Outbox.Add(mail);
        await db.SaveChangesAsync();
        return mail.Id.ToString();
    }

    private static async Task<Guid> IdOfAsync(TestDatabase database, string email)
    {
        await using var db = database.Open();
        return await db.Users.Where(account => account.Email == email).Select(account => account.Id).SingleAsync();
    }

    /// <summary>A path with the scene's ids in place of <c>[names]</c>.</summary>
    public string Path(string path) =>
        Ids.Aggregate(path, (text, id) => text.Replace($"[{id.Key}]", id.Value, StringComparison.Ordinal));

    /// <summary>The same path with ids, or secrets, that nothing has.</summary>
    public string Nowhere(string path) =>
        Path(
            Ids.Where(id => Guid.TryParse(id.Value, out _) || id.Value.Length == LinkSecret.Length)
                .Aggregate(path, (text, id) => text.Replace($"[{id.Key}]", Other(id.Value), StringComparison.Ordinal))
        );

    private static string Other(string id) =>
        id.Length == LinkSecret.Length ? LinkSecret.New() : Guid.NewGuid().ToString();
}
