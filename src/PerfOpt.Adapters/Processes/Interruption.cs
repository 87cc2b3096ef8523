using System.Runtime.InteropServices;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// The user's wish to stop: the first SIGINT, SIGTERM or SIGHUP cancels <see cref="Token"/>, so that the target is
/// stopped and what was measured is still written; the second ends perfopt at once with exit code 130, and the guard
/// kills the target.
/// </summary>
public sealed class Interruption : IDisposable
{
    private static readonly PosixSignal[] Watched = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action? _noted;
    private int _count;

    /// <summary>Begins to watch.</summary>
    /// <param name="noted">Called at the first signal, on a thread of the pool, to tell that it was heard.</param>
    public Interruption(Action? noted = null)
    {
        _noted = noted;
        foreach (var signal in Watched)
            _registrations.Add(PosixSignalRegistration.Create(signal, Receive));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether a signal came.</summary>
    public bool HasCome => _source.IsCancellationRequested;

    /// <summary>Ends the watch: signals have their default effect again.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
            Libc._exit(ExitCodes.Interrupted);
        _noted?.Invoke();
        _source.Cancel();
    }
}
