using System.Globalization;
using System.Text;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>A comparison of two commands in words.</summary>
public static class VerifyText
{
    /// <summary>For the terminal: a verdict line for each metric and what it rests on.</summary>
    public static string Plain(VerificationSection verification)
    {
        var text = new StringBuilder();
        foreach (VerificationResult result in verification.Results)
        {
            text.Append(result.Metric).Append(": ").AppendLine(Verdict(result));
            if (result is { Verdict: ComparisonVerdict.Inconclusive, PairsNeeded: { } pairs })
                text.AppendLine(Invariant($"  about {pairs} pairs would decide: --pairs {pairs}"));
            text.Append("  before ").Append(Side(result.Before, result.Metric))
                .Append("   after ").AppendLine(Side(result.After, result.Metric));
        }

        foreach (string line in Output(verification))
            text.AppendLine(line);
        return text.ToString().TrimEnd();
    }

    /// <summary>As a Markdown table.</summary>
    public static string Markdown(VerificationSection verification)
    {
        var text = new StringBuilder("""
            | metric | before | after | change | verdict |
            | --- | --- | --- | --- | --- |

            """);
        foreach (VerificationResult result in verification.Results)
        {
            text.Append("| ").Append(result.Metric)
                .Append(" | ").Append(Side(result.Before, result.Metric))
                .Append(" | ").Append(Side(result.After, result.Metric))
                .Append(" | ").Append(Change(result))
                .Append(" | ").Append(Word(result.Verdict)).Append(" |\n");
        }

        foreach (string line in Output(verification))
            text.Append('\n').Append(line).Append('\n');
        return text.ToString().TrimEnd();
    }

    private static string Verdict(VerificationResult result)
    {
        string basis = result.Threshold is { } threshold ? Invariant($", threshold {threshold * 100:0.##} %") : "";
        return $"{Word(result.Verdict)}, {Change(result)}{basis}";
    }

    private static string Change(VerificationResult result)
    {
        string interval = result.ChangeCi95 is [var low, var high]
            ? $" (95 % interval {Percent(low)} to {Percent(high)})"
            : "";
        return Percent(result.Change) + interval;
    }

    private static string Percent(double fraction) =>
        (fraction * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + " %";

    private static string Side(VerificationSide side, string metric) =>
        Invariant($"{Value(side.Median, metric)}, {side.Runs} runs");

    private static string Value(double value, string metric) => metric switch
    {
        MetricNames.PeakRss => Invariant($"{value / (1 << 20):0.0} MiB"),
        MetricNames.WallTime or MetricNames.CpuTime => value < 1
            ? Invariant($"{value * 1000:0.0} ms")
            : Invariant($"{value:0.000} s"),
        _ => Invariant($"{value:G4}"),
    };

    private static IEnumerable<string> Output(VerificationSection verification)
    {
        bool? unchanged = verification.Results.Any(result => result.OutputUnchanged == false)
            ? false
            : verification.Results is [var first, ..] ? first.OutputUnchanged : null;
        if (unchanged is { } same)
            yield return same ? "output: the same" : "output: DIFFERENT, so the new command does not do the same work";
    }

    private static string Word(ComparisonVerdict verdict) => verdict switch
    {
        ComparisonVerdict.Improved => "improved",
        ComparisonVerdict.Regressed => "regressed",
        ComparisonVerdict.Equivalent => "equivalent",
        _ => "inconclusive",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
