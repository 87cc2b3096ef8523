using System.Runtime.InteropServices;

namespace PerfOpt.Adapters.Linux;

/// <summary>The kernel's monotonic clock and the calling thread's processor clock, in nanoseconds.</summary>
public static partial class MonotonicClock
{
    private const int Monotonic = 1;
    private const int ThreadProcessorTime = 3;
    private const int AbsoluteTime = 1;
    private const int SetTimerSlack = 29;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Nanoseconds of <c>CLOCK_MONOTONIC</c>.</summary>
    public static long NowNs => Read(Monotonic);

    /// <summary>Processor time of the calling thread.</summary>
    public static long ThreadCpuNs => Read(ThreadProcessorTime);

    /// <summary>
    /// Sleeps until an instant of <see cref="NowNs"/>. The absolute deadline keeps a slow round from stretching the
    /// period; a signal may end the sleep early, which callers must tolerate.
    /// </summary>
    public static void SleepUntil(long deadlineNs)
    {
        var deadline = new TimeSpec(deadlineNs / NanosecondsPerSecond, deadlineNs % NanosecondsPerSecond);
        _ = clock_nanosleep(Monotonic, AbsoluteTime, in deadline, IntPtr.Zero);
    }

    /// <summary>
    /// Lets the calling thread's timers expire up to this late. The kernel's default of 50 microseconds would be felt
    /// above 1 kHz.
    /// </summary>
    public static void LimitTimerSlack(long nanoseconds) => _ = prctl(SetTimerSlack, (nuint)nanoseconds, 0, 0, 0);

    private static long Read(int clock)
    {
        _ = clock_gettime(clock, out var time);
        return time.Seconds * NanosecondsPerSecond + time.Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [LibraryImport("libc")]
    private static partial int clock_nanosleep(int clock, int flags, in TimeSpec request, IntPtr remaining);

    [LibraryImport("libc")]
    private static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);
}
