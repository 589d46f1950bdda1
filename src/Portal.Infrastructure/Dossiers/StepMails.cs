using Microsoft.EntityFrameworkCore;
using Portal.Domain;
using Portal.Domain.Calls;
using Portal.Domain.Dossiers;
using Portal.Infrastructure.Notifications;

namespace Portal.Infrastructure.Dossiers;

/// <summary>The mails that follow from the steps of a dossier. They name no expert.</summary>
internal sealed class StepMails(Letters letters) : IMailsOf
{
    internal const string ProlongedTemplate = "step-prolonged";

    public Task<IReadOnlyList<OutboxMail>> ForAsync(DomainEvent happened) =>
        happened switch
        {
            VerdictGiven given => JudgedAsync(given),
            StepMissed missed => MissedAsync(missed),
            StepProlonged prolonged => ProlongedAsync(prolonged),
            _ => Letters.None,
        };

    private async Task<IReadOnlyList<OutboxMail>> JudgedAsync(VerdictGiven given)
    {
        var dossier = letters.Tracked(given.Dossier)!;
        var verdict = dossier.Verdicts.Single(one => one.FilingId == given.Filing);
        var facts = (await FactsAsync(dossier, given.Step)).Text("remarks", verdict.Remarks).Moment("at", given.At);
        if (verdict.Answer == VerdictAnswer.Refile)
            await UntilAsync(facts, dossier, given.At);
        return await letters.ToTeamAsync(
            given,
            verdict.Answer switch
            {
                VerdictAnswer.Go => "verdict-go",
                VerdictAnswer.Refile => "verdict-refile",
                _ => "verdict-no-go",
            },
            $"dossier.verdict:{given.Filing.Value}",
            verdict.Due is { } due
                ? facts.Deadline("due", due).Text("next", await NameAsync(dossier, dossier.Step))
                : facts
        );
    }

    /// <summary>Until when what is recommended can be taken up now; empty while no cut-off is open.</summary>
    private async Task UntilAsync(Facts facts, Dossier dossier, DateTimeOffset now)
    {
        var wave = await letters
            .Db.Waves.AsNoTracking()
            .SingleAsync(one => one.Id == dossier.WaveId, letters.Cancellation);
        if (wave.CutOffFor(now) is { } cutOff)
            facts.Deadline("until", cutOff.Deadline);
        else
            facts.Text("until", "");
    }

    private async Task<IReadOnlyList<OutboxMail>> MissedAsync(StepMissed missed)
    {
        var dossier = await letters
            .Db.Dossiers.Include(one => one.Members)
            .SingleAsync(one => one.Id == missed.Dossier, letters.Cancellation);
        return await letters.ToTeamAsync(
            missed,
            "step-missed",
            $"dossier.step-missed:{missed.Dossier.Value}:{missed.Step}",
            (await FactsAsync(dossier, missed.Step)).Moment("due", missed.Due)
        );
    }

    private async Task<IReadOnlyList<OutboxMail>> ProlongedAsync(StepProlonged prolonged)
    {
        var dossier = letters.Tracked(prolonged.Dossier)!;
        return await letters.ToTeamAsync(
            prolonged,
            ProlongedTemplate,
            $"dossier.step-prolonged:{prolonged.Dossier.Value}:{prolonged.Step}:{prolonged.To.ToUnixTimeSeconds()}",
            ProlongedFacts(dossier, await NameAsync(dossier, prolonged.Step), prolonged.From, dossier.StepDue!)
        );
    }

    internal static Facts ProlongedFacts(Dossier dossier, LocalizedText step, DateTimeOffset from, Deadline due) =>
        FactsOf(dossier, step).Deadline("due", due).Moment("before", from);

    private async Task<Facts> FactsAsync(Dossier dossier, int step) => FactsOf(dossier, await NameAsync(dossier, step));

    private static Facts FactsOf(Dossier dossier, LocalizedText step) =>
        new Facts().Text("number", dossier.Number!).Text("step", step).Link($"/dossiers/{dossier.Id.Value}");

    private async Task<LocalizedText> NameAsync(Dossier dossier, int step)
    {
        var call = await letters
            .Db.Calls.AsNoTracking()
            .SingleAsync(one => one.Id == dossier.CallId, letters.Cancellation);
        return NameOf(call, step);
    }

    internal static LocalizedText NameOf(Call call, int step) =>
        call.StepAt(step)?.Title ?? new LocalizedText($"Étape {step}", $"Step {step}");
}
