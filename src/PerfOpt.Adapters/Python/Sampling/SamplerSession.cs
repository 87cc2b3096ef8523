using System.Globalization;
using PerfOpt.Adapters.Linux;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>A process, and its descendants, being sampled.</summary>
public sealed class SamplerSession : IDisposable
{
    private const long TimerSlackNs = 1_000;
    private const long ScanNs = 50_000_000;
    private const long IdleNs = 2_000_000;

    private readonly TargetProcess _root;
    private readonly PythonRuntimeLocator _locator;
    private readonly SamplerOptions _options;
    private readonly SampleLog _log;
    private readonly SampleCounts _counts = new();
    private readonly List<TargetProcess> _processes = [];
    private readonly HashSet<int> _known = [];
    private readonly long _startNs = MonotonicClock.NowNs;
    private readonly RoundClock _clock;
    private readonly Task _running;
    private volatile bool _stopped;
    private long _rounds;
    private long _firstRoundNs;
    private long _lastRoundNs;
    private long _processorNs;
    private int _stride = 1;
    private StackProfile? _profile;

    internal SamplerSession(TargetProcess root, PythonRuntimeLocator locator, SamplerOptions options)
    {
        _root = root;
        _locator = locator;
        _options = options;
        _log = new SampleLog(options.MaxSamples);
        _clock = new RoundClock(options.RateHz, _startNs);
        _processes.Add(root);
        _known.Add(root.ProcessId);
        // Long running: a thread of its own, which ptrace and the timer's slack both need.
        _running = Task.Factory.StartNew(
            Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Completes when the process has ended or the session was stopped.</summary>
    public Task Completion => _running;

    /// <summary>Samples taken so far, about.</summary>
    public long Samples => _counts.Read;

    /// <summary>Calls that read the processes' memory, and bytes read, once the sampling has ended.</summary>
    public (long Calls, long Bytes) Readings => (_counts.Calls, _counts.BytesRead);

    /// <summary>The interpreter of the root process; null until one is found.</summary>
    public PythonRuntimeInfo? Runtime => _root.Runtime;

    /// <summary>
    /// Why the root process could not be sampled; null when it could, or has not been an interpreter.
    /// </summary>
    public PerfOptException? Failure => _root.Refusal;

    /// <summary>Ends the sampling; the processes run on.</summary>
    public void Stop() => _stopped = true;

    /// <summary>Ends the sampling and gives what was measured, also when the processes have long ended.</summary>
    public StackProfile Finish()
    {
        Stop();
        _running.GetAwaiter().GetResult();
        return _profile ??= _log.Builder.Build(Quality());
    }

    /// <summary>Ends the sampling.</summary>
    public void Dispose()
    {
        Stop();
        _running.GetAwaiter().GetResult();
    }

    private void Run()
    {
        Thread.CurrentThread.Name = "perfopt sampler";
        MonotonicClock.LimitTimerSlack(TimerSlackNs);
        var nextScan = 0L;
        while (!_stopped)
        {
            var now = MonotonicClock.NowNs;
            var idle = _processes.TrueForAll(process => process.Sampler is null);
            if (now >= nextScan || idle)
            {
                var descend = now >= nextScan;
                if (!Refresh(now, descend))
                    break;
                if (descend)
                    nextScan = now + ScanNs;
            }
            if (!TakeRound())
            {
                MonotonicClock.SleepUntil(now + IdleNs);
                _clock.Restart(MonotonicClock.NowNs);
                continue;
            }
            if (_log.Stride > _stride)
            {
                _stride = _log.Stride;
                _clock.Halve();
            }
            _clock.WaitForNext(() => _stopped);
        }
        _log.CloseAll(MonotonicClock.NowNs - _startNs);
        foreach (var process in _processes)
            process.Dispose();
        _processorNs = MonotonicClock.ThreadCpuNs;
    }

    /// <summary>Looks after the processes known, and for new ones; false when the root has ended.</summary>
    private bool Refresh(long now, bool descend)
    {
        for (var i = _processes.Count - 1; i >= 0; i--)
        {
            var process = _processes[i];
            if (process.Refresh(now, _log, _counts))
                continue;
            process.Sampler?.Close(_startNs);
            process.Dispose();
            if (process == _root)
                return false;
            _processes.RemoveAt(i);
            _known.Remove(process.ProcessId);
        }
        if (descend && _options.FollowChildren)
        {
            foreach (var descendant in ProcessTree.Descendants(_root.ProcessId))
                Follow(descendant, now);
        }
        return true;
    }

    private void Follow(int processId, long now)
    {
        if (!_known.Add(processId))
            return;
        if (TargetProcess.Open(processId, _locator, _options) is not { } process)
        {
            _known.Remove(processId);
            return;
        }
        _processes.Add(process);
        process.Refresh(now, _log, _counts);
    }

    private bool TakeRound()
    {
        var any = false;
        var time = _clock.CellNs - _startNs;
        foreach (var process in _processes)
        {
            if (process.Sampler is not { } sampler)
                continue;
            any = true;
            if (!sampler.Round(_rounds, time))
            {
                sampler.Close(_startNs);
                process.Drop();
            }
        }
        if (!any)
            return false;
        _lastRoundNs = MonotonicClock.NowNs;
        if (_rounds++ == 0)
            _firstRoundNs = _lastRoundNs;
        return true;
    }

    private ProfileQuality Quality()
    {
        var seconds = (_lastRoundNs - _firstRoundNs) / 1e9;
        return new ProfileQuality
        {
            RequestedHz = _options.RateHz,
            ReachedHz = seconds > 0 ? (_rounds - 1) / seconds : 0,
            MissedRounds = _clock.MissedRounds,
            FailedSamples = _counts.Failed,
            TruncatedStacks = _counts.Truncated,
            SamplerCpuSeconds = _processorNs / 1e9,
            DurationSeconds = seconds,
            Notes = [.. Notes()],
        };
    }

    private IEnumerable<string> Notes()
    {
        if (_rounds == 0)
            yield return "No CPython was found in the process or its descendants while it was watched.";
        else
            yield return "Native code appears as the Python line that called it; a process that lived less than "
                + "about 50 ms may be missed.";
        if (_counts.Cut > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{_counts.Cut} stacks lack innermost frames that were too short to read; their time stands at "
                    + $"the caller.");
        }
        if (_counts.Failed > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{_counts.Failed} stacks could not be read in one piece; their time stands at the thread's "
                    + $"sample before.");
        }
        if (_counts.Truncated > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{_counts.Truncated} stacks were deeper than {_options.MaxDepth} frames and lack the outermost ones.");
        }
        if (_log.Stride > 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"The bound of {_options.MaxSamples} samples was hit; samples were joined and the rate lowered to "
                    + $"{_options.RateHz / _log.Stride:0.###} Hz.");
        }
        if (_options.Exact)
            yield return "Running threads were stopped for each sample, which slows them.";
    }
}
