namespace PerfOpt.Core.Model;

/// <summary>Operations of one run; a figure that was not counted is absent.</summary>
public sealed record IoSummary
{
    /// <summary>Read calls.</summary>
    public long? Reads { get; init; }
    /// <summary>Write calls.</summary>
    public long? Writes { get; init; }
    /// <summary>Calls that force data to storage.</summary>
    public long? Syncs { get; init; }
    /// <summary>Bytes that read calls returned.</summary>
    public long? BytesRead { get; init; }
    /// <summary>Bytes given to write calls.</summary>
    public long? BytesWritten { get; init; }
    /// <summary>Files opened.</summary>
    public long? Opens { get; init; }
    /// <summary>Connections made.</summary>
    public long? Connects { get; init; }
    /// <summary>Processes started.</summary>
    public long? ProcessesStarted { get; init; }
}
