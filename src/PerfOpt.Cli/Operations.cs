using PerfOpt.Cli.Commands;
using PerfOpt.Cli.Doctor;
using PerfOpt.Core;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli;

/// <summary>
/// What the commands call. A command whose operation is null is not built and is not offered. Each operation throws
/// <see cref="PerfOptException"/> for what the user can mend and, when cancelled, returns what was measured.
/// </summary>
public sealed record Operations
{
    /// <summary>Runs the five steps on a command.</summary>
    public Func<AnalyzeRequest, IProgress<ProgressEvent>, CancellationToken, Task<AnalysisOutcome>>? Analyze
    { get; init; }

    /// <summary>Samples a command or a process, and writes the profile's files into the request's folder.</summary>
    public Func<ProfileRequest, CancellationToken, Task<ProfileOutcome>>? Profile { get; init; }

    /// <summary>Compares two commands.</summary>
    public Func<VerifyOptions, IProgress<ProgressEvent>, CancellationToken, Task<ComparisonOutcome>>? Verify
    { get; init; }

    /// <summary>Reads a report from a file.</summary>
    public Func<string, ReportDocument>? ReadReport { get; init; }

    /// <summary>Writes a report's files into a folder.</summary>
    public Func<ReportDocument, string, CancellationToken, Task>? WriteReport { get; init; }

    /// <summary>Writes a report to a stream of text, by format.</summary>
    public IReadOnlyDictionary<ReportFormat, ReportRenderer> Renderers { get; init; } =
        new Dictionary<ReportFormat, ReportRenderer>();

    /// <summary>Checks the environment; the folder is the one that reports would go to.</summary>
    public Func<string, IReadOnlyList<CheckResult>>? Doctor { get; init; }
}

/// <summary>Makes a text of a report.</summary>
/// <param name="report">The report.</param>
/// <param name="settings">How it looks on a terminal; of no matter to the other formats.</param>
/// <param name="cancellationToken">Ends it.</param>
public delegate Task<string> ReportRenderer(
    ReportDocument report, RenderSettings settings, CancellationToken cancellationToken);

/// <summary>How a rendering for the terminal looks.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Colour">Whether escape sequences for colours are written.</param>
/// <param name="ReportPath">The report's page, as the user would open it.</param>
public sealed record RenderSettings(int Width, bool Colour, string ReportPath);

/// <summary>What a report is written as.</summary>
public enum ReportFormat
{
    /// <summary>The summary for the terminal.</summary>
    Text,
    /// <summary>The document itself.</summary>
    Json,
    /// <summary>The whole report as Markdown.</summary>
    Markdown,
    /// <summary>The page.</summary>
    Html,
}
