using System.Globalization;
using PerfOpt.Core.Model;
using static PerfOpt.Report.Markdown.MarkdownText;

namespace PerfOpt.Report.Markdown;

/// <summary>What was analysed, and what a reader with one minute needs.</summary>
internal static class ExecutiveSummary
{
    public static void Write(ReportDocument report, MarkdownWriter to)
    {
        var summary = report.Summary;
        to.Heading(3, "Executive Summary");
        to.Paragraph(Inline(summary.Headline, 1000));
        foreach (var finding in summary.KeyFindings)
            to.Item(Inline(finding, 1000));
        var score = summary.Score is { } s ? $"; score {s.ToString(CultureInfo.InvariantCulture)} of 100" : "";
        to.Label("Verdict", $": {Wording.Of(summary.Verdict)} ({Wording.Meaning(summary.Verdict)}){score}");
        to.Label("Analysed");
        WriteTarget(report, to);
    }

    private static void WriteTarget(ReportDocument report, MarkdownWriter to)
    {
        var (target, machine) = (report.Target, report.Environment);
        to.Field("Target", $"{Code(Wording.Subject(target))} ({Wording.Of(target.Kind)})");
        if (target.Command is not null)
        {
            to.Field("Database", target.Database is { } database ? Code(database) : null);
            to.Field("URL", target.Url is { } url ? Code(url) : null);
        }
        to.Field("Runtime", Inline(target.Runtime));
        to.Field("Commit", target.Revision is { } revision ? Code(revision) : null);
        to.Field("Working directory", target.WorkingDirectory is { } directory ? Code(directory) : null);
        to.Field("Machine", $"{Inline(machine.Os)}, {Inline(machine.Cpu)}, "
            + $"{Sentences.Plural(machine.Cores, "core")}, {Quantities.Bytes(machine.MemoryBytes)} of memory");
        to.Field("Written", report.Created.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'",
            CultureInfo.InvariantCulture) + $" by {Inline(report.Tool.Name)} {Inline(report.Tool.Version)}");
        to.Field("Repeat with", Code(Wording.Reproduce(target)));
    }
}
