using Portal.Domain;
using Portal.Domain.Waves;

namespace Portal.Infrastructure.Seeds;

/// <summary>Reads a wave of a call.</summary>
/// <param name="CutOffs">In the order of their deadlines.</param>
internal sealed record WaveSeed(
    SeedNode Place,
    int Number,
    DateTimeOffset OpensAt,
    IReadOnlyList<CutOffSeed> CutOffs,
    int? EveryMonths,
    Deadline? ReviewsDue,
    LocalizedText? Note,
    AnnouncedWinners? Announced
)
{
    public static WaveSeed Read(SeedNode wave, TimeSpan grace)
    {
        wave.Only("number", "opens", "cut-offs", "every-months", "reviews-due", "note", "announced");
        var cutOffs = wave.At("cut-offs")
            .Items()
            .Select(one => new CutOffSeed(one, new Deadline(one.Civil(), grace)))
            .OrderBy(one => one.Deadline.At)
            .ToList();
        var opens = Deadline.InstantOf(wave.At("opens").Civil());
        if (cutOffs.Count == 0 || cutOffs[0].Deadline.At <= opens)
            throw wave.Wrong(SeedRefusals.CutOffBeforeOpening);
        foreach (var (one, next) in cutOffs.Zip(cutOffs.Skip(1)))
            if (one.Deadline.At == next.Deadline.At)
                throw next.Place.Wrong(SeedRefusals.CutOffTwice(next.Place.Text()));
        return new WaveSeed(
            wave,
            wave.At("number").Integer(),
            opens,
            cutOffs,
            wave.MayAt("every-months") is { } every ? MonthsOf(every) : null,
            wave.MayAt("reviews-due") is { } due ? new Deadline(due.Civil()) : null,
            wave.MayWritten("note"),
            wave.MayAt("announced") is { } announced ? AnnouncedOf(announced) : null
        );
    }

    public Wave ToWave(CallId call) =>
        new(call, Number, OpensAt, CutOffs.Select(cutOff => cutOff.Deadline), EveryMonths);

    private static int MonthsOf(SeedNode every) =>
        every.Integer() is >= 1 and <= Wave.LongestRhythm
            ? every.Integer()
            : throw every.Wrong(SeedRefusals.Rhythm(Wave.LongestRhythm));

    private static AnnouncedWinners AnnouncedOf(SeedNode node)
    {
        node.Only("count", "on", "note", "source");
        return new AnnouncedWinners(
            node.At("count").Integer(),
            node.MayAt("on")?.Day(),
            node.MayLocalized("note"),
            node.Localized("source")
        );
    }
}

internal sealed record CutOffSeed(SeedNode Place, Deadline Deadline);
