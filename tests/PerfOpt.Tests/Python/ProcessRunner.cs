using System.Diagnostics;
using PerfOpt.Core.Measurement;

namespace PerfOpt.Tests.Python;

/// <summary>Runs targets for these tests and keeps what they print.</summary>
public sealed class ProcessRunner : ITargetRunner
{
    public string Output { get; private set; } = "";

    public string Error { get; private set; } = "";

    public async Task<RunResult> RunAsync(RunRequest request, Action<int>? started, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(request.Command[0])
        {
            WorkingDirectory = request.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in request.Command.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment.Remove("PYTHONPATH");
        foreach (var (name, value) in request.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        started?.Invoke(process.Id);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var timedOut = false;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            timedOut = true;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        Output = await output;
        Error = await error;
        if (request.OutputFile is { } file)
            await File.WriteAllTextAsync(file, Output, CancellationToken.None);
        return new RunResult
        {
            ExitCode = process.ExitCode,
            TimedOut = timedOut,
            StandardErrorTail = Error,
            Usage = new ResourceUsage
            {
                WallSeconds = clock.Elapsed.TotalSeconds,
                UserSeconds = 0,
                SystemSeconds = 0,
                PeakRssBytes = 0,
                ContextSwitches = 0,
            },
        };
    }
}
