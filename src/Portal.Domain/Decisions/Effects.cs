namespace Portal.Domain.Decisions;

/// <summary>Normal effects around zero, and which votes each of them is in.</summary>
internal sealed class Effects(int count, int[] ofVote)
{
    private readonly int[] _votes = [.. Enumerable.Range(0, count).Select(one => ofVote.Count(of => of == one))];

    public double[] Of { get; } = new double[count];

    public void Draw(ReadOnlySpan<double> residuals, double deviation, double noise, Chance chance)
    {
        var sums = new double[count];
        for (var vote = 0; vote < residuals.Length; vote++)
            sums[ofVote[vote]] += residuals[vote];
        for (var one = 0; one < count; one++)
        {
            var precision = _votes[one] / (noise * noise) + 1 / (deviation * deviation);
            Of[one] = sums[one] / (noise * noise) / precision + chance.Normal() / Math.Sqrt(precision);
        }
    }
}
