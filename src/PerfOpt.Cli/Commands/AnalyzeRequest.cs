using PerfOpt.Core;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>What the user asked of <c>perfopt analyze</c>.</summary>
public sealed record AnalyzeRequest
{
    /// <summary>The target and how it is measured.</summary>
    public required AnalysisOptions Options { get; init; }

    /// <summary>Whether <c>--warmups</c> was given: then the configuration does not count.</summary>
    public bool WarmupsGiven { get; init; }

    /// <summary>Whether <c>--timeout</c> was given, likewise.</summary>
    public bool TimeoutGiven { get; init; }

    /// <summary>The folder for the report, absolute; it exists and can be written to.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>The configuration file named by the user; null takes <c>perfopt.yaml</c> where there is one.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>The command line that repeats the analysis.</summary>
    public required string Invocation { get; init; }
}

/// <summary>What an analysis came to.</summary>
/// <param name="Report">What was measured, also when it ended early; null where nothing could be.</param>
/// <param name="Failure">Why it ended early; null where it did not, and where the user interrupted it.</param>
public sealed record AnalysisOutcome(ReportDocument? Report, PerfOptException? Failure = null);
