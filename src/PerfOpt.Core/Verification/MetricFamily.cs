using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Statistics;

namespace PerfOpt.Core.Verification;

/// <summary>
/// The metrics that are compared at once. Wall time is the question asked beforehand and is answered at the full α.
/// CPU time and peak memory are looked at beside it: their p values are adjusted by Holm over the two, and neither is
/// called improved or regressed without an adjusted p value of at most α.
/// </summary>
internal static class MetricFamily
{
    /// <summary>Compares the metrics whose values are all positive; none without a pair.</summary>
    public static IReadOnlyList<VerificationResult> Compare(
        VerifyRequest request, IReadOnlyList<RunPair> pairs, double alpha)
    {
        ComparisonSettings settings = new()
        {
            Threshold = request.Threshold,
            NoiseFloor = request.NoiseFloor,
            Alpha = alpha,
        };
        VerificationResult? gate = Compare(MetricNames.WallTime, pairs, u => u.WallSeconds, settings);
        VerificationResult?[] beside =
        [
            Compare(MetricNames.CpuTime, pairs, u => u.CpuSeconds, settings),
            Compare(MetricNames.PeakRss, pairs, u => u.PeakRssBytes, settings),
        ];
        VerificationResult[] adjusted = Adjust([.. beside.OfType<VerificationResult>()], alpha);
        IEnumerable<VerificationResult> all = gate is null ? adjusted : [gate, .. adjusted];
        return [.. all.Select(r => r with { Recommendation = request.Recommendation })];
    }

    private static VerificationResult? Compare(
        string metric, IReadOnlyList<RunPair> pairs, Func<ResourceUsage, double> value, ComparisonSettings settings)
    {
        double[] before = [.. pairs.Select(p => value(p.Before))];
        double[] after = [.. pairs.Select(p => value(p.After))];
        // CPU time below the kernel's tick reads 0, of which no ratio can be made.
        return before.Length == 0 || before.Concat(after).Any(v => !(v > 0))
            ? null
            : PairedComparison.Compare(metric, before, after, settings);
    }

    private static VerificationResult[] Adjust(VerificationResult[] results, double alpha)
    {
        if (results.Any(r => r.PValue is null)) return results;
        IReadOnlyList<double> adjusted = Holm.Adjust([.. results.Select(r => r.PValue!.Value)]);
        return [.. results.Select((r, i) => r with
        {
            PValue = adjusted[i],
            Verdict = r.Verdict is ComparisonVerdict.Improved or ComparisonVerdict.Regressed && adjusted[i] > alpha
                ? ComparisonVerdict.Inconclusive
                : r.Verdict,
        })];
    }
}
