using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>perfopt's end of one guard: it does one run at a time.</summary>
internal sealed class Guard : IDisposable
{
    /// <summary>For a short start and little memory. A target's environment has none of these.</summary>
    private static readonly string[] LeanRuntime =
        ["DOTNET_EnableDiagnostics=0", "DOTNET_TieredPGO=0", "DOTNET_gcConcurrent=0", "DOTNET_gcServer=0"];

    /// <summary>Longer than the guard's own limit on cleaning up.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(15);

    private readonly Socket _socket;
    private bool _isReaped;

    private Guard(int pid, Socket socket) => (ProcessId, _socket) = (pid, socket);

    /// <summary>The guard's process id.</summary>
    public int ProcessId { get; }

    /// <summary>Starts a guard; it answers when its runtime is up, and orders may be sent before.</summary>
    /// <exception cref="PerfOptException">It cannot be started (exit code 4).</exception>
    public static unsafe Guard Start(GuardCommand command)
    {
        int* pair = stackalloc int[2];
        if (Libc.socketpair(Libc.AddressFamilyUnix, Libc.SockStream | Libc.SockCloseOnExec, 0, pair) != 0)
            throw NotStarted("no socket could be made", "Close programs: the limit on open files is reached");
        var socket = new Socket(new SafeSocketHandle(pair[0], ownsHandle: true));
        int error = new Spawn
        {
            Path = command.Program,
            Arguments =
            [
                command.Program, .. command.Arguments, GuardProcess.Argument,
                pair[1].ToString(CultureInfo.InvariantCulture),
            ],
            Environment = [.. EnvironmentLines(), .. LeanRuntime],
            Descriptors = [(pair[1], pair[1])],
            NewSession = true,
        }.Start(out int pid);
        _ = Libc.close(pair[1]);
        if (error == 0)
            return new Guard(pid, socket);
        socket.Dispose();
        throw NotStarted(
            $"{command.Program} cannot be executed (error {error.ToString(CultureInfo.InvariantCulture)})",
            "Build perfopt again: dotnet build");
    }

    /// <summary>Sends an order and awaits how the run ended.</summary>
    /// <param name="order">The run.</param>
    /// <param name="started">Called with the root's process id.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The end, or why it could not start; null when the guard died.</returns>
    public async Task<(RunEnd? End, StartFailure? Failure)?> RunAsync(
        RunOrder order, Action<int>? started, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(order.ToFrame()).ConfigureAwait(false);
            using var registration = cancellationToken.UnsafeRegister(_ => SendStop(), null);
            while (true)
            {
                using var reader = GuardMessages.Open(await ReceiveAsync().ConfigureAwait(false), out var kind);
                switch (kind)
                {
                    case GuardMessageKind.Started:
                        started?.Invoke(reader.ReadInt32());
                        break;
                    case GuardMessageKind.Failed:
                        return (null, StartFailure.Read(reader));
                    case GuardMessageKind.Finished:
                        return (RunEnd.Read(reader), null);
                    default:
                        return null;
                }
            }
        }
        catch (SocketException)
        {
            return null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>
    /// Ends the guard and with it all that it started, and waits until that is done. A guard that does not end (someone
    /// stopped it) is killed.
    /// </summary>
    public unsafe void Dispose()
    {
        if (_isReaped)
            return;
        _isReaped = true;
        _socket.Dispose();
        var clock = Stopwatch.StartNew();
        while (Libc.waitpid(ProcessId, null, Libc.WaitNoHang) == 0)
        {
            if (clock.Elapsed > LongestEnd)
                _ = Libc.kill(ProcessId, Signals.Kill);
            Thread.Sleep(1);
        }
    }

    /// <summary><c>NAME=value</c> of this process's environment.</summary>
    public static IEnumerable<string> EnvironmentLines() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}");

    private static PerfOptException NotStarted(string why, string mend) => new(
        $"The process that guards the target could not be started: {why}", mend, ExitCodes.EnvironmentNotReady);

    /// <summary>A stop that cannot be sent needs no sending: the guard is dead, which the receiver sees.</summary>
    private void SendStop()
    {
        try
        {
            _socket.Send(GuardMessages.Frame(GuardMessageKind.Stop));
        }
        catch (SocketException e) when (e.SocketErrorCode is not SocketError.Success)
        {
            return;
        }
        catch (ObjectDisposedException)
        {
            return;
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> frame)
    {
        while (frame.Length > 0)
            frame = frame[await _socket.SendAsync(frame, CancellationToken.None).ConfigureAwait(false)..];
    }

    private async Task<byte[]> ReceiveAsync()
    {
        byte[] length = new byte[sizeof(int)];
        await FillAsync(length).ConfigureAwait(false);
        byte[] body = new byte[Math.Clamp(BitConverter.ToInt32(length), 1, GuardMessages.MostBytes)];
        await FillAsync(body).ConfigureAwait(false);
        return body;
    }

    private async Task FillAsync(Memory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            int count = await _socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false);
            if (count == 0)
                throw new EndOfStreamException();
            buffer = buffer[count..];
        }
    }
}
