using System.Runtime.InteropServices;

namespace PerfOpt.Adapters.Linux;

/// <summary>
/// Stops one thread of another process for a moment, through <c>ptrace(2)</c>. All calls for a thread must come from
/// the same operating system thread. A thread is held only between <see cref="TryStop"/> and <see cref="Release"/>;
/// if perfopt dies meanwhile the kernel lets it run on, which a <c>SIGSTOP</c> would not.
/// </summary>
public static partial class TracedThread
{
    private const nint Detach = 17;
    private const nint SignalInfoRequest = 0x4202;
    private const nint Seize = 0x4206;
    private const nint Interrupt = 0x4207;
    private const int NotPermitted = 1;
    private const int NoSuchThread = 3;
    private const int StopEvent = 128;
    private const int SpinsBeforeSleep = 50;
    private const long PollNs = 20_000;

    /// <summary>Stops a thread and waits until it is stopped.</summary>
    /// <param name="threadId">The kernel's id.</param>
    /// <param name="limitNs">How long to wait: a thread in an uninterruptible call stops only when that ends.</param>
    /// <param name="signal">The signal to hand over on release; 0 for none.</param>
    public static StopResult TryStop(int threadId, long limitNs, out int signal)
    {
        signal = 0;
        if (ptrace(Seize, threadId, 0, 0) != 0)
            return Marshal.GetLastPInvokeError() == NotPermitted ? StopResult.Refused : StopResult.Gone;
        if (ptrace(Interrupt, threadId, 0, 0) != 0)
            return StopResult.Gone;
        return AwaitStop(threadId, limitNs, out signal);
    }

    /// <summary>Goes on waiting for a thread whose stop is <see cref="StopResult.Pending"/>.</summary>
    public static StopResult AwaitStop(int threadId, long limitNs, out int signal)
    {
        signal = 0;
        var deadline = MonotonicClock.NowNs + limitNs;
        for (var spin = 0; ; spin++)
        {
            // Not by waiting for the thread's status: that could take from whoever started the process what is his.
            // The request is answered only while the thread stands still.
            if (Request(SignalInfoRequest, threadId, out var info) == 0)
            {
                signal = info.Code >> 8 == StopEvent ? 0 : info.Signal;
                return StopResult.Stopped;
            }
            if (Marshal.GetLastPInvokeError() != NoSuchThread || (spin % SpinsBeforeSleep == 0 && HasEnded(threadId)))
                return StopResult.Gone;
            var now = MonotonicClock.NowNs;
            if (now >= deadline)
                return StopResult.Pending;
            if (spin >= SpinsBeforeSleep)
                MonotonicClock.SleepUntil(now + PollNs);
        }
    }

    private static bool HasEnded(int threadId) =>
        ProcessTree.Stat(threadId) is not { State: not ('Z' or 'X') };

    private static unsafe nint Request(nint request, int threadId, out SignalInfo info)
    {
        fixed (SignalInfo* into = &info)
            return ptrace(request, threadId, 0, (nint)into);
    }

    /// <summary>Lets a stopped thread run on, untraced, and delivers the signal that it was about to get.</summary>
    public static void Release(int threadId, int signal) => _ = ptrace(Detach, threadId, 0, signal);

    [StructLayout(LayoutKind.Sequential, Size = 128)]
    private readonly struct SignalInfo
    {
        public readonly int Signal;
        public readonly int Error;
        public readonly int Code;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptrace(nint request, nint pid, nint address, nint data);
}

/// <summary>How stopping a thread went.</summary>
public enum StopResult
{
    /// <summary>It stands still until it is released.</summary>
    Stopped,
    /// <summary>It will stop as soon as its kernel call ends; wait again, then release.</summary>
    Pending,
    /// <summary>It has ended.</summary>
    Gone,
    /// <summary>The kernel refused (no permission, or another tracer has it).</summary>
    Refused,
}
