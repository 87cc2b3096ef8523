using PerfOpt.Core.Measurement;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// The usage of a tree: of each process that the guard reaped, which holds the children that it waited for itself.
/// </summary>
internal sealed class UsageSum
{
    private double _user;
    private double _system;
    private long _peakKibibytes;
    private long _switches;
    private long? _read = 0;
    private long? _written = 0;

    /// <summary>Adds a process that ended. Storage bytes are absent as soon as those of one process are.</summary>
    public void Add(ProcessEnd end)
    {
        _user += end.Usage.UserSeconds + end.Usage.UserMicroseconds / 1e6;
        _system += end.Usage.SystemSeconds + end.Usage.SystemMicroseconds / 1e6;
        _peakKibibytes = Math.Max(_peakKibibytes, end.Usage.MaxResidentKibibytes);
        _switches += end.Usage.VoluntarySwitches + end.Usage.InvoluntarySwitches;
        _read += end.ReadBytes;
        _written += end.WriteBytes;
    }

    /// <summary>The sum.</summary>
    public ResourceUsage ToUsage(double wallSeconds) => new()
    {
        WallSeconds = wallSeconds,
        UserSeconds = _user,
        SystemSeconds = _system,
        PeakRssBytes = _peakKibibytes * 1024,
        StorageReadBytes = _read,
        StorageWriteBytes = _written,
        ContextSwitches = _switches,
    };
}
