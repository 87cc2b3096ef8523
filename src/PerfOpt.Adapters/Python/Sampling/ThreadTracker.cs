using System.Globalization;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>A Python thread from its first sample to its last, with its files of procfs kept open.</summary>
internal sealed class ThreadTracker : IDisposable
{
    private const int BufferBytes = 1024;

    private readonly string _folder;
    private readonly string _descriptors;
    private readonly ProcFile? _stat;
    private readonly ProcFile? _sched;
    private readonly ProcFile? _call;
    private readonly ProcessMemory _memory;
    private readonly byte[] _buffer = new byte[BufferBytes];

    public ThreadTracker(ProcessMemory memory, int threadId, int index)
    {
        _memory = memory;
        ThreadId = threadId;
        Index = index;
        _folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{memory.ProcessId}/task/{threadId}/");
        _descriptors = string.Create(CultureInfo.InvariantCulture, $"/proc/{memory.ProcessId}/fd/");
        if (threadId == 0)
            return;
        _stat = new ProcFile(_folder + "stat");
        _sched = new ProcFile(_folder + "schedstat");
        _call = new ProcFile(_folder + "syscall");
    }

    /// <summary>The kernel's id; 0 where not known.</summary>
    public int ThreadId { get; }

    /// <summary>Index among the profile's threads.</summary>
    public int Index { get; }

    /// <summary>What the stack reader remembers.</summary>
    public StackMemo Memo { get; } = new();

    /// <summary>The round in which the thread was last listed.</summary>
    public long SeenRound { get; set; }

    /// <summary>The last stack.</summary>
    public StackId Stack { get; set; } = StackId.Empty;

    /// <summary>What the thread did at the last sample.</summary>
    public ThreadActivity Activity { get; set; }

    /// <summary>Accounting at the last sample.</summary>
    public SchedStat? LastSched { get; set; }

    /// <summary>Whether the last sample found it waiting and has its stack.</summary>
    public bool Settled { get; set; }

    /// <summary>The kernel's accounting now; null where there is none.</summary>
    public SchedStat? ReadSched() => _sched is null ? null : SchedStat.Parse(_sched.Read(_buffer));

    /// <summary>
    /// Whether the thread has not run since it was found waiting, so that its stack cannot have changed.
    /// </summary>
    public bool HasNotRun(SchedStat? now) =>
        Settled && now is { Slices: > 0 } current && LastSched is { } last
        && current.Slices == last.Slices && current.RunNs == last.RunNs;

    /// <summary>The state's letter now.</summary>
    public char ReadState() => _stat is null ? 'R' : ThreadStat.StateOf(_stat.Read(_buffer));

    /// <summary>What a thread in this state does.</summary>
    /// <param name="state">The state's letter.</param>
    /// <param name="gil">The GIL structure's address; a futex in it is a wait for the GIL.</param>
    public ThreadActivity Classify(char state, ulong gil)
    {
        if (state == 'R')
            return ThreadActivity.OnCpu;
        if (_call is not null && BlockedSyscall.Parse(_call.Read(_buffer)) is { } call)
            return Classify(call, state, gil);
        var function = ProcFile.ReadText(_folder + "wchan");
        if (function.Length > 1)
            return WaitReason.OfKernelFunction(function);
        // It has begun to run since its state was read.
        return state == 'D' ? ThreadActivity.WaitDisk : _call is { IsOpen: true } ? ThreadActivity.OnCpu
            : ThreadActivity.WaitOther;
    }

    /// <summary>The kernel's name of the thread.</summary>
    public static string NameOf(int processId, int threadId) => ProcFile.ReadText(
        string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/task/{threadId}/comm")).TrimEnd('\n');

    /// <inheritdoc/>
    public void Dispose()
    {
        _stat?.Dispose();
        _sched?.Dispose();
        _call?.Dispose();
    }

    private ThreadActivity Classify(BlockedSyscall call, char state, ulong gil)
    {
        const ulong gilBytes = 256;
        if (WaitReason.IsFutex(call.Number) && gil != 0 && call.Argument0 >= gil && call.Argument0 < gil + gilBytes)
            return ThreadActivity.WaitGil;
        string? descriptor = null;
        if (WaitReason.NamesDescriptor(call.Number))
        {
            descriptor = LinkOf(call.Argument0);
        }
        else if (WaitReason.PollsOneDescriptor(call))
        {
            Span<byte> number = stackalloc byte[sizeof(int)];
            if (_memory.Read(call.Argument0, number) == MemoryStatus.Ok)
                descriptor = LinkOf(BitConverter.ToUInt32(number));
        }
        var activity = WaitReason.Of(call, descriptor);
        return activity == ThreadActivity.WaitOther && state == 'D' ? ThreadActivity.WaitDisk : activity;
    }

    private string? LinkOf(ulong descriptor) =>
        ProcFile.ReadLink(_descriptors + descriptor.ToString(CultureInfo.InvariantCulture));
}
