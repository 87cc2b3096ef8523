namespace PerfOpt.Core.Statistics;

/// <summary>Correction for asking several questions of one experiment.</summary>
public static class Holm
{
    /// <summary>
    /// Adjusted p values in the order given: a question is answered at α over the whole family where its adjusted
    /// value is at most α (Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat. 6, 1979).
    /// </summary>
    /// <param name="pValues">Each in [0, 1].</param>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> pValues)
    {
        int[] order = [.. Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i])];
        double[] adjusted = new double[pValues.Count];
        double largest = 0;
        for (int rank = 0; rank < order.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, pValues[order[rank]] * (order.Length - rank)));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
