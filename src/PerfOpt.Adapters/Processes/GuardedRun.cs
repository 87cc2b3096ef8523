using System.Diagnostics;
using PerfOpt.Adapters.Processes.Native;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// One run inside the guard, from start to the last process's end. Time and ended children move it through its phases;
/// it never waits itself.
/// </summary>
internal sealed class GuardedRun : IDisposable
{
    private static readonly long StopGrace = Ticks(2.0);
    private static readonly long LingerGrace = Ticks(0.2);
    private static readonly long EndGrace = Ticks(1.0);
    private static readonly long KillInterval = Ticks(0.02);
    private static readonly long KillLimit = Ticks(5.0);

    private readonly TargetStart _start;
    private readonly Reaper _reaper;
    private readonly UsageSum _usage = new();
    private Phase _phase = Phase.Running;
    private long _deadline;
    private long _killUntil;
    private ProcessEnd? _root;
    private bool _timedOut;
    private bool _interrupted;
    private int _orphans;

    /// <summary>Watches over a target that runs.</summary>
    public GuardedRun(TargetStart start, RunOrder order, Reaper reaper)
    {
        (_start, _reaper) = (start, reaper);
        double seconds = order.TimeoutNanoseconds / 1e9;
        _deadline = start.StartedAt + Ticks(Math.Min(seconds, TimeSpan.FromDays(365).TotalSeconds));
    }

    private enum Phase
    {
        /// <summary>The root runs.</summary>
        Running,
        /// <summary>All were asked to end, by the limit on time or the user.</summary>
        Stopping,
        /// <summary>The root ended; the others may do so by themselves.</summary>
        Lingering,
        /// <summary>The others were asked to end.</summary>
        Ending,
        /// <summary>All are killed.</summary>
        Killing,
        /// <summary>None is left, or none that we may kill.</summary>
        Over,
    }

    /// <summary>Whether nothing is left to do but <see cref="Summarize"/>.</summary>
    public bool IsOver => _phase == Phase.Over;

    /// <summary>The pumps there are.</summary>
    public IEnumerable<OutputPump> Pumps => new[] { _start.Output, _start.Error }.OfType<OutputPump>();

    /// <summary>Milliseconds until <see cref="Advance"/> has to be called, rounded up; -1 for never.</summary>
    public int MillisecondsToDeadline(long now)
    {
        long left = Math.Max(0, _deadline - now);
        return (int)Math.Min(int.MaxValue, Math.Ceiling(left * 1000.0 / Stopwatch.Frequency));
    }

    /// <summary>A child of the guard ended.</summary>
    public void Add(ProcessEnd end)
    {
        if (end.Id == _start.LauncherId)
            return;
        _usage.Add(end);
        if (end.Id != _start.RootId || _root is not null)
            return;
        _root = end;
        if (_phase == Phase.Running)
            Enter(Phase.Lingering, LingerGrace);
    }

    /// <summary>The user, or perfopt, wants it to end.</summary>
    public void Interrupt()
    {
        if (_phase > Phase.Stopping)
            return;
        _interrupted = true;
        if (_phase == Phase.Running)
            Stop();
    }

    /// <summary>Does what is due.</summary>
    public void Advance(long now)
    {
        if (_root is not null && _reaper.IsChildless())
            _phase = Phase.Over;
        if (_phase == Phase.Over || now < _deadline)
            return;
        switch (_phase)
        {
            case Phase.Running:
                _timedOut = true;
                Stop();
                break;
            case Phase.Lingering:
                _orphans = ProcessTree.Terminate(Environment.ProcessId);
                Enter(Phase.Ending, EndGrace);
                break;
            case Phase.Stopping or Phase.Ending:
                _killUntil = now + KillLimit;
                Enter(Phase.Killing, 0);
                break;
            default:
                ProcessTree.Kill(Environment.ProcessId);
                // A program of another user, or one in uninterruptible sleep, may outlast any signal.
                Enter(now < _killUntil ? Phase.Killing : Phase.Over, KillInterval);
                break;
        }
    }

    /// <summary>How it ended.</summary>
    public RunEnd Summarize()
    {
        foreach (var pump in Pumps)
        {
            while (pump.Take())
                continue;
        }
        long endedAt = _root?.At ?? Stopwatch.GetTimestamp();
        return new RunEnd
        {
            WaitStatus = _root?.WaitStatus ?? Signals.Kill,
            Usage = _usage.ToUsage((endedAt - _start.StartedAt) / (double)Stopwatch.Frequency),
            TimedOut = _timedOut,
            Interrupted = _interrupted,
            Orphans = _orphans,
            OutputTruncated = _start.Output?.IsTruncated ?? false,
            ErrorTail = _start.Error is { } error ? error.Tail.ToArray() : [],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pump in Pumps)
            pump.Dispose();
    }

    private static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    private void Stop()
    {
        ProcessTree.Terminate(Environment.ProcessId);
        Enter(Phase.Stopping, StopGrace);
    }

    private void Enter(Phase phase, long grace)
    {
        _phase = phase;
        _deadline = Stopwatch.GetTimestamp() + grace;
    }
}
