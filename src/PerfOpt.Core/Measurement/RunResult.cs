namespace PerfOpt.Core.Measurement;

/// <summary>How one run ended and what it used.</summary>
public sealed record RunResult
{
    /// <summary>The exit code, or 128 + the signal's number.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Whether the limit on time ended it.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether perfopt was interrupted and stopped it.</summary>
    public bool Interrupted { get; init; }

    /// <summary>What it used, of the whole process tree.</summary>
    public required ResourceUsage Usage { get; init; }

    /// <summary>The last lines of standard error, at most 4 KiB; empty where it was passed through.</summary>
    public string StandardErrorTail { get; init; } = "";

    /// <summary>Processes that outlived the root and were ended.</summary>
    public int Orphans { get; init; }

    /// <summary>Whether captured output was cut: at 64 MiB, or where the disk was full.</summary>
    public bool OutputTruncated { get; init; }
}
