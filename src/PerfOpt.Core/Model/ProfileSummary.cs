namespace PerfOpt.Core.Model;

/// <summary>Step 2: where the time went.</summary>
public sealed record ProfileSummary
{
    /// <summary>How it was observed: <c>sampling</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>Samples asked for per second and thread.</summary>
    public required double RateHz { get; init; }

    /// <summary>Samples a second that were reached.</summary>
    public double? ReachedHz { get; init; }

    /// <summary>Stack samples taken.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples due that were not taken, or taken and found unusable.</summary>
    public required long LostSamples { get; init; }

    /// <summary>CPU seconds of the sampler over the profile's wall seconds, absent where not measured.</summary>
    public double? Overhead { get; init; }

    /// <summary>Share of the threads' time on a processor; absent where not measured.</summary>
    public double? OnCpuShare { get; init; }

    /// <summary>Share of it waiting.</summary>
    public double? WaitShare { get; init; }

    /// <summary>Functions and lines by cost, most costly first.</summary>
    public IReadOnlyList<Hotspot> Hotspots { get; init; } = [];

    /// <summary>Database statements by total time.</summary>
    public IReadOnlyList<StatementSummary> Statements { get; init; } = [];

    /// <summary>Memory over time; absent where not measured.</summary>
    public MemorySummary? Memory { get; init; }

    /// <summary>Operations on files, sockets and processes; absent where not measured.</summary>
    public IoSummary? Io { get; init; }

    /// <summary>Locks by waiting.</summary>
    public IReadOnlyList<LockSummary> Locks { get; init; } = [];

    /// <summary>The profile's files, relative to the report.</summary>
    public ProfileArtifacts? Artifacts { get; init; }
}
