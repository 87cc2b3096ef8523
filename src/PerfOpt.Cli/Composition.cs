using System.Text;
using PerfOpt.Cli.Doctor;
using PerfOpt.Cli.Running;
using PerfOpt.Cli.Terminal;
using PerfOpt.Report;
using PerfOpt.Report.Html;
using PerfOpt.Report.Json;
using PerfOpt.Report.Markdown;
using PerfOpt.Report.Terminal;

namespace PerfOpt.Cli;

/// <summary>The one explicit list of what the commands are made of, and the only place that knows every part.</summary>
public static class Composition
{
    /// <summary>The operations of this version. A command whose operation is not listed is not offered.</summary>
    public static Operations Operations => new()
    {
        Analyze = AnalyzeOperation.RunAsync,
        Profile = ProfileOperation.RunAsync,
        Verify = VerifyOperation.RunAsync,
        ReadReport = ReportJson.ReadFile,
        WriteReport = ReportWriter.WriteAsync,
        Renderers = new Dictionary<ReportFormat, ReportRenderer>
        {
            [ReportFormat.Text] = (report, settings, _) => Task.FromResult(SummaryPrinter.Print(
                TerminalSummary.Build(report, settings.ReportPath, settings.Width), settings.Colour)),
            [ReportFormat.Json] = (report, _, _) => Task.FromResult(Encoding.UTF8.GetString(ReportJson.Write(report))),
            [ReportFormat.Markdown] = (report, _, _) => Task.FromResult(MarkdownReport.Render(report)),
            [ReportFormat.Html] = (report, _, _) => HtmlReport.RenderAsync(report),
        },
        Doctor = DoctorChecks.RunAll,
    };
}
