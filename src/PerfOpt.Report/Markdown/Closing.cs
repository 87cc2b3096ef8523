using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>From the roadmap to the end.</summary>
internal static class Closing
{
    public static void WriteRoadmap(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Implementation Roadmap");
        if (report.Roadmap.Count == 0)
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "roadmap"));
        foreach (var phase in report.Roadmap)
        {
            to.Label(Inline(phase.Phase));
            foreach (var item in phase.Items)
                to.Task((item.Recommendation is { } id ? Inline(id) + ": " : "")
                    + $"{Inline(item.Task)} ({Quantities.Hours(item.Hours)})");
        }
    }

    public static void WriteVerification(ReportDocument report, MarkdownWriter to)
    {
        var verification = report.Verification;
        to.Heading(3, "Verification Plan");
        WriteChecks(report, VerificationKind.BeforeAfter, "Before/After Testing", to);
        WriteChecks(report, VerificationKind.Production, "Production Verification", to);
        if (verification.Results.Count == 0)
            return;
        to.Label("Results");
        foreach (var result in verification.Results)
        {
            var id = result.Recommendation is { } r ? Inline(r) + ": " : "";
            to.Item($"{id}**{Wording.Of(result.Verdict)}**: {Inline(Sentences.Result(result, report.Baseline))}; "
                + Inline(string.Join("; ", Sentences.Beside(result))));
        }
    }

    public static void WriteRisks(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(3, "Risk Assessment");
        if (report.Risks.Count == 0)
        {
            to.Item(report.Recommendations.Count == 0
                ? "None: nothing is recommended." : "None is known beyond those of each recommendation.");
            return;
        }

        foreach (var level in Enum.GetValues<Level>().Where(l => report.Risks.Any(r => r.Level == l)))
        {
            to.Label(Wording.Of(level) + " Risk");
            foreach (var risk in report.Risks.Where(r => r.Level == level))
                to.Item(Inline(risk.Text));
        }
        to.Label("Mitigation");
        foreach (var mitigation in report.Risks.Select(r => r.Mitigation).Distinct())
            to.Item(Inline(mitigation));
    }

    public static void WriteRecommendation(ReportDocument report, MarkdownWriter to)
    {
        var conclusion = report.Conclusion;
        to.Heading(2, "Recommendation");
        to.Label("Verdict", ": " + Inline(conclusion.Verdict));
        to.Label("ROI", ": " + (conclusion.Roi is { } roi ? Inline(roi) : "not known: there is no estimate."));
        to.Label("Quick Start", ": " + QuickStart(report));
    }

    public static void WriteChecklist(ReportDocument report, MarkdownWriter to)
    {
        if (report.Checklist.Count == 0)
            return;
        to.Heading(2, "Optimization Checklist");
        foreach (var item in report.Checklist)
            to.Task(Inline(item.Item) + (item.Evidence is { } evidence ? $" ({Code(evidence)})" : ""), item.Done);
    }

    public static void WriteTrust(ReportDocument report, MarkdownWriter to)
    {
        to.Heading(2, "How Far to Trust This");
        foreach (var sentence in Sentences.Trust(report))
            to.Item(Inline(sentence));
        if (report.Gaps.Count == 0)
            return;
        to.Label("Not Looked At");
        foreach (var gap in report.Gaps)
            to.Item($"{Code(gap.Section)}: {Inline(gap.What)}: {Inline(gap.Why)}. To get it: {Inline(gap.Mend)}");
    }

    private static string QuickStart(ReportDocument report)
    {
        if (report.Conclusion.QuickStart is not { } id)
            return "nothing to begin with.";
        return report.Recommendations.FirstOrDefault(r => r.Id == id) is { } first
            ? $"{Inline(id)}, {Inline(first.Title)} ({Quantities.Hours(first.EffortHours)})"
            : Inline(id);
    }

    private static void WriteChecks(ReportDocument report, VerificationKind kind, string label, MarkdownWriter to)
    {
        to.Label(label);
        var checks = report.Verification.Plan.Where(c => c.Kind == kind).ToList();
        foreach (var check in checks)
            to.Task($"{Inline(check.Check)}: {Code(check.Command, 2000)}");
        if (checks.Count == 0 && kind is VerificationKind.Production)
            to.Item("Nothing to check: no change is planned for production.");
        else if (checks.Count == 0)
            MarkdownReport.WriteGaps(to, SectionGaps.OfEmpty(report, "verification"));
    }
}
