namespace Portal.Domain.Decisions;

/// <summary>Chance that can be repeated: a seed gives the same numbers on every machine.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>Above 0, up to 1.</summary>
    public double Unit() => 1 - _random.NextDouble();

    /// <summary>A standard normal number (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Unit())) * Math.Cos(2 * Math.PI * Unit());
}
