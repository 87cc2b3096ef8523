using PerfOpt.Core.Model;

namespace PerfOpt.Report.Terminal;

/// <summary>The one command that a summary suggests.</summary>
internal static class NextCommand
{
    private const string Tool = "perfopt ";

    /// <summary>
    /// With something to change, the check of that change; else what fills the first gap; else the page.
    /// </summary>
    public static string For(ReportDocument report, string reportPath)
    {
        var check = report.Verification.Plan.FirstOrDefault(c =>
            c.Kind is VerificationKind.BeforeAfter && IsOurs(c.Command));
        if (report.Recommendations.Count > 0 && check is not null)
            return check.Command;
        if (report.Summary.Verdict is SummaryVerdict.Inconclusive or SummaryVerdict.Investigate
            && report.Gaps.FirstOrDefault(g => IsOurs(g.Mend)) is { } gap)
            return gap.Mend;
        if (report.Baseline is null)
            return Wording.Reproduce(report.Target);
        var page = reportPath.EndsWith(".html", StringComparison.Ordinal)
            ? reportPath : Path.Combine(Path.HasExtension(reportPath)
                ? Path.GetDirectoryName(reportPath) ?? "" : reportPath, ReportWriter.HtmlName);
        return "xdg-open " + ShellWords.Join([page]);
    }

    private static bool IsOurs(string line) =>
        line.StartsWith(Tool, StringComparison.Ordinal) && !line.AsSpan().ContainsAny('\n', '\r');
}
