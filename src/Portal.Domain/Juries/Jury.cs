namespace Portal.Domain.Juries;

/// <summary>
/// Who sits together on the dossiers of a wave, in what role, what each must not hear of, and how many must be there
/// for a vote to count.
/// </summary>
public sealed class Jury : Aggregate
{
    /// <summary>Characters of its name.</summary>
    public const int NameLimit = 120;

    private readonly List<JuryMember> _members = [];
    private readonly List<JuryConflict> _conflicts = [];

    private Jury() { }

    /// <param name="wave">The wave whose dossiers it hears.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="quorum">The share of those who may vote that must be there, in percent.</param>
    /// <param name="by">Who founds it.</param>
    /// <param name="now">UTC.</param>
    public static Jury Found(WaveId wave, string name, int quorum, PersonId by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > NameLimit)
            throw new RefusedException(JuryRefusals.NameWrong(NameLimit));
        if (quorum is < 1 or > 100)
            throw new RefusedException(JuryRefusals.QuorumWrong);
        var jury = new Jury
        {
            Id = JuryId.New(),
            WaveId = wave,
            Name = name.Trim(),
            QuorumPercent = quorum,
            FoundedBy = by,
            FoundedAt = now,
        };
        jury.Tell(new JuryFounded(jury.Id, wave, by, now));
        return jury;
    }

    public JuryId Id { get; private set; }

    public WaveId WaveId { get; private set; }

    public string Name { get; private set; } = "";

    public int QuorumPercent { get; private set; }

    public PersonId FoundedBy { get; private set; }

    public DateTimeOffset FoundedAt { get; private set; }

    /// <summary>The sitting that is under way: one at a time, during which nobody is seated or released.</summary>
    public SittingId? InSession { get; private set; }

    public IReadOnlyList<JuryMember> Members => _members;

    public IReadOnlyList<JuryConflict> Conflicts => _conflicts;

    public JuryMember? MemberOf(PersonId person) => _members.Find(member => member.Person == person);

    /// <summary>Who may vote on something and is there, and how many it takes.</summary>
    public Quorum QuorumOf(IReadOnlySet<PersonId> present, IReadOnlySet<PersonId> inConflict)
    {
        var entitled = _members.Where(one => one.Role.Votes && !inConflict.Contains(one.Person)).ToList();
        return new Quorum(
            [.. entitled.Select(one => one.Person).Where(present.Contains)],
            entitled.Count,
            Math.Max(1, (entitled.Count * QuorumPercent + 99) / 100)
        );
    }

    /// <summary>Gives a person a seat, or another role in it.</summary>
    /// <exception cref="RefusedException">There is a chair or a secretary already, or a sitting is under way.</exception>
    public void Seat(PersonId person, JuryRole role, PersonId by, DateTimeOffset now)
    {
        EnsureNotInSession();
        if (_members.Exists(one => one.Person != person && one.Role == role && role.IsOfOne))
            throw new RefusedException(role == JuryRole.Chair ? JuryRefusals.OneChair : JuryRefusals.OneSecretary);
        var member = MemberOf(person);
        if (member?.Role == role)
            return;
        if (member is null)
            _members.Add(new JuryMember(Id, person, role, now));
        else
            member.Become(role);
        Tell(new JuryMemberSeated(Id, person, role, IsNew: member is null, by, now));
    }

    public void Release(PersonId person, PersonId by, DateTimeOffset now)
    {
        EnsureNotInSession();
        if (MemberOf(person) is not { } member)
            return;
        _members.Remove(member);
        Tell(new JuryMemberReleased(Id, person, by, now));
    }

    /// <summary>A member says which dossiers they must not hear of. What was declared stays.</summary>
    public void DeclareConflicts(PersonId person, IReadOnlyDictionary<DossierId, string> reasons, DateTimeOffset now)
    {
        if (MemberOf(person) is not { } member)
            throw new RefusedException(JuryRefusals.NotMember);
        foreach (var (dossier, reason) in reasons)
        {
            if (_conflicts.Exists(one => one.Person == person && one.DossierId == dossier))
                continue;
            _conflicts.Add(new JuryConflict(Id, person, dossier, reason.Trim(), now));
            Tell(new JuryConflictDeclared(Id, dossier, person, now));
        }
        member.DeclareAt(now);
    }

    /// <summary>What keeps a sitting from being opened.</summary>
    public IEnumerable<Refusal> ObstaclesToSitting()
    {
        if (!_members.Exists(member => member.Role == JuryRole.Chair))
            yield return JuryRefusals.ChairMissing;
        if (!_members.Exists(member => member.Role == JuryRole.Secretary))
            yield return JuryRefusals.SecretaryMissing;
        if (InSession is not null)
            yield return JuryRefusals.InSession;
    }

    internal void Begin(SittingId sitting) => InSession = sitting;

    internal void End() => InSession = null;

    private void EnsureNotInSession()
    {
        if (InSession is not null)
            throw new RefusedException(JuryRefusals.InSession);
    }
}

/// <param name="There">Who may vote and is there.</param>
/// <param name="Entitled">How many may vote: who is in conflict isn't counted.</param>
/// <param name="Required">How many of them must be there.</param>
public sealed record Quorum(IReadOnlyList<PersonId> There, int Entitled, int Required)
{
    public bool IsReached => There.Count >= Required;
}
