using PerfOpt.Core.Measurement;
using PerfOpt.Tests.Measurement;

namespace PerfOpt.Tests.Verification;

/// <summary>A runner that makes no process: each run takes and prints what the script says.</summary>
internal sealed class ScriptedRunner(ManualClock clock, Func<string, int, ScriptedRun> script) : ITargetRunner
{
    private readonly Dictionary<string, int> _runs = [];

    /// <summary>The sides in the order in which they were run.</summary>
    public List<string> Order { get; } = [];

    public async Task<RunResult> RunAsync(RunRequest request, Action<int>? started, CancellationToken cancellationToken)
    {
        string side = request.Command[0];
        int number = _runs.GetValueOrDefault(side);
        _runs[side] = number + 1;
        Order.Add(side);
        ScriptedRun run = script(side, number);
        clock.Advance(run.Seconds);
        if (request.Output == OutputMode.Capture)
            await File.WriteAllTextAsync(request.OutputFile!, run.Output, CancellationToken.None);
        return new RunResult
        {
            ExitCode = run.ExitCode,
            TimedOut = run.TimedOut,
            Interrupted = run.Interrupted,
            StandardErrorTail = run.Error,
            Usage = new ResourceUsage
            {
                WallSeconds = run.Seconds, UserSeconds = run.CpuSeconds ?? run.Seconds, SystemSeconds = 0,
                PeakRssBytes = run.PeakRss, ContextSwitches = 1,
            },
        };
    }
}

/// <summary>One scripted run.</summary>
internal sealed record ScriptedRun(double Seconds)
{
    public string Output { get; init; } = "total 42\n";

    public string Error { get; init; } = "";

    public int ExitCode { get; init; }

    public bool TimedOut { get; init; }

    public bool Interrupted { get; init; }

    public double? CpuSeconds { get; init; }

    public long PeakRss { get; init; } = 50_000_000;
}
