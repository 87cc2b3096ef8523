using PerfOpt.Core.Model;

namespace PerfOpt.Report.Terminal;

/// <summary>The one command that a summary suggests.</summary>
internal static class NextCommand
{
    /// <summary>
    /// What fills the first gap where nothing can be concluded yet; else the text, which says how to make the change.
    /// </summary>
    public static string For(ReportDocument report, string reportPath)
    {
        if (report.Summary.Verdict is SummaryVerdict.Inconclusive or SummaryVerdict.Investigate
            && report.Gaps.FirstOrDefault(g => IsOurs(g.Mend)) is { } gap)
            return gap.Mend;
        if (report.Baseline is null)
            return Wording.Reproduce(report.Target);
        var isFile = Path.GetExtension(reportPath) is ".json" or ".md" or ".html";
        var folder = isFile ? Path.GetDirectoryName(reportPath) ?? "" : reportPath;
        return "less " + ShellWords.Join([Path.Combine(folder, ReportWriter.MarkdownName)]);
    }

    private static bool IsOurs(string line) =>
        (line.StartsWith("perfopt ", StringComparison.Ordinal)
            || line.StartsWith("./perfopt ", StringComparison.Ordinal))
        && !line.AsSpan().ContainsAny('\n', '\r');
}
