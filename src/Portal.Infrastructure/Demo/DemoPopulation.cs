using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Admissions;
using Portal.Domain.Awards;
using Portal.Domain.Calls;
using Portal.Domain.Contacts;
using Portal.Domain.Decisions;
using Portal.Domain.Dossiers;
using Portal.Domain.Juries;
using Portal.Domain.People;
using Portal.Domain.Reviews;
using Portal.Domain.Reviews.Pool;
using Portal.Domain.Waves;
using Portal.Infrastructure.Dossiers;
using Portal.Infrastructure.Identity;
using Portal.Infrastructure.Persistence;
using Portal.Infrastructure.Programme;
using Portal.Infrastructure.Seeds;

namespace Portal.Infrastructure.Demo;

/// <summary>
/// The people and dossiers of the demonstration, all plainly fictional, told through the same acts as everybody's:
/// a published wave, one under embargo until 14:00 of the demo's day, one being reviewed, one open.
/// </summary>
public sealed class DemoPopulation(
    PortalDbContext db,
    UserManager<Account> users,
    DemoDossiers dossiers,
    FilingDesk desk,
    Roles roles,
    ProgrammeTerms programme
)
{
    private const string Stamp = "demo-population";
    private readonly Dictionary<string, Account> _people = new(StringComparer.Ordinal);

    /// <summary>Makes the population once.</summary>
    /// <returns>A line a person: name, roles, address.</returns>
    public async Task<IReadOnlyList<string>> EnsureAsync(CancellationToken cancellation = default)
    {
        if (await db.SeedStamps.FindAsync([Stamp], cancellation) is null)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            await PeopleAsync();
            await CallsAsync(cancellation);
            db.SeedStamps.Add(new SeedStamp { Name = Stamp, Sha256 = "1" });
            await db.SaveChangesAsync(cancellation);
            // What they owed by mail went out in the past that the demonstration begins with.
            await db.Database.ExecuteSqlAsync(
                $"update outbox set sent_at = created_at where sent_at is null",
                cancellation
            );
            await transaction.CommitAsync(cancellation);
        }
        var people = await db
            .Users.AsNoTracking()
            .Where(account => account.IsDemonstration)
            .OrderBy(account => account.Id)
            .Select(account => new
            {
                account.Name,
                account.Organisation,
                account.Email,
            })
            .ToListAsync(cancellation);
        return [.. people.Select(person => $"{person.Name} – {person.Organisation} – {person.Email}")];
    }

    private async Task PeopleAsync()
    {
        await AddAsync("camille", "Camille Démo", "porteuse de dossiers / carrier");
        await AddAsync("paul", "Paul Démo", "partenaire / consortium member");
        await AddAsync("emma", "Emma Démo", "experte / expert", PortalRole.Expert);
        await AddAsync("eric", "Éric Démo", "expert", PortalRole.Expert);
        await AddAsync("elise", "Élise Démo", "experte / expert", PortalRole.Expert);
        await AddAsync(
            "olivier",
            "Olivier Démo",
            "chargé d’instruction, tous les appels / officer, all calls",
            PortalRole.Officer
        );
        await AddAsync(
            "odile",
            "Odile Démo",
            "chargée d’instruction, entrepôts / officer, data warehouses",
            PortalRole.Officer
        );
        await AddAsync("pauline", "Pauline Démo", "publie les listes / publisher", PortalRole.Publisher);
        await AddAsync("alice", "Alice Démo", "administratrice / administrator", PortalRole.Administrator);
        await AddAsync("auguste", "Auguste Démo", "auditeur / auditor", PortalRole.Auditor);
        await AddAsync("renee", "Renée Démo", "contact de l’ARS Bretagne / regional contact");
        for (var number = 1; number <= 8; number++)
            await AddAsync($"porteur{number}", $"Porteur fictif {number}", "démonstration", isListed: false);
    }

    private async Task AddAsync(string key, string name, string what, PortalRole? role = null, bool isListed = true)
    {
        var account = new Account
        {
            Email = $"{key}@demo.example",
            UserName = $"{key}@demo.example",
            EmailConfirmed = true,
            Name = name,
            Organisation = what,
            IsDemonstration = isListed,
            CreatedAt = At("2021-09-01 09:00"),
        };
        var made = await users.CreateAsync(account);
        if (!made.Succeeded)
            throw new InvalidOperationException(string.Join(", ", made.Errors.Select(error => error.Code)));
        await roles.GiveAsync(account.Person, PortalRole.Carrier, by: null, account.CreatedAt);
        if (role is { } given)
            await roles.GiveAsync(account.Person, given, by: null, account.CreatedAt);
        await db.SaveChangesAsync();
        _people[key] = account;
    }

    private async Task CallsAsync(CancellationToken cancellation)
    {
        var calls = await db
            .Calls.Include(call => call.Forms)
            .Include(call => call.Grids)
            .Include(call => call.Officers)
            .AsSplitQuery()
            .ToDictionaryAsync(call => call.Slug, cancellation);
        foreach (var call in calls.Values)
            call.Entrust(Person("olivier"), Person("alice"), At("2021-09-02 09:00"));
        calls["entrepots-donnees"].Entrust(Person("odile"), Person("alice"), At("2021-09-02 09:00"));
        var waves = (await db.Waves.ToListAsync(cancellation)).ToDictionary(wave => (wave.CallId, wave.Number));
        Wave WaveOf(string slug, int number) => waves[(calls[slug].Id, number)];

        await DecidedAsync(
            calls["tiers-lieux"],
            WaveOf("tiers-lieux", 1),
            winners: 10,
            rejected: 4,
            publishAt: At("2022-10-04 10:00"),
            cancellation
        );
        await DecidedAsync(
            calls["tiers-lieux"],
            WaveOf("tiers-lieux", 2),
            winners: 15,
            rejected: 6,
            publishAt: At("2024-01-18 14:00"),
            cancellation
        );
        await UnderReviewAsync(calls["entrepots-donnees"], WaveOf("entrepots-donnees", 2), count: 7, cancellation);
        await OpenAsync(calls["evaluation-dmn"], WaveOf("evaluation-dmn", 1), cancellation);
        await InStepsAsync(calls["evaluation-dmn"], WaveOf("evaluation-dmn", 1), cancellation);
        await LettersAsync(calls["competences-metiers"], WaveOf("competences-metiers", 2), cancellation);
        await ToBeSignedAsync(calls["competences-metiers"], WaveOf("competences-metiers", 2), cancellation);
        await ReferencedAsync(calls["mon-espace-sante"], WaveOf("mon-espace-sante", 1), cancellation);
        await AdmittedAsync(calls["action-export"], WaveOf("action-export", 1), cancellation);
        await ShortlistedAsync(calls["talents"], WaveOf("talents", 1), cancellation);
        await OpenToContactsAsync(cancellation);
        await DemoConsultation.AddAsync(db, Person("olivier"), At("2024-01-18 08:05"), cancellation);
    }

    /// <summary>A service that is referenced, one criterion of which ends soon, and one that is being checked.</summary>
    private async Task ReferencedAsync(Call call, Wave wave, CancellationToken cancellation)
    {
        var at = At("2024-01-16 10:00");
        var filed = await FiledByAsync(call, wave, 2, At("2024-01-15 14:00"), cancellation);
        var plan = call.Admission!;
        for (var index = 0; index < filed.Count; index++)
        {
            var admission = Admission.Of(filed[index]);
            foreach (var criterion in plan.Criteria.Take(index == 0 ? plan.Criteria.Count : 1))
            {
                DateOnly? until = criterion == plan.Criteria[0] && index == 0 ? new DateOnly(2024, 3, 10) : null;
                var filing = filed[index].FilingId!.Value;
                var found = new CriterionFinding(true, "", until);
                var day = new DateOnly(2024, 1, 16);
                admission.Check(plan, filing, criterion.Key, found, Person("olivier"), at, day);
            }
            admission.Settle(index == 0, at);
            db.Admissions.Add(admission);
        }
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Applications that don't compete: one is admitted, one lacks a criterion, one brought what is to be looked at.</summary>
    private async Task AdmittedAsync(Call call, Wave wave, CancellationToken cancellation)
    {
        var (at, day, plan) = (At("2024-01-17 10:00"), new DateOnly(2024, 1, 17), call.Admission!);
        var filed = await FiledByAsync(call, wave, 3, At("2024-01-15 14:00"), cancellation);
        var met = new CriterionFinding(true, "", null);
        var lacking = new CriterionFinding(false, "Motif fictif : aucune personne n’est nommée.", null);
        for (var index = 0; index < filed.Count; index++)
        {
            var admission = Admission.Of(filed[index]);
            foreach (var criterion in plan.Criteria.Take(index == 2 ? 1 : plan.Criteria.Count))
            {
                var found = index == 1 && criterion == plan.Criteria[^1] ? lacking : met;
                admission.Check(plan, filed[index].FilingId!.Value, criterion.Key, found, Person("olivier"), at, day);
            }
            if (index == 2)
                admission.Bring(
                    filed[index],
                    plan,
                    plan.Criteria[1].Key,
                    new BroughtEvidence("Certificat fictif, en pièce jointe du dossier.", "", filed[index].Carrier, at)
                );
            admission.Settle(index == 0, at);
            db.Admissions.Add(admission);
        }
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A draft that its carrier opened to the region of the demonstration's contact, who said what they think.</summary>
    private async Task OpenToContactsAsync(CancellationToken cancellation)
    {
        var (at, region) = (At("2024-01-17 09:00"), "bretagne");
        var body = await db
            .ContactBodies.Include(one => one.People)
            .FirstAsync(one => one.Region == region && one.Kind == ContactKind.Ars, cancellation);
        body.Take(Person("renee"), new HashSet<PortalRole> { PortalRole.Carrier }, Person("olivier"), at);
        var draft = await db
            .Dossiers.Include(one => one.Members)
            .Where(one => one.Carrier == Person("camille") && one.FiledAt == null && one.Members.Count == 1)
            .OrderBy(one => one.Id)
            .FirstAsync(cancellation);
        var opening = DossierOpening.Of(draft, region, draft.Carrier, at.AddHours(1));
        db.DossierOpenings.Add(opening);
        db.ContactComments.Add(
            ContactComment.Write(
                opening,
                body.Id,
                "Avis fictif : précisez quels établissements de la région participent.",
                Person("renee"),
                at.AddHours(5)
            )
        );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Entries of an edition, with the shortlist that the public votes on.</summary>
    private async Task ShortlistedAsync(Call call, Wave wave, CancellationToken cancellation)
    {
        var filed = await FiledByAsync(call, wave, 5, At("2023-12-18 14:00"), cancellation);
        wave.Close(wave.ClosesAt!.EndsAt.AddMinutes(1));
        var edition = new AwardEdition(wave.Id, AwardEdition.UsualField);
        var entries = filed
            .Select(one => new ShortlistEntry(one.Id, one.CurrentFiling!.Answers.Text(AwardEdition.UsualField)))
            .GroupBy(one => one.Category)
            .SelectMany(category => category.Take(AwardEdition.MostOfCategory))
            .ToList();
        var until = new Deadline(new DateTime(2024, 2, 15, 18, 0, 0, DateTimeKind.Unspecified));
        edition.Announce(wave, entries, until, Person("olivier"), At("2024-01-16 10:00"));
        db.AwardEditions.Add(edition);
        await db.SaveChangesAsync(cancellation);
    }

    private async Task<List<Dossier>> FiledByAsync(
        Call call,
        Wave wave,
        int count,
        DateTimeOffset from,
        CancellationToken cancellation
    )
    {
        var filed = new List<Dossier>();
        for (var index = 1; index <= count; index++)
        {
            var at = from.AddMinutes(index);
            var dossier = await dossiers.WriteAsync(
                call,
                wave,
                700 + index,
                Filler(index),
                programme,
                at.AddHours(-3),
                complete: true,
                cancellation
            );
            await dossiers.FileAsync(dossier, call, wave, Filler(index), at, cancellation);
            filed.Add(dossier);
        }
        await db.SaveChangesAsync(cancellation);
        return filed;
    }

    /// <summary>A wave from its opening to its decisions, with a list approved for a moment.</summary>
    private async Task DecidedAsync(
        Call call,
        Wave wave,
        int winners,
        int rejected,
        DateTimeOffset publishAt,
        CancellationToken cancellation
    )
    {
        var closed = wave.ClosesAt!.EndsAt;
        var filed = new List<Dossier>();
        for (var index = 0; index < winners + rejected; index++)
            filed.Add(await FiledAsync(call, wave, index, closed.AddDays(-12 + index % 12), cancellation));
        wave.Close(closed.AddMinutes(1));
        var experts = Experts(wave, closed.AddDays(3));
        foreach (var dossier in filed)
            dossier.CheckEligibility(wave, eligible: true, "", Person("olivier"), closed.AddDays(2));
        await db.SaveChangesAsync(cancellation);
        Declare(experts, [], closed.AddDays(4));
        var decisions = new List<(Dossier, Decision)>();
        foreach (var (dossier, index) in filed.Select((dossier, index) => (dossier, index)))
        {
            var isWinner = index < winners;
            foreach (var expert in experts.Where((_, place) => place != index % 3))
                Submitted(call, dossier, expert, isWinner ? 4 + index % 3 : 2 + index % 2, closed.AddDays(20));
            decisions.Add((dossier, Decided(dossier, isWinner, closed.AddDays(60))));
        }
        var list = WinnerList.Prepare(wave, decisions, publishAt, Person("olivier"), closed.AddDays(61));
        list.Sign(
            Person("pauline"),
            new HashSet<PortalRole> { PortalRole.Publisher },
            new HashSet<PersonId>(),
            seen: 0,
            closed.AddDays(62)
        );
        if (publishAt < DemoTime.Start)
            list.Publish(publishAt);
        db.WinnerLists.Add(list);
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A wave whose reviews are under way: one dossier to check, one refused, one to assign, others to review.</summary>
    private async Task UnderReviewAsync(Call call, Wave wave, int count, CancellationToken cancellation)
    {
        var closed = wave.ClosesAt!.EndsAt;
        var filed = new List<Dossier>();
        for (var index = 0; index < count; index++)
            filed.Add(await FiledAsync(call, wave, index, closed.AddDays(-8 + index), cancellation));
        wave.Close(closed.AddMinutes(1));
        wave.SetReviewsDue(
            new Deadline(new DateTime(2024, 1, 31, 18, 0, 0, DateTimeKind.Unspecified)),
            Person("odile"),
            closed.AddDays(1)
        );
        var experts = Experts(wave, closed.AddDays(3));
        foreach (var dossier in filed.Take(count - 2))
            dossier.CheckEligibility(wave, eligible: true, "", Person("odile"), closed.AddDays(2));
        filed[^2]
            .CheckEligibility(
                wave,
                eligible: false,
                "Motif fictif : l’annexe financière n’est pas signée.",
                Person("odile"),
                closed.AddDays(2)
            );
        await db.SaveChangesAsync(cancellation);
        Declare(experts, [filed[0].Id], closed.AddDays(4));
        foreach (var (dossier, index) in filed.Take(count - 3).Select((dossier, index) => (dossier, index)))
        foreach (var expert in experts.Where(expert => !expert.IsInConflictWith(dossier.Id)))
            if (expert.Person == Person("emma"))
                db.Reviews.Add(Review.Assign(dossier, expert, call.CurrentGrid, Person("odile"), closed.AddDays(6)));
            else
                Submitted(call, dossier, expert, 3 + (index + expert.Name.Length) % 3, closed.AddDays(20));
        DemoJury.Found(
            db,
            wave,
            filed.Take(count - 2),
            Person("odile"),
            [
                (Person("pauline"), JuryRole.Chair),
                (Person("odile"), JuryRole.Secretary),
                (Person("emma"), JuryRole.Member),
                (Person("elise"), JuryRole.Member),
            ]
        );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>The wave that is open on the demo's day: a draft ready to file, one begun, one filed, one withdrawn.</summary>
    private async Task OpenAsync(Call call, Wave wave, CancellationToken cancellation)
    {
        var start = At("2024-01-08 09:00");
        var ready = await dossiers.WriteAsync(
            call,
            wave,
            900,
            Person("camille"),
            programme,
            start,
            complete: true,
            cancellation
        );
        var invitation = TeamInvitation.Send(
            ready,
            EmailAddress.Parse(_people["paul"].Email!),
            MemberRole.Writer,
            LinkSecret.HashOf(LinkSecret.New()),
            Person("camille"),
            start.AddHours(1)
        );
        invitation.Accept(ready, Person("paul"), start.AddHours(3));
        db.TeamInvitations.Add(invitation);
        await dossiers.WriteAsync(
            call,
            wave,
            901,
            Person("camille"),
            programme,
            start.AddDays(2),
            complete: false,
            cancellation
        );
        var filed = await dossiers.WriteAsync(
            call,
            wave,
            902,
            Person("camille"),
            programme,
            start,
            complete: true,
            cancellation
        );
        await dossiers.FileAsync(filed, call, wave, Person("camille"), start.AddDays(3), cancellation);
        var withdrawn = await dossiers.WriteAsync(
            call,
            wave,
            903,
            Person("camille"),
            programme,
            start,
            complete: true,
            cancellation
        );
        await dossiers.FileAsync(withdrawn, call, wave, Person("camille"), start.AddDays(3), cancellation);
        withdrawn.Withdraw("Projet reporté.", Person("camille"), start.AddDays(4));
        for (var index = 0; index < 6; index++)
            await dossiers.WriteAsync(
                call,
                wave,
                910 + index,
                Filler(index),
                programme,
                start.AddDays(index),
                complete: index % 2 == 0,
                cancellation
            );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>
    /// Synopses of the cut-off before: one that awaits its verdict, one whose full protocol is being written, one whose
    /// full protocol is filed.
    /// </summary>
    private async Task InStepsAsync(Call call, Wave wave, CancellationToken cancellation)
    {
        var taken = wave.CutOffs[1].Deadline.EndsAt;
        wave.Close(taken.AddMinutes(1));
        var due = new Deadline(wave.CutOffs[2].Deadline.Civil, TimeSpan.FromSeconds(call.GraceSeconds));
        var go = new VerdictLetter(
            VerdictAnswer.Go,
            "Remarques fictives des experts : le bénéfice attendu est plausible. Précisez le comparateur, justifiez le nombre de patients et décrivez la place du dispositif dans le parcours de soins.",
            due
        );
        var filed = new List<Dossier>();
        for (var index = 0; index < 3; index++)
            filed.Add(
                await FiledAsync(call, wave, index == 0 ? 0 : index + 4, taken.AddDays(-6 + index), cancellation)
            );
        filed[2].CheckEligibility(wave, eligible: true, "", Person("olivier"), taken.AddDays(200));
        foreach (var dossier in filed.Take(2))
            await dossiers.JudgeAsync(dossier, call, wave, go, Person("olivier"), At("2023-12-12 10:00"), cancellation);
        var whole = filed[1];
        await dossiers.WriteStepAsync(
            call,
            whole,
            NumberOf(call, wave, 5),
            programme,
            At("2023-12-20 09:00"),
            complete: true,
            cancellation
        );
        await dossiers.FileAsync(whole, call, wave, whole.Carrier, At("2024-01-10 11:00"), cancellation);
    }

    /// <summary>Letters of the season's first cut-off: one that may be filed again, one that awaits its GO or NO GO.</summary>
    private async Task LettersAsync(Call call, Wave wave, CancellationToken cancellation)
    {
        var taken = wave.CutOffs[0].Deadline.EndsAt;
        wave.Close(taken.AddMinutes(1));
        var again = await FiledAsync(call, wave, 0, taken.AddDays(-3), cancellation);
        var waiting = await FiledAsync(call, wave, 3, taken.AddDays(-2), cancellation);
        await dossiers.JudgeAsync(
            again,
            call,
            wave,
            new VerdictLetter(
                VerdictAnswer.Refile,
                "Recommandations fictives : associez un employeur hospitalier dès la conception, et chiffrez le besoin de formation par métier.",
                Due: null
            ),
            Person("olivier"),
            At("2024-01-11 15:00"),
            cancellation
        );
        waiting.CheckEligibility(wave, eligible: true, "", Person("olivier"), At("2023-12-18 10:00"));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>A whole project after its GO: the lead and two partners have signed it, a third one still has to.</summary>
    private async Task ToBeSignedAsync(Call call, Wave wave, CancellationToken cancellation)
    {
        var (camille, number) = (Person("camille"), NumberOf(call, wave, 4));
        var taken = wave.CutOffs[0].Deadline.EndsAt;
        var (begun, written) = (taken.AddDays(-9), At("2024-01-09 09:00"));
        var dossier = await dossiers.WriteAsync(call, wave, number, camille, programme, begun, true, cancellation);
        await dossiers.FileAsync(dossier, call, wave, camille, taken.AddDays(-1), cancellation);
        var go = new VerdictLetter(
            VerdictAnswer.Go,
            "Remarques fictives : le besoin est bien décrit. Chiffrez les parcours par métier.",
            new Deadline(wave.CutOffs[^1].Deadline.Civil, TimeSpan.FromSeconds(call.GraceSeconds))
        );
        await dossiers.JudgeAsync(dossier, call, wave, go, Person("olivier"), At("2023-12-19 10:00"), cancellation);
        await dossiers.WriteStepAsync(call, dossier, number, programme, written, complete: true, cancellation);
        (string Key, string Partner)[] signatories = [("paul", "p0"), ("porteur1", "p1"), ("porteur2", "p2")];
        foreach (var (key, partner) in signatories)
            LetIn(dossier, key, partner, written.AddDays(1));
        await db.SaveChangesAsync(cancellation);
        var matter = await desk.MatterOfAsync(dossier, cancellation);
        foreach (var (key, partner) in signatories.SkipLast(1).Prepend(("camille", Consortium.Lead)))
            db.SignOffs.Add(
                SignOff.Of(dossier, matter, partner, matter.ContentSha256, Person(key), At("2024-01-16 15:00"))
            );
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Takes a signatory into a dossier's team.</summary>
    private void LetIn(Dossier dossier, string key, string partner, DateTimeOffset at)
    {
        var (address, hash) = (EmailAddress.Parse(_people[key].Email!), LinkSecret.HashOf(LinkSecret.New()));
        var sent = TeamInvitation.Send(dossier, address, MemberRole.Signatory, hash, dossier.Carrier, at, partner);
        sent.Accept(dossier, Person(key), at.AddHours(2));
        db.TeamInvitations.Add(sent);
    }

    private static int NumberOf(Call call, Wave wave, int index) =>
        index + wave.Number * 100 + call.Code.Sum(letter => letter) * 1_000;

    private async Task<Dossier> FiledAsync(
        Call call,
        Wave wave,
        int index,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var carrier = index == 0 ? Person("camille") : Filler(index);
        var dossier = await dossiers.WriteAsync(
            call,
            wave,
            NumberOf(call, wave, index),
            carrier,
            programme,
            at.AddDays(-10),
            complete: true,
            cancellation
        );
        await dossiers.FileAsync(dossier, call, wave, carrier, at, cancellation);
        return dossier;
    }

    private List<Expert> Experts(Wave wave, DateTimeOffset at)
    {
        var experts = new List<Expert>();
        foreach (var key in new[] { "emma", "eric", "elise" })
        {
            var account = _people[key];
            var pooled = new PoolExpert(wave.Id, DemoExperts.FactsOf(key, account), Person("olivier"), at);
            var invitation = new ExpertInvitation(pooled, $"{wave.Id.Value:N}{account.Id:N}", Person("olivier"), at);
            invitation.Accept(at.AddHours(5));
            db.PoolExperts.Add(pooled);
            db.ExpertInvitations.Add(invitation);
            var expert = new Expert(invitation, pooled, account.Person, at.AddHours(6));
            expert.SignCharter(at.AddHours(7));
            db.Experts.Add(expert);
            experts.Add(expert);
        }
        return experts;
    }

    /// <summary>All declare; the last one is in conflict with the dossiers named.</summary>
    private static void Declare(List<Expert> experts, IReadOnlyList<DossierId> conflicts, DateTimeOffset at)
    {
        foreach (var expert in experts)
            expert.DeclareConflicts(
                expert == experts[^1]
                    ? conflicts.ToDictionary(dossier => dossier, _ => "Collaboration récente.")
                    : new Dictionary<DossierId, string>(),
                at
            );
    }

    private void Submitted(Call call, Dossier dossier, Expert expert, int mark, DateTimeOffset at)
    {
        var grid = call.CurrentGrid;
        var review = Review.Assign(dossier, expert, grid, Person("olivier"), at.AddDays(-10));
        var marks = grid.Criteria.Select(
            (criterion, index) =>
                new CriterionReview(
                    criterion.Key,
                    Math.Clamp(mark - (index % 3 == 2 ? 1 : 0), grid.Scale.From, grid.Scale.To),
                    "Remarque fictive pour le comité.",
                    "Remarque fictive pour le porteur."
                )
        );
        review.Save(
            new ReviewSheet(
                [.. marks],
                "Avis fictif pour le comité.",
                "Avis fictif : un projet clair, des étapes à préciser."
            ),
            0,
            at.AddDays(-1)
        );
        review.Submit(grid, at);
        db.Reviews.Add(review);
    }

    private Decision Decided(Dossier dossier, bool isWinner, DateTimeOffset at)
    {
        Answers.TryNumber(dossier.CurrentFiling!.Answers.Text(CommonFields.AidRequested), out var asked);
        var decision = isWinner
            ? Decision.Take(
                dossier,
                new Ruling(Outcome.Funded, "Motif fictif : le projet répond aux critères de l’appel.")
                {
                    Amount = new Money(decimal.Floor(asked * 0.9m)),
                },
                Person("olivier"),
                at
            )
            : Decision.Take(
                dossier,
                new Ruling(Outcome.Rejected, "Motif fictif : la méthode reste à préciser."),
                Person("olivier"),
                at
            );
        db.Decisions.Add(decision);
        return decision;
    }

    private PersonId Person(string key) => _people[key].Person;

    private PersonId Filler(int index) => Person($"porteur{index % 8 + 1}");

    private static DateTimeOffset At(string civil) =>
        Deadline.InstantOf(
            DateTime.ParseExact(civil, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)
        );
}
