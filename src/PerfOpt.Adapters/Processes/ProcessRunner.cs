using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// Runs targets through a guard (<see cref="GuardProcess"/>), which is started with the first run and serves those that
/// follow; runs at the same time have a guard each.
/// </summary>
/// <remarks>
/// A target runs in a process group of its own, in a session without a terminal: Ctrl-C reaches perfopt alone, which
/// then stops the target; a target that opens <c>/dev/tty</c> finds none. Descriptors that perfopt was given beyond the
/// standard three are passed on, as a shell would. Its limit on open files is that of the process that started perfopt.
/// </remarks>
public sealed class ProcessRunner : ITargetRunner, IDisposable
{
    private static readonly TimeSpan LongestRescue = TimeSpan.FromSeconds(10);

    private readonly GuardCommand _command;
    private readonly bool _adoptsOrphans;
    private readonly ConcurrentBag<Guard> _idle = [];
    private readonly ConcurrentDictionary<int, Guard> _all = [];
    private readonly ConcurrentDictionary<string, bool> _scratch = [];

    /// <summary>Makes a runner; nothing is started yet.</summary>
    /// <param name="command">How to start a guard.</param>
    /// <param name="adoptsOrphans">
    /// Whether this process inherits what a guard leaves behind that is killed, and then kills all its own descendants
    /// outside of other guards. For a process whose children are all started by this runner.
    /// </param>
    /// <exception cref="PerfOptException">This machine is not one for running targets (exit code 4).</exception>
    public ProcessRunner(GuardCommand command, bool adoptsOrphans)
    {
        if (!Launcher.IsSupported)
        {
            throw new PerfOptException(
                "Targets can be run and measured on Linux on x86-64 only", "Run perfopt on such a machine",
                ExitCodes.EnvironmentNotReady);
        }
        (_command, _adoptsOrphans) = (command, adoptsOrphans);
        if (adoptsOrphans)
            _ = Libc.prctl(Libc.PrctlSetChildSubreaper, 1, 0, 0, 0);
    }

    /// <summary>The runner of perfopt's own process.</summary>
    public static ProcessRunner OfThisProcess() => new(GuardCommand.OfThisProcess(), adoptsOrphans: true);

    /// <summary>Has a scratch directory deleted by the guard should perfopt die; for runs started later.</summary>
    public void Protect(Scratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        _scratch[scratch.FullPath] = true;
    }

    /// <inheritdoc/>
    public async Task<RunResult> RunAsync(
        RunRequest request, Action<int>? started, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        var order = OrderOf(request);
        var guard = _idle.TryTake(out var idle) ? idle : StartGuard();
        bool isReusable = false;
        try
        {
            var answer = await guard.RunAsync(order, started, cancellationToken).ConfigureAwait(false);
            if (answer is not { } outcome)
                throw GuardLost();
            isReusable = true;
            if (outcome.Failure is { } failure)
                throw StartError.Explain(failure, request, order.Path);
            return ResultOf(outcome.End!);
        }
        finally
        {
            // Whatever went wrong here, an observer's exception included: the target does not go on running.
            if (isReusable)
                _idle.Add(guard);
            else
                Abandon(guard);
        }
    }

    /// <summary>Ends every guard and all that runs.</summary>
    public void Dispose()
    {
        foreach (var guard in _all.Values)
        {
            _all.TryRemove(guard.ProcessId, out _);
            guard.Dispose();
        }
    }

    private static RunResult ResultOf(RunEnd end)
    {
        int signal = end.WaitStatus & 0x7f;
        return new RunResult
        {
            ExitCode = signal == 0 ? (end.WaitStatus >> 8) & 0xff : 128 + signal,
            TimedOut = end.TimedOut,
            Interrupted = end.Interrupted,
            Usage = end.Usage,
            StandardErrorTail = Encoding.UTF8.GetString(end.ErrorTail),
            Orphans = end.Orphans,
            OutputTruncated = end.OutputTruncated,
        };
    }

    private static PerfOptException GuardLost() => new(
        "The process that guards the target was killed; the target was ended with it and this run is lost",
        "Run the command again; if the machine ran out of memory, `dmesg | grep -i oom` says so",
        ExitCodes.TargetFailed);

    private RunOrder OrderOf(RunRequest request)
    {
        var environment = Guard.EnvironmentLines().Select(line => line.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var (name, value) in request.Environment)
        {
            environment.Remove(name);
            if (value is not null)
                environment[name] = value;
        }
        string path = CommandResolution.Resolve(
            request.Command, request.WorkingDirectory, environment.GetValueOrDefault("PATH"));
        return new RunOrder
        {
            Path = path,
            Arguments = request.Command,
            Environment = environment.Select(pair => $"{pair.Key}={pair.Value}").ToList(),
            Directory = Path.GetFullPath(request.WorkingDirectory),
            Output = request.Output,
            StandardInput = request.StandardInput is { } input ? Path.GetFullPath(input) : "",
            OutputFile = request.OutputFile is { } file ? Path.GetFullPath(file) : "/dev/null",
            TimeoutNanoseconds = (long)Math.Min(request.Timeout.TotalNanoseconds, long.MaxValue / 2),
            ScratchDirectories = [.. _scratch.Keys],
        };
    }

    private Guard StartGuard()
    {
        var guard = Guard.Start(_command);
        _all[guard.ProcessId] = guard;
        return guard;
    }

    private void Abandon(Guard guard)
    {
        guard.Dispose();
        _all.TryRemove(guard.ProcessId, out _);
        if (_adoptsOrphans)
            KillAdopted();
    }

    /// <summary>Kills what reparented to this process because its guard was killed.</summary>
    private unsafe void KillAdopted()
    {
        var clock = Stopwatch.StartNew();
        var adopted = new HashSet<int>();
        bool Spare(ProcessEntry entry) => _all.ContainsKey(entry.Id);
        while (clock.Elapsed < LongestRescue)
        {
            adopted.UnionWith(ProcessTree.Living(Environment.ProcessId, Spare).Select(entry => entry.Id));
            int killed = ProcessTree.Kill(Environment.ProcessId, Spare);
            adopted.RemoveWhere(pid => Libc.waitpid(pid, null, Libc.WaitNoHang) != 0);
            if (killed == 0 && adopted.Count == 0)
                return;
        }
    }
}
