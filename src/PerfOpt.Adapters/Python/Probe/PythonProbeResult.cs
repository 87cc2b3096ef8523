using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>What a run with the probe told.</summary>
public sealed record PythonProbeResult
{
    /// <summary>How the run ended.</summary>
    public required RunResult Run { get; init; }

    /// <summary>Statements; null where no database was opened or no process was seen.</summary>
    public required StatementLog? Statements { get; init; }

    /// <summary>Waits, starts of processes, opened files; null where no process was seen.</summary>
    public required OperationLog? Operations { get; init; }

    /// <summary>The interpreter of the process that ran longest; null where none was seen.</summary>
    public required string? Interpreter { get; init; }

    /// <summary>Its version, such as <c>3.11.7</c>.</summary>
    public required string? Version { get; init; }

    /// <summary>Python processes that were seen.</summary>
    public required int Processes { get; init; }

    /// <summary>What was not seen, and why.</summary>
    public required IReadOnlyList<Gap> Gaps { get; init; }
}
