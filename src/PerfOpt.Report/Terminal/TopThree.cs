using System.Globalization;
using PerfOpt.Core.Model;
using static PerfOpt.Report.Terminal.TerminalStyle;

namespace PerfOpt.Report.Terminal;

/// <summary>Three lines for each of the worst bottlenecks: what, where and how sure, what its remedy brings.</summary>
internal static class TopThree
{
    public static void Add(Bottleneck b, ReportDocument report, int width, List<TerminalLine> lines)
    {
        var severity = b.Severity is Severity.Critical or Severity.High ? Bad : Plain;
        var cost = CostOf(b);
        var first = new LineBuilder(width).Add(b.Rank.ToString(CultureInfo.InvariantCulture) + " ", severity);
        var title = TextWidth.CutEnd(SafeText.Line(b.Title), Math.Max(8, first.Left - TextWidth.Of(cost) - 2));
        lines.Add(first.Add(title, Strong).Add("  " + cost, severity).Build());
        lines.Add(WhereLine(b, width));
        if (report.Recommendations.Where(r => r.Bottleneck == b.Id).MinBy(r => r.Priority) is { } remedy)
            lines.Add(GainLine(remedy, report.Baseline, width));
    }

    /// <summary>As short as it can be, so that the title has room.</summary>
    private static string CostOf(Bottleneck b) => b switch
    {
        { TimeSeconds: { } time, Share: { } share } => $"{Quantities.Duration(time)} ({Quantities.Percent(share)})",
        _ => Sentences.Cost(b) ?? Wording.Of(b.Severity).ToLowerInvariant(),
    };

    private static TerminalLine WhereLine(Bottleneck b, int width)
    {
        var (status, style) = b.Status is BottleneckStatus.Confirmed ? ("confirmed", Good) : ("suspected", Caution);
        var cause = Wording.Of(b.RootCause);
        return new LineBuilder(width).Add("  ")
            .AddPath(PlaceOf(b), TerminalStyle.Place, cause.Length + status.Length + 6)
            .Add(" · ", Muted).Add(cause).Add(" · ", Muted).Add(status, style).Build();
    }

    private static TerminalLine GainLine(Recommendation r, Baseline? baseline, int width)
    {
        var gain = r.Estimate is { } e
            ? $"{Wording.OfMetric(e.Metric)} {Sentences.Of(e, e.Before, baseline)} → {Sentences.Range(e, baseline)} "
                + $"({Wording.Of(e.Basis)})"
            : "gain not estimated";
        return new LineBuilder(width).Add("  ").Add(SafeText.Line(r.Id, 12) + " ", Strong).Add(gain, Good)
            .Add(" · ", Muted).Add(Quantities.Hours(r.EffortHours))
            .Add(" · ", Muted).Add("risk " + Wording.Of(r.Risk).ToLowerInvariant()).Build();
    }

    private static string PlaceOf(Bottleneck b) => SafeText.Line(b switch
    {
        { Location: { } place } => Wording.Place(place),
        { Table: { } table } => "table " + table,
        { Endpoint: { } endpoint } => endpoint,
        { Statement: { } statement } => statement,
        _ => "the whole run",
    });
}
