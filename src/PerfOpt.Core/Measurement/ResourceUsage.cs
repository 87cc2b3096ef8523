namespace PerfOpt.Core.Measurement;

/// <summary>
/// The kernel's own accounting of a process tree: <c>wait4(2)</c>'s <c>rusage</c> of the root and of every orphan,
/// each of which holds the descendants it waited for, and <c>/proc/pid/io</c> read before the root is reaped.
/// </summary>
public sealed record ResourceUsage
{
    /// <summary>Seconds from start to exit, monotonic clock.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>User seconds.</summary>
    public required double UserSeconds { get; init; }

    /// <summary>System seconds.</summary>
    public required double SystemSeconds { get; init; }

    /// <summary>Largest resident set of one process of the tree, bytes.</summary>
    public required long PeakRssBytes { get; init; }

    /// <summary>Bytes that storage delivered; absent where the kernel does not account it.</summary>
    public long? StorageReadBytes { get; init; }

    /// <summary>Bytes that were sent to storage; absent likewise.</summary>
    public long? StorageWriteBytes { get; init; }

    /// <summary>Voluntary and involuntary context switches.</summary>
    public required long ContextSwitches { get; init; }

    /// <summary>User and system seconds.</summary>
    public double CpuSeconds => UserSeconds + SystemSeconds;
}
