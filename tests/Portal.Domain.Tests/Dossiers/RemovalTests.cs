namespace Portal.Domain.Tests.Dossiers;

public sealed class RemovalTests
{
    private static readonly DateTimeOffset Removed = Build.Opening.AddDays(3);
    private readonly Call _call = Build.Call();

    [Test]
    public void A_draft_is_removed_by_its_coordinator_alone_and_brought_back_for_thirty_days()
    {
        var (writer, draft) = (PersonId.New(), Draft());
        Build.Join(draft, writer, MemberRole.Writer);
        Assert.That(
            Build.CodesOf(() => draft.RemoveDraft(writer, Removed)),
            Is.EqualTo(new[] { "dossier.only-coordinator" })
        );
        draft.RemoveDraft(Build.Carrier, Removed);
        draft.RemoveDraft(Build.Carrier, Removed.AddDays(1));
        Assert.That(draft.Removal!.At, Is.EqualTo(Removed), "twice is once");
        draft.RestoreDraft(Build.Carrier, Removed.AddDays(30).AddTicks(-1));
        Assert.That(draft.Removal, Is.Null);

        draft.RemoveDraft(Build.Carrier, Removed);
        Assert.That(
            Build.CodesOf(() => draft.RestoreDraft(Build.Carrier, Removed.AddDays(30))),
            Is.EqualTo(new[] { "dossier.removed" })
        );
    }

    [Test]
    public void What_was_filed_or_is_bound_to_another_dossier_is_not_removed()
    {
        var wave = Build.Wave(_call, 0, Build.Civil(2024, 2, 1, 12, 0), Build.Civil(2024, 4, 9, 12, 0));
        var filed = Build.Draft(_call, wave);
        filed.File(Build.Matter(_call, wave), () => "AP-2024-000001", Build.Carrier, Build.Opening.AddDays(2));
        Assert.That(filed.ObstacleToRemoving(Build.Carrier)?.Code, Is.EqualTo("dossier.once-filed"));
        filed.Withdraw("", Build.Carrier, Removed);
        Assert.That(
            Build.CodesOf(() => filed.RemoveDraft(Build.Carrier, Removed)),
            Is.EqualTo(new[] { "dossier.once-filed" })
        );
        var next = filed.CarryOver(_call, [wave], told: null, Build.Carrier, Removed)!;
        Assert.That(next.ObstacleToRemoving(Build.Carrier)?.Code, Is.EqualTo("dossier.part-of-carry-over"));
    }

    private Dossier Draft() => Build.Draft(_call, Build.Wave(_call));
}
