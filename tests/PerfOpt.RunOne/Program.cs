// A process that is to a target what perfopt is: for tests that kill it, or its guard.
// Usage: run-one MODE SECONDS COMMAND…   It tells on standard error what happens, a line each.
using PerfOpt.Adapters.Processes;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

if (args is [GuardProcess.Argument, ..])
    return GuardProcess.Main(args);

using var interruption = new Interruption();
using var runner = ProcessRunner.OfThisProcess();
using var scratch = Scratch.Create();
runner.Protect(scratch);
await Console.Error.WriteLineAsync($"scratch {scratch.FullPath}");
try
{
    var result = await runner.RunAsync(
        new RunRequest
        {
            Command = args[2..],
            WorkingDirectory = Environment.CurrentDirectory,
            Timeout = TimeSpan.FromSeconds(double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)),
            Output = Enum.Parse<OutputMode>(args[0]),
        },
        pid => Console.Error.WriteLine($"started {pid}"),
        interruption.Token);
    await Console.Error.WriteLineAsync($"result {result}");
    return result.ExitCode;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("failed 130 interrupted before the run");
    return ExitCodes.Interrupted;
}
catch (PerfOptException e)
{
    await Console.Error.WriteLineAsync($"failed {e.ExitCode} {e.Message} | {e.Mend}");
    return e.ExitCode;
}
