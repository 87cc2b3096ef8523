using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>Step 1: the baseline and what is wrong with it.</summary>
internal static class CurrentMetrics
{
    public static void Write(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Current Performance Metrics");
        to.Label("Baseline");
        if (report.Baseline is { Metrics.Count: > 0 } baseline)
        {
            foreach (var metric in baseline.Metrics)
                to.Item(Of(metric));
        }
        else
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "baseline"));

        to.Label("Issues");
        foreach (var issue in report.Baseline?.Issues ?? [])
            to.Item(Inline(issue));
        if (report.Baseline is not { Issues.Count: > 0 })
            to.Item(WithoutIssues(report.Baseline));
    }

    private static string Of(Metric metric)
    {
        var target = Sentences.Target(metric) is { } t ? " (" + Inline(t) + ")" : "";
        var percentiles = Sentences.Percentiles(metric) is { } p ? "; " + p : "";
        var spread = metric is { Min: { } min, Max: { } max }
            ? "; range " + Quantities.Interval(min, max, metric.Name, metric.Unit) : "";
        return $"{Inline(Wording.Of(metric))}: {Inline(Sentences.Middle(metric))}{target}{Inline(percentiles)}"
            + $"{Inline(spread)}; {Sentences.Plural(metric.Samples, "value")}";
    }

    private static string WithoutIssues(Baseline? baseline)
    {
        if (baseline is null)
            return "Not known: there is no baseline.";
        return baseline.Metrics.Any(m => m.Target is not null)
            ? "None: no target was missed."
            : "None known: no target is set. Set targets in `perfopt.yaml`.";
    }
}
