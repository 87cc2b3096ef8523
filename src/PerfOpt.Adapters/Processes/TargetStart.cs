using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Measurement;

namespace PerfOpt.Adapters.Processes;

/// <summary>Starts a target within the guard: descriptors, launcher, handshake, execution.</summary>
/// <param name="order">What to start.</param>
/// <param name="reaper">Told of new children.</param>
/// <param name="openFiles">The limit on open files that the target gets; null leaves the guard's.</param>
internal sealed unsafe class TargetStart(RunOrder order, Reaper reaper, ResourceLimitPair? openFiles) : IDisposable
{
    private readonly List<int> _descriptors = [];

    /// <summary>The target's process id.</summary>
    public int RootId { get; private set; }

    /// <summary>The launcher's process id, which the reaper will report too.</summary>
    public int LauncherId { get; private set; }

    /// <summary><see cref="Stopwatch"/>'s ticks just before the program was executed.</summary>
    public long StartedAt { get; private set; }

    /// <summary>Takes standard output; null where it is not captured.</summary>
    public OutputPump? Output { get; private set; }

    /// <summary>Takes standard error; null where it is passed through.</summary>
    public OutputPump? Error { get; private set; }

    /// <summary>Starts it.</summary>
    /// <returns>Null when it runs, else what failed.</returns>
    public StartFailure? Start()
    {
        var streams = new List<(int, int)>();
        return OpenStreams(streams) ?? Launch(streams);
    }

    /// <summary>Closes what only the target needs to hold.</summary>
    public void Dispose()
    {
        foreach (int descriptor in _descriptors)
            _ = Libc.close(descriptor);
        _descriptors.Clear();
    }

    private StartFailure? OpenStreams(List<(int, int)> streams)
    {
        bool passes = order.Output is OutputMode.PassThrough or OutputMode.PassToStandardError;
        if (order.StandardInput.Length > 0 || order.Output != OutputMode.PassThrough)
        {
            string path = order.StandardInput.Length > 0 ? order.StandardInput : "/dev/null";
            int input = Own(OpenFile(path, Libc.OpenReadOnly));
            if (input < 0)
                return new StartFailure(StartStage.OpenInput, Marshal.GetLastPInvokeError());
            streams.Add((input, 0));
        }
        if (order.Output == OutputMode.PassToStandardError)
            streams.Add((2, 1));
        if (passes)
            return null;

        int file = OpenFile(
            order.Output == OutputMode.Capture ? order.OutputFile : "/dev/null",
            Libc.OpenWriteOnly | Libc.OpenCreate | Libc.OpenTruncate);
        if (file < 0)
            return new StartFailure(StartStage.OpenOutput, Marshal.GetLastPInvokeError());
        int output = file;
        if (order.Output == OutputMode.Capture)
            Output = OutputPump.Open(file, out output);
        Error = OutputPump.Open(-1, out int error);
        Own(output);
        Own(error);
        if (output < 0 || Error is null)
            return new StartFailure(StartStage.Prepare, Marshal.GetLastPInvokeError());
        streams.AddRange([(output, 1), (error, 2)]);
        return null;
    }

    private StartFailure? Launch(List<(int, int)> streams)
    {
        int* pair = stackalloc int[2];
        int error = Libc.socketpair(Libc.AddressFamilyUnix, Libc.SockStream | Libc.SockCloseOnExec, 0, pair);
        if (error != 0)
            return new StartFailure(StartStage.Prepare, Marshal.GetLastPInvokeError());
        (int ours, int theirs) = (Own(pair[0]), pair[1]);
        int image = Own(Launcher.Open());
        if (image < 0)
        {
            _ = Libc.close(theirs);
            return new StartFailure(StartStage.Launch, -image);
        }
        var culture = CultureInfo.InvariantCulture;
        var spawn = new Spawn
        {
            Path = $"/proc/{Environment.ProcessId.ToString(culture)}/fd/{image.ToString(culture)}",
            Arguments = ["launcher", theirs.ToString(culture), order.Path, .. order.Arguments],
            Environment = order.Environment,
            Descriptors = [.. streams, (theirs, theirs)],
            Directory = order.Directory,
        };
        error = spawn.Start(out int launcher);
        _ = Libc.close(theirs);
        if (error != 0)
            return new StartFailure(StartStage.Launch, error);
        LauncherId = launcher;
        reaper.ChildStarted();
        return Handshake(ours);
    }

    private StartFailure? Handshake(int socket)
    {
        int answer = Receive(socket) ?? -Errno.NoProcess;
        if (answer <= 0)
            return new StartFailure(StartStage.Launch, -answer);
        RootId = answer;
        AwaitAdoption();
        reaper.WatchStorage(RootId);
        if (openFiles is { } limit)
            _ = Libc.prlimit(RootId, Libc.ResourceOpenFiles, &limit, null);
        int guard = Environment.ProcessId;
        StartedAt = Stopwatch.GetTimestamp();
        _ = Libc.write(socket, &guard, sizeof(int));
        // The socket closes by itself when the program is executed: then nothing comes.
        return Receive(socket) is { } failure ? new StartFailure(StartStage.Execute, -failure) : null;
    }

    /// <summary>The launcher's end makes the target a child of the guard; that takes microseconds.</summary>
    private void AwaitAdoption()
    {
        var spin = new SpinWait();
        while (ProcessTable.Find(RootId) is { } root && root.Parent == LauncherId)
            spin.SpinOnce();
    }

    private static int? Receive(int socket)
    {
        int message;
        nint count;
        do
            count = Libc.read(socket, &message, sizeof(int));
        while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        return count == sizeof(int) ? message : null;
    }

    private static int OpenFile(string path, int flags) => Libc.open(path, flags | Libc.OpenCloseOnExec, 0b110_100_100);

    private int Own(int descriptor)
    {
        if (descriptor >= 0)
            _descriptors.Add(descriptor);
        return descriptor;
    }
}
