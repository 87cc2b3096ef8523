using PerfOpt.Core.Model;

namespace PerfOpt.Report.Markdown;

/// <summary>
/// The report as Markdown, in the order and with the headings of the specification's <c>Output Format</c>. It holds
/// no figure that the JSON lacks, and nothing of the target's text becomes markup.
/// </summary>
public static class MarkdownReport
{
    /// <summary>The text of <c>report.md</c>; ends with one line feed.</summary>
    public static string Render(ReportDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var clean = FiniteFigures.Of(report);
        var to = new MarkdownWriter();
        to.Heading(2, "Performance Analysis Report");
        ExecutiveSummary.Write(clean, to);
        CurrentMetrics.Write(clean, to);
        BottleneckAnalysis.Write(clean, to);
        Opportunities.Write(clean, to);
        DetailedRecommendations.Write(clean, to);
        Outlook.WriteProjections(clean, to);
        Outlook.WriteScaling(clean, to);
        Outlook.WriteResources(clean, to);
        Closing.WriteRoadmap(clean, to);
        Closing.WriteVerification(clean, to);
        Closing.WriteRisks(clean, to);
        Closing.WriteRecommendation(clean, to);
        Closing.WriteChecklist(clean, to);
        Closing.WriteTrust(clean, to);
        return to.ToString();
    }

    /// <summary>Says of an empty section what was not measured and how to get it.</summary>
    internal static void WriteGaps(MarkdownWriter to, IEnumerable<Gap> gaps)
    {
        foreach (var gap in gaps)
            to.Item($"Not measured: {MarkdownText.Inline(gap.What)}. Why: {MarkdownText.Inline(gap.Why)}. "
                + $"To get it: {Mend(gap.Mend)}");
    }

    private static string Mend(string mend) => mend.StartsWith("perfopt ", StringComparison.Ordinal)
        ? MarkdownText.Code(mend)
        : MarkdownText.Inline(mend);
}
