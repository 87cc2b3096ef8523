using PerfOpt.Core.Model;
using PerfOpt.Core.Statistics;

namespace PerfOpt.Core.Verification;

/// <summary>
/// Before against after of one metric, from runs made in pairs. The estimate is the Hodges-Lehmann pseudomedian of the
/// log-ratios d = ln(after/before); its interval inverts the signed-rank test; the verdict asks on which side of the
/// threshold that interval lies, so that a large sample cannot turn a trifle into a finding nor a small one silence
/// into equality. Pure.
/// </summary>
public static class PairedComparison
{
    /// <summary>The fewest pairs that can decide at 95 %.</summary>
    public const int MinimumPairs = 6;

    private const int MostPairsPromised = 10_000;

    /// <summary>Compares.</summary>
    /// <param name="metric">The metric's name.</param>
    /// <param name="before">Positive values of the old side, one for each pair; at least one.</param>
    /// <param name="after">Those of the new side, in the same order.</param>
    /// <param name="settings">Threshold and chances.</param>
    /// <exception cref="ArgumentException">Sides of different length, no values, or one that is not
    /// positive.</exception>
    public static VerificationResult Compare(
        string metric, IReadOnlyList<double> before, IReadOnlyList<double> after, ComparisonSettings settings)
    {
        double[] ratios = LogRatios(before, after);
        double estimate = HodgesLehmann.Pseudomedian(ratios);
        Interval? interval = ratios.Length < MinimumPairs
            ? null
            : HodgesLehmann.PseudomedianInterval(ratios, 1 - settings.Alpha);
        Interval? change = interval?.Map(double.ExpM1);
        double threshold = settings.Effective;
        ComparisonVerdict verdict = Judge(change, threshold);
        return new VerificationResult
        {
            Metric = metric,
            Before = Side(before),
            After = Side(after),
            Change = double.ExpM1(estimate),
            ChangeCi95 = change?.ToList(),
            PValue = ratios.Length < MinimumPairs ? null : SignedRankTest.PValue(ratios),
            Threshold = threshold,
            Verdict = verdict,
            PairsNeeded = verdict == ComparisonVerdict.Inconclusive
                ? PairsNeeded(ratios, estimate, interval, settings)
                : null,
        };
    }

    /// <summary>The verdict for an interval of the relative change; without one, inconclusive.</summary>
    /// <param name="change">Signed fractions.</param>
    /// <param name="threshold">A fraction, at least 0.</param>
    public static ComparisonVerdict Judge(Interval? change, double threshold) => change switch
    {
        null => ComparisonVerdict.Inconclusive,
        { Low: var low } when low > threshold => ComparisonVerdict.Regressed,
        { High: var high } when high < -threshold => ComparisonVerdict.Improved,
        { Low: var low, High: var high } when low > -threshold && high < threshold => ComparisonVerdict.Equivalent,
        _ => ComparisonVerdict.Inconclusive,
    };

    /// <summary>
    /// The noise floor from a program compared with itself: the end of the interval that lies farther from 0
    /// (null where too few pairs give no interval).
    /// </summary>
    /// <param name="first">Positive values of one side.</param>
    /// <param name="second">Values of the same program, paired.</param>
    public static double? NoiseFloor(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Interval? change = HodgesLehmann.PseudomedianInterval(LogRatios(first, second))?.Map(double.ExpM1);
        return change is { } interval ? Math.Max(Math.Abs(interval.Low), Math.Abs(interval.High)) : null;
    }

    private static double[] LogRatios(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        if (before.Count != after.Count || before.Count == 0)
            throw new ArgumentException(
                $"Pairs need two sides: {before.Count} values before, {after.Count} after.", nameof(after));
        double[] ratios = new double[before.Count];
        for (int i = 0; i < ratios.Length; i++)
        {
            if (!(before[i] > 0 && after[i] > 0))
                throw new ArgumentException("A ratio needs values above 0.", nameof(before));
            ratios[i] = Math.Log(after[i] / before[i]);
        }
        return ratios;
    }

    private static VerificationSide Side(IReadOnlyList<double> values) =>
        new(Quantile.Median(values), QuantileInterval.Of(values, 0.5)?.ToList(), values.Count);

    /// <summary>
    /// Pairs after which an interval around the present estimate would no longer hold the nearer threshold. An estimate
    /// on the threshold itself would need any number; a quarter of the threshold is the least distance asked for.
    /// </summary>
    private static int PairsNeeded(double[] ratios, double estimate, Interval? interval, ComparisonSettings settings)
    {
        double threshold = settings.Effective;
        double edge = double.LogP1(threshold);
        double distance = Math.Max(Math.Abs(Math.Abs(estimate) - edge), edge / 4);
        int least = Math.Max(MinimumPairs, ratios.Length + 1);
        if (distance <= 0) return least;
        double scale = RobustScale.OfMedianDeviation(ratios);
        int byScale = Replication.PairsNeeded(scale, distance, settings.Alpha, settings.Power);
        // Where most ratios agree, the robust scale is too hopeful, and the interval itself tells more.
        double byInterval = interval is { } known ? ratios.Length * Math.Pow(known.HalfWidth / distance, 2) : 0;
        int most = Math.Max(least, MostPairsPromised);
        return (int)Math.Clamp(Math.Max(byScale, byInterval), least, most);
    }
}
