using Portal.Domain.Dossiers;

namespace Portal.Domain.Contacts;

/// <summary>
/// That a carrier lets the contacts of a region read their draft and comment on it, for as long as they wish and it is a
/// draft: what is filed is the service's to read.
/// </summary>
public sealed class DossierOpening : Aggregate
{
    private DossierOpening() { }

    /// <exception cref="RefusedException">Somebody else than the coordinator opens it, or no region is chosen.</exception>
    public static DossierOpening Of(Dossier dossier, string region, PersonId by, DateTimeOffset now)
    {
        var opening = new DossierOpening { DossierId = dossier.Id };
        opening.Open(dossier, region, by, now);
        return opening;
    }

    public DossierId DossierId { get; private set; }

    /// <summary>The key of the region whose contacts read.</summary>
    public string Region { get; private set; } = "";

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public bool IsOpen => ClosedAt is null;

    /// <summary>Opens it, again or to another region.</summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator opens it, it is no draft, or no region is chosen.</exception>
    public void Open(Dossier dossier, string region, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(dossier, by);
        if (dossier.State is not (DossierState.Draft or DossierState.Reopened) || dossier.CarriedTo is not null)
            throw new RefusedException(ContactRefusals.NoDraft);
        if (region.Length == 0)
            throw new RefusedException(ContactRefusals.NoRegion);
        (Region, OpenedAt, ClosedAt) = (region, now, null);
        Tell(new DossierOpened(DossierId, region, by, now));
    }

    /// <summary>From now on no contact reads it; what they said stays with its team.</summary>
    /// <exception cref="RefusedException">Somebody else than the coordinator closes it.</exception>
    public void Close(Dossier dossier, PersonId by, DateTimeOffset now)
    {
        EnsureCoordinator(dossier, by);
        if (!IsOpen)
            return;
        ClosedAt = now;
        Tell(new DossierClosedToContacts(DossierId, by, now));
    }

    private static void EnsureCoordinator(Dossier dossier, PersonId by)
    {
        if (dossier.RoleOf(by) != MemberRole.Coordinator)
            throw new RefusedException(ContactRefusals.OnlyCoordinator);
    }
}

/// <summary>What a contact says to a team about its draft. It stays as it was written.</summary>
public sealed class ContactComment : Aggregate
{
    public const int MaxLength = 5_000;

    private ContactComment() { }

    /// <param name="opening">Open to the contact's region: the query that finds it sees to it.</param>
    /// <param name="body">For which they speak.</param>
    /// <exception cref="RefusedException">Nothing is said, or too much.</exception>
    public static ContactComment Write(
        DossierOpening opening,
        ContactBodyId body,
        string text,
        PersonId by,
        DateTimeOffset now
    )
    {
        if (text.Trim() is not { Length: > 0 and <= MaxLength } said)
            throw new RefusedException(ContactRefusals.CommentMissing(MaxLength));
        var comment = new ContactComment
        {
            Id = ContactCommentId.New(),
            DossierId = opening.DossierId,
            BodyId = body,
            Text = said,
            WrittenBy = by,
            WrittenAt = now,
        };
        comment.Tell(new ContactCommented(opening.DossierId, body, by, now));
        return comment;
    }

    public ContactCommentId Id { get; private set; }

    public DossierId DossierId { get; private set; }

    public ContactBodyId BodyId { get; private set; }

    public string Text { get; private set; } = "";

    public PersonId WrittenBy { get; private set; }

    public DateTimeOffset WrittenAt { get; private set; }
}
