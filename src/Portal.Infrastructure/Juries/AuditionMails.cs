using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Juries;
using Portal.Infrastructure.Notifications;
using Portal.Infrastructure.Texts;

namespace Portal.Infrastructure.Juries;

/// <summary>What a carrier who is heard is told. No mail names the jury's members, nor anybody who reviewed.</summary>
internal sealed class AuditionMails(Letters letters) : IMailsOf
{
    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            AuditionProposed proposed => TellAsync(proposed, "audition-proposed", slot: null, proposed.Sequence),
            SlotChosen chosen => TellAsync(
                chosen,
                chosen.IsMove ? "audition-moved" : "audition-chosen",
                chosen.Slot,
                chosen.Sequence
            ),
            SlotsMoved moved => TellAsync(moved, "audition-slots-moved", slot: null, moved.Sequence),
            AuditionCancelled cancelled => TellAsync(
                cancelled,
                "audition-cancelled",
                cancelled.Slot,
                cancelled.Sequence,
                isCancelled: true
            ),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> TellAsync(
        AuditionEvent happened,
        string template,
        SlotId? slot,
        int sequence,
        bool isCancelled = false
    )
    {
        var audition = letters.Db.Auditions.Local.Single(one => one.Id == happened.Audition);
        var sitting = letters.Db.Sittings.Local.Single(one => one.Id == audition.SittingId);
        var title = await (
            from dossier in letters.Db.Dossiers
            where dossier.Id == happened.Dossier
            join filing in letters.Db.Filings on dossier.FilingId equals filing.Id
            select filing.Title
        ).SingleAsync(letters.Cancellation);
        var facts = new Facts()
            .Text("title", title)
            .Text("place", sitting.Place)
            .Deadline("until", audition.Until)
            .Link($"/auditions/{audition.Id.Value}");
        var at = sitting.Slots.SingleOrDefault(one => one.Id == slot);
        if (at is not null)
            facts.Moment("at", at.StartsAt);
        var people = await letters
            .CoordinatorOf(happened.Dossier)
            .AsNoTracking()
            .Select(account => new Addressee(account.Email!, account.Name, account.Language))
            .ToListAsync(letters.Cancellation);
        return
        [
            .. people.Select(person =>
            {
                var mail = Letters.Owe(
                    person,
                    template,
                    $"{happened.Name}:{audition.Id.Value}:{sequence}",
                    facts,
                    happened.At
                );
                mail.DossierId = happened.Dossier;
                if (at is not null)
                    mail.Appointment = new MailAppointment(
                        audition.Id.Value,
                        sequence,
                        // The word is the same in both languages.
                        $"Audition – {title}",
                        sitting.Place,
                        at.StartsAt,
                        at.Minutes,
                        isCancelled
                    );
                return mail;
            }),
        ];
    }
}
