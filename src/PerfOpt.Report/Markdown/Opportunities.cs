using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>Step 4 by tiers of effort, the best first in each.</summary>
internal static class Opportunities
{
    public static void Write(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Optimization Opportunities");
        if (report.Recommendations.Count == 0)
        {
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "recommendations"));
            return;
        }

        var first = report.Recommendations.MinBy(r => r.Priority);
        foreach (var tier in Enum.GetValues<Tier>())
        {
            var (name, span) = Wording.Of(tier);
            to.Label(name, $" ({span}):");
            var some = report.Recommendations.Where(r => r.Tier == tier).OrderBy(r => r.Priority).ToList();
            foreach (var recommendation in some)
                WriteOne(recommendation, report.Baseline, ReferenceEquals(recommendation, first), to);
            if (some.Count == 0)
                to.Item("None found.");
        }
    }

    private static void WriteOne(Recommendation r, Baseline? baseline, bool isFirst, MarkdownWriter to)
    {
        var gain = r.Estimate is { } e
            ? "expected improvement: " + Sentences.Gain(e, baseline) : "expected improvement: not known, no estimate";
        to.Item($"{Inline(r.Id)}: {Inline(r.Title)}, {Inline(gain)}");
        to.Field("Effort", $"{Wording.Of(Wording.Effort(r.Tier))} ({Quantities.Hours(r.EffortHours)})", 2);
        to.Field("Impact", Wording.Of(r.Impact), 2);
        to.Field("Risk", Wording.Of(r.Risk), 2);
        if (isFirst)
            to.Field("Recommendation", "**DO THIS FIRST**", 2);
    }
}
