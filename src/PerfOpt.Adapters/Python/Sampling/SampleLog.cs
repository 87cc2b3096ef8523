using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Collects samples and gives each its weight, which is known only at the thread's next one. Bounded: when it is full,
/// each second sample of a thread is joined with the one before it, so that all time stays accounted for.
/// </summary>
internal sealed class SampleLog(long maxSamples)
{
    private readonly List<OpenSample> _threads = [];

    /// <summary>Frames, stacks and samples.</summary>
    public StackProfileBuilder Builder { get; } = new();

    /// <summary>By how much the rate was lowered to stay within the bound.</summary>
    public int Stride { get; private set; } = 1;

    /// <summary>Adds a thread.</summary>
    public int Thread(ThreadInfo thread)
    {
        _threads.Add(new OpenSample(-1, 0, -1));
        return Builder.Thread(thread);
    }

    /// <summary>Adds a sample and ends the thread's one before it.</summary>
    /// <param name="sample">Without weights.</param>
    /// <param name="runNs">The thread's processor time so far; -1 where not known.</param>
    public void Add(StackSample sample, long runNs)
    {
        Close(sample.Thread, sample.TimeNs, runNs);
        if (Builder.Count >= maxSamples)
            ThinOut();
        _threads[sample.Thread] = new OpenSample(Builder.Count, sample.TimeNs, runNs);
        Builder.Add(sample with { WallNs = 0, CpuNs = runNs < 0 ? -1 : 0 });
    }

    /// <summary>Ends a thread's last sample, when it has no next one.</summary>
    public void Close(int thread, long timeNs, long runNs)
    {
        var open = _threads[thread];
        if (open.Index < 0)
            return;
        var sample = Builder[open.Index];
        var cpu = runNs < 0 || open.RunNs < 0 || sample.CpuNs < 0
            ? sample.CpuNs
            : sample.CpuNs + Math.Max(0, runNs - open.RunNs);
        Builder.Replace(open.Index, sample with { WallNs = sample.WallNs + Math.Max(0, timeNs - open.SinceNs),
            CpuNs = cpu });
        _threads[thread] = open with { Index = -1 };
    }

    /// <summary>Ends all samples.</summary>
    public void CloseAll(long timeNs)
    {
        for (var thread = 0; thread < _threads.Count; thread++)
            Close(thread, timeNs, -1);
    }

    private void ThinOut()
    {
        var moved = Builder.JoinPairs();
        Stride *= 2;
        for (var thread = 0; thread < _threads.Count; thread++)
        {
            if (_threads[thread].Index >= 0)
                _threads[thread] = _threads[thread] with { Index = moved[_threads[thread].Index] };
        }
    }

    private readonly record struct OpenSample(int Index, long SinceNs, long RunNs);
}
