using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>Each recommendation with its change ready to copy.</summary>
internal static class DetailedRecommendations
{
    public static void Write(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Detailed Recommendations");
        if (report.Recommendations.Count == 0)
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "recommendations"));
        foreach (var recommendation in report.Recommendations.OrderBy(r => r.Priority))
            WriteOne(recommendation, report, to);
    }

    private static void WriteOne(Recommendation r, ReportDocument report, MarkdownWriter to)
    {
        var baseline = report.Baseline;
        var cause = report.Bottlenecks.FirstOrDefault(b => b.Id == r.Bottleneck);
        to.Label($"Recommendation {Inline(r.Id.TrimStart('R'))}: {Inline(r.Title)}", "");
        to.Field("Location", cause is null ? null : BottleneckAnalysis.Place(cause));
        to.Field("Current", cause is null ? null : Inline(cause.Title)
            + (r.Estimate is { } now
                ? " (" + Inline(Wording.OfMetric(now.Metric) + " " + Sentences.Of(now, now.Before, baseline)) + ")"
                : ""));
        if (r.Estimate is { } e)
        {
            to.Field("After", Inline($"{Wording.OfMetric(e.Metric)} {Sentences.Of(e, e.After, baseline)}, "
                + $"interval {Sentences.Range(e, baseline)} ({Wording.Of(e.Basis)})"));
            to.Field("Expected improvement", $"{Inline(Sentences.Gain(e, baseline))}: {Inline(e.Method, 1000)}");
        }
        else
            to.Field("Expected improvement", "not known, no estimate");

        to.Item("Implementation:");
        to.Fence(r.Implementation.Language is ImplementationLanguage.Text
            ? "text" : JsonNames<ImplementationLanguage>.Of(r.Implementation.Language), r.Implementation.Text, 2);
        to.Field("Effort", Quantities.Hours(r.EffortHours));
        to.Field("Risk", Wording.Of(r.Risk) + (r.SideEffects.Count == 0 ? ""
            : " (" + string.Join(' ', r.SideEffects.Select(s => Inline(s))) + ")"));
        to.Field("Cost", Sentences.Cost(r.Cost) ?? "none known");
        to.Field("Rollback", r.Rollback.Contains(' ', StringComparison.Ordinal) && !r.Rollback.EndsWith(';')
            ? Inline(r.Rollback) : Code(r.Rollback));
    }
}
