namespace PerfOpt.Core.Profiles;

/// <summary>Operations that wait or leave the process, by call site, seen by a probe in a run of its own.</summary>
public sealed record OperationLog
{
    /// <summary>By call site and type.</summary>
    public required IReadOnlyList<OperationSite> Sites { get; init; }

    /// <summary>Wall seconds of the run with the probe.</summary>
    public required double RunSeconds { get; init; }

    /// <summary>Operations that could not be kept because a bound was hit.</summary>
    public long Dropped { get; init; }
}

/// <summary>Operations of one type from one place.</summary>
public sealed record OperationSite
{
    /// <summary>What they do.</summary>
    public required OperationType Type { get; init; }

    /// <summary>What was called, such as <c>time.sleep</c> or <c>socket.recv</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The innermost frame of the user's own code.</summary>
    public required FrameInfo Frame { get; init; }

    /// <summary>The user's own frames around it, innermost first, the first being <see cref="Frame"/>.</summary>
    public required IReadOnlyList<FrameInfo> Stack { get; init; }

    /// <summary>Calls.</summary>
    public required long Count { get; init; }

    /// <summary>Wall seconds in them; 0 where they were only counted.</summary>
    public double TotalSeconds { get; init; }

    /// <summary>Distinct arguments (path, address, seconds), counted up to a bound.</summary>
    public long DistinctArguments { get; init; }

    /// <summary>Most of them under way at once, over all threads; 1 is one after another.</summary>
    public int MostAtOnce { get; init; } = 1;

    /// <summary>Those that began while a timed operation of another thread of the process was under way.</summary>
    public long Overlapped { get; init; }

    /// <summary>For each frame of <see cref="Stack"/>, its activations meanwhile; 0 where not known.</summary>
    public IReadOnlyList<long> StackActivations { get; init; } = [];

    /// <summary>Whether they were timed, or only counted.</summary>
    public bool Timed { get; init; } = true;

    /// <summary>A few of the arguments.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Threads that made them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Activations of the innermost function during which they happened.</summary>
    public long Activations { get; init; }

    /// <summary>Whether they ran inside a running asyncio event loop's thread.</summary>
    public bool InEventLoop { get; init; }
}

/// <summary>Sorts of operation.</summary>
public enum OperationType
{
    /// <summary>A timed sleep.</summary>
    Sleep,
    /// <summary>A connection made.</summary>
    SocketConnect,
    /// <summary>Sending or receiving.</summary>
    SocketTransfer,
    /// <summary>An HTTP request, from sending to the response's headers or body.</summary>
    HttpRequest,
    /// <summary>A name looked up.</summary>
    NameLookup,
    /// <summary>A file opened.</summary>
    FileOpen,
    /// <summary>Data forced to storage.</summary>
    FileSync,
    /// <summary>A process started.</summary>
    ProcessStart,
    /// <summary>Waiting for a process.</summary>
    ProcessWait,
    /// <summary>Waiting for a lock, queue, event or thread.</summary>
    LockWait,
}
