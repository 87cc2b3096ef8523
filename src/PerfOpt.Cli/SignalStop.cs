using System.Runtime.InteropServices;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli;

/// <summary>
/// The first SIGINT, SIGTERM or SIGHUP asks the work to stop and to keep what was measured; the second ends perfopt.
/// </summary>
public sealed class SignalStop : IDisposable
{
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Action? _noted;
    private int _received;

    /// <summary>Begins to listen.</summary>
    /// <param name="noted">Called at the first signal, to tell that it was heard.</param>
    public SignalStop(Action? noted = null)
    {
        _noted = noted;
        _registrations = [.. Signals.Select(signal => PosixSignalRegistration.Create(signal, Stop))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1)
            Environment.Exit(ExitCodes.Interrupted);
        _noted?.Invoke();
        _source.Cancel();
    }
}
