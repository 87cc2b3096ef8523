using PerfOpt.Core.Model;
using static PerfOpt.Report.Terminal.TerminalStyle;

namespace PerfOpt.Report.Terminal;

/// <summary>
/// The summary that fits 80 columns and 24 lines: what was analysed, the verdict, targets, the top three, how far
/// to trust it, where the report is, and one next command. All lines keep to the width except the report's path and
/// the next command, which must stay whole to be of use.
/// </summary>
public static class TerminalSummary
{
    private const int Top = 3;
    private const int MostTargets = 3;
    private const int LeastWidth = 40;
    private const int MostWidth = 120;

    /// <summary>Makes the view.</summary>
    /// <param name="report">The report.</param>
    /// <param name="reportPath">Where it was written: the folder or a file, as the user would open it.</param>
    /// <param name="width">Columns of the terminal; taken as between 40 and 120.</param>
    public static TerminalView Build(ReportDocument report, string reportPath, int width = 80)
    {
        ArgumentNullException.ThrowIfNull(report);
        var clean = FiniteFigures.Of(report);
        var columns = Math.Clamp(width, LeastWidth, MostWidth);
        var lines = new List<TerminalLine>();
        AddHeader(clean, columns, lines);
        lines.Add(Blank);
        var targets = clean.Baseline?.Metrics.Count(m => m.Target is not null) ?? 0;
        AddVerdict(clean.Summary, columns, 2 + MostTargets - Math.Clamp(targets, 1, MostTargets), lines);
        AddTargets(clean, columns, lines);
        AddTop(clean, columns, lines);
        lines.Add(Blank);
        AddTrust(clean, columns, lines);
        lines.Add(new LineBuilder(columns).Add("Report  ", Strong)
            .AddWhole(SafeText.Line(reportPath, 4096), Place).Build());
        lines.Add(new LineBuilder(columns).Add("Next    ", Strong)
            .AddWhole(SafeText.Line(NextCommand.For(clean, reportPath), 8192), Command).Build());
        return new TerminalView(lines);
    }

    private static TerminalLine Blank { get; } = new([]);

    private static void AddHeader(ReportDocument report, int width, List<TerminalLine> lines)
    {
        var (target, machine) = (report.Target, report.Environment);
        lines.Add(new LineBuilder(width).Add("perfopt ", Strong)
            .AddPath(SafeText.Line(Wording.Subject(target)), Strong).Build());
        var rest = string.Join(" · ", ["", Sentences.Plural(machine.Cores, "core"),
            Quantities.Bytes(machine.MemoryBytes),
            target.Revision is { } revision ? "commit " + ShortRevision(revision) : "commit not known"]);
        var runtime = SafeText.Line(target.Runtime ?? Wording.Of(target.Kind), 20) + " · ";
        lines.Add(new LineBuilder(width).Add(runtime, Muted)
            .Add(TextWidth.CutEnd(SafeText.Line(machine.Os), width - TextWidth.Of(runtime + rest)), Muted)
            .Add(rest, Muted).Build());
    }

    /// <summary>Twelve digits of the hash name a commit well enough here.</summary>
    private static string ShortRevision(string revision)
    {
        var safe = SafeText.Line(revision, 80);
        var plus = safe.IndexOf('+', StringComparison.Ordinal);
        var (hash, rest) = plus < 0 ? (safe, "") : (safe[..plus], safe[plus..]);
        return TextWidth.CutEnd(hash.Length > 12 && hash.All(char.IsAsciiHexDigit) ? hash[..12] + rest : safe, 24);
    }

    private static void AddVerdict(Summary summary, int width, int most, List<TerminalLine> lines)
    {
        var word = Wording.Of(summary.Verdict).ToUpperInvariant();
        var style = summary.Verdict switch
        {
            SummaryVerdict.Healthy => Good,
            SummaryVerdict.Proceed => Strong,
            _ => Caution,
        };
        var wrapped = TextWidth.Wrap(SafeText.Line(summary.Headline), width - word.Length - 2, most);
        for (var i = 0; i < wrapped.Count; i++)
            lines.Add(new LineBuilder(width)
                .Add(i == 0 ? word : new string(' ', word.Length), style)
                .Add("  " + wrapped[i], Strong).Build());
    }

    private static void AddTargets(ReportDocument report, int width, List<TerminalLine> lines)
    {
        var metrics = report.Baseline?.Metrics ?? [];
        var shown = metrics.Where(m => m.Target is not null).OrderByDescending(m => m.Verdict).ToList();
        if (shown.Count == 0)
        {
            var wall = report.Baseline?.Find(MetricNames.WallTime);
            lines.Add(wall is null
                ? new LineBuilder(width).Add("· No run could be measured", Caution).Build()
                : new LineBuilder(width).Add("· Wall time " + Sentences.Middle(wall))
                    .Add("; no targets in perfopt.yaml", Muted).Build());
            return;
        }

        foreach (var metric in shown.Take(MostTargets))
            lines.Add(TargetLine(metric, shown.Count - MostTargets, ReferenceEquals(metric, shown[^1])
                || ReferenceEquals(metric, shown[Math.Min(MostTargets, shown.Count) - 1]), width));
    }

    private static TerminalLine TargetLine(Metric metric, int more, bool isLast, int width)
    {
        var (mark, style) = metric.Verdict switch
        {
            TargetVerdict.Met => ("✓ ", Good),
            TargetVerdict.Missed => ("✗ ", Bad),
            _ => ("? ", Caution),
        };
        var line = new LineBuilder(width).Add(mark, style).Add(TextWidth.CutEnd(Wording.Of(metric), 30))
            .Add(" " + Sentences.Judged(metric))
            .Add(" (target " + Sentences.Limit(metric) + ")", style);
        if (isLast && more > 0)
            line.Add($", and {Quantities.Count(more)} more", Muted);
        return line.Build();
    }

    private static void AddTop(ReportDocument report, int width, List<TerminalLine> lines)
    {
        lines.Add(Blank);
        if (report.Bottlenecks.Count == 0)
            lines.Add(new LineBuilder(width).Add("No bottleneck was found", report.Profile is null ? Caution : Good)
                .Add(report.Profile is null ? ": the target could not be observed" : "", Caution).Build());
        foreach (var bottleneck in report.Bottlenecks.Take(Top))
            TopThree.Add(bottleneck, report, width, lines);
    }

    private static void AddTrust(ReportDocument report, int width, List<TerminalLine> lines)
    {
        var noise = report.Environment.Noise;
        var parts = new List<string>
        {
            noise.CoefficientOfVariation is { } cv ? "noise " + Quantities.Percent(cv) : "noise not measured",
        };
        if (report.Baseline is { } baseline)
            parts.Add(Sentences.Plural(baseline.Runs, "run"));
        if (report.Profile is { } profile)
            parts.Add($"{Quantities.Count(profile.LostSamples)} of "
                + $"{Sentences.Plural(profile.Samples + profile.LostSamples, "sample")} lost");
        if (report.Gaps.Count > 0)
            parts.Add(Sentences.Plural(report.Gaps.Count, "thing") + " not looked at");
        lines.Add(new LineBuilder(width).Add("Trust   ", Strong).Add(string.Join(" · ", parts)).Build());
        if (noise.Warnings.Count > 0)
            lines.Add(new LineBuilder(width).Add("        ").Add(SafeText.Line(noise.Warnings[0]), Caution).Build());
    }
}
