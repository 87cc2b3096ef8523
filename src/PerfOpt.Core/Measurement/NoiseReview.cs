using PerfOpt.Core.Model;
using PerfOpt.Core.Statistics;

namespace PerfOpt.Core.Measurement;

/// <summary>
/// What in the runs' order and spread makes their figures less trustworthy. Each warning needs both a small chance of
/// coming from nothing and a size that matters.
/// </summary>
internal static class NoiseReview
{
    private const double NoisyVariation = 0.05;
    private const double OutlierSize = 0.05;
    private const double DriftSize = 0.02;
    private const double DriftChance = 0.01;
    private const double GroupDistance = 0.05;
    private const double SlowFirst = 0.10;

    /// <summary>Reviews wall times in the order of the runs.</summary>
    public static NoiseInfo Of(IReadOnlyList<double> wallSeconds, int warmups)
    {
        List<string> warnings = [];
        double? variation = RobustScale.CoefficientOfVariation(wallSeconds);
        if (wallSeconds.Count >= 3)
        {
            bool slowFirst = SlowFirstRun(wallSeconds, warmups, warnings);
            FarRuns(slowFirst ? [.. wallSeconds.Skip(1)] : wallSeconds, slowFirst ? 2 : 1, warnings);
            Drift(wallSeconds, warnings);
            bool groups = Groups(wallSeconds, warnings);
            if (variation > NoisyVariation && !groups)
                warnings.Add($"wall time varies by {QuantityText.Percent(variation.Value)} from run to run; close other"
                    + " programs, or use more runs (`--runs 30`).");
        }
        return new NoiseInfo { CoefficientOfVariation = variation, Warnings = warnings };
    }

    private static bool SlowFirstRun(IReadOnlyList<double> wall, int warmups, List<string> warnings)
    {
        double[] rest = [.. wall.Skip(1)];
        double median = Quantile.Median(rest);
        double excess = wall[0] / median - 1;
        if (!(excess > SlowFirst) || wall[0] <= rest.Max() * (1 + SlowFirst / 2)) return false;
        warnings.Add($"the first measured run took {QuantityText.Percent(excess)} longer than the median of the others,"
            + $" as with cold caches; use more warm-ups (`--warmups {Math.Max(3, warmups + 2)}`).");
        return true;
    }

    private static void FarRuns(IReadOnlyList<double> wall, int firstNumber, List<string> warnings)
    {
        if (wall.Count < 5) return;
        double median = Quantile.Median(wall);
        int[] far = [.. Outliers.Indices(wall).Where(i => Math.Abs(wall[i] / median - 1) > OutlierSize)];
        if (far.Length == 0) return;
        int worst = far.MaxBy(i => Math.Abs(wall[i] - median));
        string runs = far.Length == 1 ? "1 run lies" : $"{far.Length} runs lie";
        warnings.Add(
            $"{runs} far from the others (run {worst + firstNumber} took {QuantityText.Format(wall[worst], "s")},"
            + $" the median is {QuantityText.Format(median, "s")}); something else may have used the machine: measure"
            + " again when it is idle.");
    }

    private static void Drift(IReadOnlyList<double> wall, List<string> warnings)
    {
        if (MannKendall.Of(wall).PValue >= DriftChance) return;
        double[] order = [.. Enumerable.Range(0, wall.Count).Select(i => (double)i)];
        if (Slope.TheilSen(order, wall) is not { } slope) return;
        double change = slope.Value * (wall.Count - 1) / Quantile.Median(wall);
        if (Math.Abs(change) < DriftSize) return;
        string way = change > 0 ? "slower" : "faster";
        string mend = change > 0
            ? "the machine may heat up or the program's data grow: reset the data before each run, or let it cool"
            : "caches may still fill: use more warm-ups (`--warmups 5`)";
        warnings.Add($"runs became {QuantityText.Percent(change)} {way} from the first to the last; {mend}.");
    }

    private static bool Groups(IReadOnlyList<double> wall, List<string> warnings)
    {
        if (Bimodality.Of(wall) is not { } groups) return false;
        if (groups.HighMedian / groups.LowMedian - 1 < GroupDistance) return false;
        warnings.Add($"runs fall into two groups ({groups.LowCount} near {QuantityText.Format(groups.LowMedian, "s")},"
            + $" {groups.HighCount} near {QuantityText.Format(groups.HighMedian, "s")}); the median hides one of them:"
            + " look for a cache or a state that differs between runs.");
        return true;
    }
}
