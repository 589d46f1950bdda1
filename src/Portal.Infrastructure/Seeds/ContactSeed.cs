using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Contacts;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;

namespace Portal.Infrastructure.Seeds;

/// <summary>The directory of contacts as <c>contacts.yaml</c> gives it to a portal that has none: from then on it is staff's.</summary>
internal static class ContactSeed
{
    private const string FileName = "contacts.yaml";

    /// <exception cref="SeedException">Something is missing or misspelt.</exception>
    public static async Task ApplyAsync(
        PortalDbContext db,
        string seeds,
        ProgrammeTerms programme,
        CancellationToken cancellation
    )
    {
        var path = Path.Combine(seeds, FileName);
        if (!File.Exists(path) || await db.ContactBodies.AnyAsync(cancellation))
            return;
        var root = SeedNode.Read(path).Only("national", "regional");
        var now = await db.NowAsync(cancellation);
        db.ContactBodies.AddRange(root.List("national").Select(node => National(node, now)));
        db.ContactBodies.AddRange(
            root.List("regional").SelectMany(node => programme.Regions.Select(region => Regional(node, region, now)))
        );
    }

    private static ContactBody National(SeedNode node, DateTimeOffset now)
    {
        node.Only("kind", "name", "email", "help");
        var place = node.At("email");
        return EmailAddress.TryParse(place.Text(), out var email)
            ? new ContactBody(
                node.At("kind").OneOf<ContactKind>(),
                region: null,
                new ContactWords(node.Text("name"), email, "", node.Localized("help")),
                by: null,
                now
            )
            : throw place.Wrong(ContactRefusals.NoAddress);
    }

    private static ContactBody Regional(SeedNode node, ProgrammeTerm region, DateTimeOffset now)
    {
        node.Only("kind", "name", "help");
        var kind = node.At("kind").OneOf<ContactKind>();
        var email = EmailAddress.Parse($"{node.Text("kind")}@{region.Key}.contact.example");
        var words = new ContactWords($"{node.Text("name")} {region.Name.Fr}", email, "", node.Localized("help"));
        return new ContactBody(kind, region.Key, words, by: null, now);
    }
}
