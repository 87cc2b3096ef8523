namespace PerfOpt.Core.Profiles;

/// <summary>What a thread did when it was sampled.</summary>
public enum ThreadActivity : byte
{
    /// <summary>On a processor, or ready for one.</summary>
    OnCpu,
    /// <summary>Waiting for the interpreter's lock (inferred: ready in Python, not its holder, in a futex).</summary>
    WaitGil,
    /// <summary>Waiting for another lock or condition (futex).</summary>
    WaitLock,
    /// <summary>In a timed sleep.</summary>
    WaitSleep,
    /// <summary>Waiting for a socket.</summary>
    WaitNetwork,
    /// <summary>Waiting for storage.</summary>
    WaitDisk,
    /// <summary>Waiting for a pipe or terminal.</summary>
    WaitPipe,
    /// <summary>Waiting for several descriptors (poll, select, epoll).</summary>
    WaitPoll,
    /// <summary>Waiting for a child process.</summary>
    WaitProcess,
    /// <summary>Waiting for something else.</summary>
    WaitOther,
}
