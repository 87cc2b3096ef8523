using System.Diagnostics;
using System.Runtime.InteropServices;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>The guard's loop: obeys perfopt, pumps output, moves the run on. One thread, beside the reaper's.</summary>
internal sealed unsafe class GuardServer : IDisposable
{
    private static readonly TimeSpan LongestCleanUp = TimeSpan.FromSeconds(10);

    private readonly int _control;
    private readonly Reaper _reaper = new();
    private readonly ResourceLimitPair? _openFiles;
    private IReadOnlyList<string> _scratch = [];
    private GuardedRun? _run;

    /// <summary>Serves perfopt at the other end of this socket.</summary>
    public GuardServer(int control)
    {
        _control = control;
        _openFiles = OpenFilesOfUser();
    }

    /// <summary>Serves until perfopt leaves or dies; then nothing is left of what was started.</summary>
    /// <returns>The exit code.</returns>
    public int Serve()
    {
        PollEntry* entries = stackalloc PollEntry[4];
        while (true)
        {
            entries[0] = new PollEntry { Descriptor = _control, Events = Libc.PollIn };
            entries[1] = new PollEntry { Descriptor = _reaper.WakeDescriptor, Events = Libc.PollIn };
            nuint count = 2;
            foreach (var pump in _run?.Pumps ?? [])
                entries[count++] = new PollEntry { Descriptor = pump.Descriptor, Events = Libc.PollIn };
            int timeout = _run?.MillisecondsToDeadline(Stopwatch.GetTimestamp()) ?? -1;
            if (Libc.poll(entries, count, timeout) < 0)
                continue;

            foreach (var pump in _run?.Pumps ?? [])
                pump.Take();
            TakeEnds();
            if (entries[0].Returned != 0 && !Obey())
                return CleanUp();
            Advance();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _run?.Dispose();

    private void TakeEnds()
    {
        _reaper.AcknowledgeWake();
        while (_reaper.Take() is { } end)
            _run?.Add(end);
    }

    private void Advance()
    {
        if (_run is null)
            return;
        _run.Advance(Stopwatch.GetTimestamp());
        if (!_run.IsOver)
            return;
        byte[] frame = _run.Summarize().ToFrame();
        _run.Dispose();
        _run = null;
        Send(frame);
    }

    /// <summary>Does what perfopt says next.</summary>
    /// <returns>Whether to go on: not when perfopt left or died.</returns>
    private bool Obey()
    {
        byte[] length = new byte[sizeof(int)];
        if (!Receive(length) || BitConverter.ToInt32(length) is var size && size is < 1 or > GuardMessages.MostBytes)
            return false;
        byte[] body = new byte[size];
        if (!Receive(body))
            return false;
        using var reader = GuardMessages.Open(body, out var kind);
        switch (kind)
        {
            case GuardMessageKind.Run when _run is null:
                Start(RunOrder.Read(reader));
                return true;
            case GuardMessageKind.Stop:
                _run?.Interrupt();
                return true;
            case GuardMessageKind.Leave:
                _scratch = [];
                return false;
            default:
                return false;
        }
    }

    private void Start(RunOrder order)
    {
        _scratch = order.ScratchDirectories;
        using var start = new TargetStart(order, _reaper, _openFiles);
        if (start.Start() is { } failure)
        {
            start.Output?.Dispose();
            start.Error?.Dispose();
            // What is left of the attempt must not be counted into the next run.
            EndAll();
            Send(failure.ToFrame());
            return;
        }
        _run = new GuardedRun(start, order, _reaper);
        Send(GuardMessages.Frame(GuardMessageKind.Started, writer => writer.Write(start.RootId)));
    }

    /// <summary>Kills all that is left and removes the scratch directories; then the guard may go.</summary>
    private int CleanUp()
    {
        EndAll();
        foreach (string directory in _scratch)
            Scratch.Delete(directory);
        return ExitCodes.Done;
    }

    private void EndAll()
    {
        var clock = Stopwatch.StartNew();
        PollEntry wake = new() { Descriptor = _reaper.WakeDescriptor, Events = Libc.PollIn };
        while (!_reaper.IsChildless() && clock.Elapsed < LongestCleanUp)
        {
            ProcessTree.Kill(Environment.ProcessId);
            _ = Libc.poll(&wake, 1, timeoutMilliseconds: 10);
            TakeEnds();
        }
    }

    private bool Receive(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint count;
            fixed (byte* start = bytes)
                count = Libc.read(_control, start, (nuint)bytes.Length);
            if (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
                continue;
            if (count <= 0)
                return false;
            bytes = bytes[(int)count..];
        }
        return true;
    }

    /// <summary>Tells perfopt. If it is dead, the next look at the socket says so.</summary>
    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            nint count;
            fixed (byte* start = bytes)
                count = Libc.write(_control, start, (nuint)bytes.Length);
            if (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted)
                continue;
            if (count <= 0)
                return;
            bytes = bytes[(int)count..];
        }
    }

    /// <summary>
    /// The limit on open files of the process that started perfopt: .NET raises its own to the hard limit, and a target
    /// that inherited that would behave otherwise than from the shell (programs that close all descriptors take long).
    /// </summary>
    private static ResourceLimitPair? OpenFilesOfUser()
    {
        if (ProcessTable.Find(Environment.ProcessId) is not { } guard
            || ProcessTable.Find(guard.Parent) is not { Parent: > 0 } perfopt)
            return null;
        ResourceLimitPair limit = default, own = default;
        bool known = Libc.prlimit(perfopt.Parent, Libc.ResourceOpenFiles, null, &limit) == 0
            && Libc.prlimit(0, Libc.ResourceOpenFiles, null, &own) == 0
            && limit.Soft <= own.Hard;
        return known ? new ResourceLimitPair { Soft = limit.Soft, Hard = own.Hard } : null;
    }
}
