using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>Exit codes of gates. Decisions are the report's; here they only become numbers.</summary>
public static class TargetGate
{
    /// <summary>The exit code of <c>analyze --check</c>.</summary>
    /// <exception cref="PerfOptException">There is no target to hold the metrics against (exit code 2).</exception>
    public static int ExitCodeOf(ReportDocument? report)
    {
        if (report?.Baseline is not { } baseline)
            return ExitCodes.Undecided;
        List<Metric> gated = [.. baseline.Metrics.Where(metric => metric.Target is not null)];
        if (gated.Count == 0)
        {
            throw new PerfOptException("--check found no target to hold the metrics against",
                "set targets in perfopt.yaml, or name their file with --config FILE", ExitCodes.Usage);
        }

        return gated.Any(metric => metric.Verdict == TargetVerdict.Missed) ? ExitCodes.GateFailed
            : gated.Any(metric => metric.Verdict == TargetVerdict.None) ? ExitCodes.Undecided
            : ExitCodes.Done;
    }

    /// <summary>The exit code of <c>verify</c>; the first result is the one that the comparison was made for.</summary>
    public static int ExitCodeOf(VerificationSection verification)
    {
        IReadOnlyList<VerificationResult> results = verification.Results;
        if (results.Count == 0)
            return ExitCodes.Undecided;
        bool failed = results.Any(result => result.OutputUnchanged == false || result.TestsPassed == false)
            || results[0].Verdict == ComparisonVerdict.Regressed;
        return failed ? ExitCodes.GateFailed
            : results[0].Verdict == ComparisonVerdict.Inconclusive ? ExitCodes.Undecided
            : ExitCodes.Done;
    }
}
