namespace Portal.Domain.Decisions.Portfolios;

/// <summary>
/// What a wave's money could go to, as persons arrange it: an envelope, an order of their own, amounts, and rules. It
/// decides nothing: somebody takes it over, or doesn't.
/// </summary>
public sealed class Portfolio : Aggregate
{
    /// <summary>More rules nobody keeps in mind, and the optimum would not be found while a page waits.</summary>
    public const int MostRules = 30;

    private Portfolio() { }

    /// <param name="wave">A wave in whose charge the person is: the caller sees to it.</param>
    /// <param name="order">Of the ranking from which the persons begin.</param>
    public Portfolio(WaveId wave, Money envelope, IReadOnlyList<DossierId> order, PersonId by, DateTimeOffset now)
    {
        (Id, WaveId) = (PortfolioId.New(), wave);
        Lines = [.. order.Select(dossier => new PortfolioLine(dossier, Proposed: null))];
        SetEnvelope(envelope, by, now);
    }

    public PortfolioId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public Money Envelope { get; private set; }

    /// <summary>In the jury's order, the first the best.</summary>
    public IReadOnlyList<PortfolioLine> Lines { get; private set; } = [];

    public IReadOnlyList<PortfolioRule> Rules { get; private set; } = [];

    /// <summary>One more at each change: who arranges says on which one.</summary>
    public int Revision { get; private set; }

    public PersonId ChangedBy { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    /// <exception cref="RefusedException">Somebody else changed it after it was read.</exception>
    public void EnsureAt(int revision)
    {
        if (revision != Revision)
            throw new RefusedException(PortfolioRefusals.Changed);
    }

    public void SetEnvelope(Money envelope, PersonId by, DateTimeOffset now)
    {
        if (envelope.Euros <= 0)
            throw new RefusedException(PortfolioRefusals.EnvelopeNeeded);
        if (envelope == Envelope)
            return;
        Envelope = envelope;
        Change(new EnvelopeSet(Id, WaveId, envelope.Euros, by, now), by, now);
    }

    /// <summary>Moves a dossier up (a place before) or down in the jury's order.</summary>
    /// <param name="reason">Why, in the jury's words: it stands in the history.</param>
    public void Move(DossierId dossier, int places, string reason, PersonId by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new RefusedException(PortfolioRefusals.ReasonNeeded);
        var (lines, from) = (Lines.ToList(), PlaceOf(dossier));
        var to = Math.Clamp(from + places, 0, lines.Count - 1);
        if (to == from)
            return;
        var line = lines[from];
        lines.RemoveAt(from);
        lines.Insert(to, line);
        Lines = lines;
        Change(new PlaceMoved(Id, WaveId, dossier, from + 1, to + 1, reason.Trim(), by, now), by, now);
    }

    /// <summary>Proposes another amount than was asked for; null goes back to that.</summary>
    public void Propose(DossierId dossier, Money? amount, PersonId by, DateTimeOffset now)
    {
        var (lines, place) = (Lines.ToList(), PlaceOf(dossier));
        if (lines[place].Proposed == amount?.Euros)
            return;
        lines[place] = lines[place] with { Proposed = amount?.Euros };
        Lines = lines;
        Change(new AmountProposed(Id, WaveId, dossier, amount?.Euros, by, now), by, now);
    }

    public void Require(PortfolioRule rule, PersonId by, DateTimeOffset now)
    {
        if (Rules.Any(one => (one.Kind, one.Group, one.Dossier) == (rule.Kind, rule.Group, rule.Dossier)))
            throw new RefusedException(PortfolioRefusals.RuleThere);
        if (Rules.Count >= MostRules)
            throw new RefusedException(PortfolioRefusals.TooManyRules(MostRules));
        Rules = [.. Rules, rule];
        Change(new PortfolioRuleSet(Id, WaveId, rule, by, now), by, now);
    }

    /// <param name="place">Of the rule, counted from 0. What isn't there needn't go.</param>
    public void Lift(int place, PersonId by, DateTimeOffset now)
    {
        if (Rules.ElementAtOrDefault(place) is not { } rule)
            return;
        Rules = [.. Rules.Where((_, at) => at != place)];
        Change(new PortfolioRuleLifted(Id, WaveId, rule, by, now), by, now);
    }

    /// <summary>Takes dossiers in that have become eligible since, after all others, and lets go of those that no longer are.</summary>
    public void Follow(IReadOnlyList<DossierId> eligible)
    {
        var kept = Lines.Where(line => eligible.Contains(line.Dossier)).ToList();
        var here = kept.Select(line => line.Dossier).ToHashSet();
        Lines =
        [
            .. kept,
            .. eligible.Where(one => !here.Contains(one)).Select(one => new PortfolioLine(one, Proposed: null)),
        ];
    }

    private int PlaceOf(DossierId dossier) =>
        Lines.ToList().FindIndex(line => line.Dossier == dossier) is var place and >= 0
            ? place
            : throw new RefusedException(PortfolioRefusals.NoSuchDossier);

    private void Change(PortfolioEvent happened, PersonId by, DateTimeOffset now)
    {
        Revision++;
        (ChangedBy, ChangedAt) = (by, now);
        Tell(happened);
    }
}

/// <param name="Proposed">Euros; null where it is what was asked for.</param>
public sealed record PortfolioLine(DossierId Dossier, decimal? Proposed);
