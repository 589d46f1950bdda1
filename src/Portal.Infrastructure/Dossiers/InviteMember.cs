using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Dossiers;
using Portal.Domain.People;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Dossiers;

/// <summary>An invitation that is open.</summary>
/// <param name="At">When it was sent, UTC.</param>
/// <param name="IsNew">Whether that was just now.</param>
public sealed record Invited(DateTimeOffset At, bool IsNew);

/// <summary>Invites people into a dossier's team, one at a time.</summary>
public sealed class InviteMember(PortalDbContext db, Partners partners, Texts.Texts texts)
{
    /// <summary>Of the mail that invites, followed by the invitation's id.</summary>
    internal const string Occasion = "team.invited:";

    private const string Template = "team-invited";

    /// <summary>
    /// Invites an address; the mail leaves with the same save, in the inviting person's language. The same asked for
    /// again (a second click, a retry) is the invitation that is open, and sends nothing.
    /// </summary>
    /// <returns>Null where the viewer can't see the dossier.</returns>
    /// <exception cref="RefusedException">
    /// Not the coordinator, the address is in the team or invited to another place, or the consortium has no such
    /// partner.
    /// </exception>
    public async Task<Invited?> RunAsync(
        DossierId id,
        EmailAddress email,
        MemberRole role,
        string partner,
        Viewer viewer,
        CancellationToken cancellation
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var seen = db.DossiersOf(viewer).Include(one => one.Members);
        if (await db.HoldAsync(seen, id, cancellation) is not { } dossier)
            return null;
        var now = await db.NowAsync(cancellation);
        var secret = LinkSecret.New();
        var by = viewer.Id!.Value;
        var invitation = TeamInvitation.Send(dossier, email, role, LinkSecret.HashOf(secret), by, now, partner);
        if (await OpenSinceAsync(dossier, invitation, now, cancellation) is { } since)
            return new Invited(since, IsNew: false);
        await RefuseFloodAsync(email, by, now, cancellation);
        var its =
            (await partners.OfAsync(id, cancellation)).FirstOrDefault(one => one.Id == partner)
            ?? throw new RefusedException(DossierRefusals.UnknownPartner);
        db.TeamInvitations.Add(invitation);
        db.Outbox.Add(await MailOfAsync(dossier, invitation, its, secret, now, cancellation));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new Invited(now, IsNew: true);
    }

    /// <summary>Who is in the team is in sight of the coordinator; so is who was invited, and neither tells of accounts.</summary>
    /// <returns>Since when the same invitation is open; null where it isn't.</returns>
    private async Task<DateTimeOffset?> OpenSinceAsync(
        Dossier dossier,
        TeamInvitation invitation,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var members = dossier.Members.Select(member => member.Person.Value).ToList();
        var address = invitation.Email!.Value.ToUpperInvariant();
        if (await db.Users.AnyAsync(one => members.Contains(one.Id) && one.NormalizedEmail == address, cancellation))
            throw new RefusedException(DossierRefusals.AlreadyMember);
        var since = now - TeamInvitation.Validity;
        var open = await db
            .TeamInvitations.AsNoTracking()
            .Where(one => one.DossierId == dossier.Id && one.Answer == null && one.InvitedAt > since)
            .ToListAsync(cancellation);
        if (open.Find(one => one.Email == invitation.Email) is { } there)
            return (there.Role, there.Partner) == (invitation.Role, invitation.Partner)
                ? there.InvitedAt
                : throw new RefusedException(DossierRefusals.AlreadyInvited);
        return open.Count < TeamInvitation.MaxOpen
            ? null
            : throw new RefusedException(DossierRefusals.TooManyInvitations(TeamInvitation.MaxOpen));
    }

    /// <summary>Anybody can make the portal send these mails: few to one address, taken back or not, and few by one person.</summary>
    private async Task RefuseFloodAsync(
        EmailAddress email,
        PersonId by,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var yesterday = now.AddDays(-1);
        var received = db.Outbox.Where(one => one.Recipient == email && one.Template == Template);
        if (await received.CountAsync(one => one.CreatedAt > yesterday, cancellation) >= TeamInvitation.MaxToOneADay)
            throw new RefusedException(DossierRefusals.InvitedEnough);
        var sent = db
            .TeamInvitations.IgnoreQueryFilters()
            .Where(one => one.InvitedBy == by && one.InvitedAt > yesterday);
        if (await sent.CountAsync(cancellation) >= TeamInvitation.MaxADay)
            throw new RefusedException(DossierRefusals.InvitesEnough(TeamInvitation.MaxADay));
    }

    private async Task<OutboxMail> MailOfAsync(
        Dossier dossier,
        TeamInvitation invitation,
        Partner partner,
        string secret,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var by = await db
            .Users.Where(one => one.Id == invitation.InvitedBy.Value)
            .Select(one => new { one.Name, one.Language })
            .SingleAsync(cancellation);
        var call = await db
            .Calls.Where(one => one.Id == dossier.CallId)
            .Select(one => one.Presentation)
            .SingleAsync(cancellation);
        return new OutboxMail
        {
            Recipient = invitation.Email!,
            Occasion = $"{Occasion}{invitation.Id.Value}",
            Template = Template,
            Language = by.Language,
            DossierId = dossier.Id,
            HoldsSecret = true,
            Data = new Facts()
                .Text("by", by.Name)
                .Text("title", dossier.Title)
                .Text("call", call.Title)
                .Text("role", texts.Both($"dossiers.role-{invitation.Role}"))
                .Text("partner", partner.Name)
                .Moment("until", invitation.ExpiresAt)
                .Link($"/team/{secret}")
                .For(new Addressee(invitation.Email!.Value, Name: "", by.Language)),
            CreatedAt = now,
        };
    }
}
