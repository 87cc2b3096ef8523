using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Holds threads for the moment of a reading. Threads that cannot stop at once (in an uninterruptible call) are not
/// waited for, but remembered and let go as soon as they have stopped.
/// </summary>
internal sealed class ThreadStopper : IDisposable
{
    private const long LimitNs = 20_000_000;
    private const long LimitAtEndNs = 200_000_000;

    private readonly List<int> _pending = [];
    private int _signal;

    /// <summary>Stops a thread; false when it will not stop, which loses the sample.</summary>
    public bool TryStop(int threadId)
    {
        LetPendingGo(0);
        if (_pending.Contains(threadId))
            return false;
        var result = TracedThread.TryStop(threadId, LimitNs, out _signal);
        if (result == StopResult.Pending)
            _pending.Add(threadId);
        return result == StopResult.Stopped;
    }

    /// <summary>Lets a stopped thread run on.</summary>
    public void Release(int threadId) => TracedThread.Release(threadId, _signal);

    /// <inheritdoc/>
    public void Dispose() => LetPendingGo(LimitAtEndNs);

    private void LetPendingGo(long limitNs)
    {
        for (var i = _pending.Count - 1; i >= 0; i--)
        {
            var result = TracedThread.AwaitStop(_pending[i], limitNs, out var signal);
            if (result == StopResult.Pending)
                continue;
            if (result == StopResult.Stopped)
                TracedThread.Release(_pending[i], signal);
            _pending.RemoveAt(i);
        }
    }
}
