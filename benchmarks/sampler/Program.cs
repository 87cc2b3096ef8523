using System.Diagnostics;
using System.Globalization;
using PerfOpt.Adapters.Python.Sampling;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using PerfOpt.Core.Profiles.Formats;

// Runs a command, samples it and writes collapsed stacks; a summary goes to standard error as one line of JSON.
// usage: PerfOpt.SamplerBench RATE OUTPUT [--exact] -- COMMAND …
if (args.Length < 4 || Array.IndexOf(args, "--") is not (2 or 3))
{
    Console.Error.WriteLine("usage: PerfOpt.SamplerBench RATE OUTPUT [--exact] -- COMMAND …");
    return ExitCodes.Usage;
}
var dashes = Array.IndexOf(args, "--");
var options = new SamplerOptions
{
    RateHz = double.Parse(args[0], CultureInfo.InvariantCulture),
    Exact = args[2] == "--exact",
};
try
{
    // The shell stands between: .NET would take a stop of its own child for that child's end.
    using var process = Process.Start(new ProcessStartInfo(
        "/bin/sh", ["-c", "\"$@\" & wait $!", "sh", .. args[(dashes + 1)..]]))!;
    using var session = PythonSampler.Start(process.Id, options);
    process.WaitForExit();
    var profile = session.Finish();
    using (var output = new StreamWriter(args[1]))
        CollapsedStacks.Write(profile, output);
    var quality = profile.Quality;
    var rounds = Math.Max(quality.ReachedHz * quality.DurationSeconds + 1, 1);
    var readings = session.Readings;
    var onCpu = ProfileFolding.Activities(profile).OnCpuShare;
    Console.Error.WriteLine("{" + string.Create(CultureInfo.InvariantCulture,
        $"\"samples\":{profile.Count},\"reachedHz\":{quality.ReachedHz:0.0},\"missed\":{quality.MissedRounds},")
        + string.Create(CultureInfo.InvariantCulture,
        $"\"failed\":{quality.FailedSamples},\"samplerCpu\":{quality.SamplerCpuSeconds:0.0000},")
        + string.Create(CultureInfo.InvariantCulture,
        $"\"duration\":{quality.DurationSeconds:0.000},\"rounds\":{rounds:0},\"onCpuShare\":{onCpu:0.000},")
        + string.Create(CultureInfo.InvariantCulture,
        $"\"callsPerRound\":{readings.Calls / rounds:0.00},\"bytesPerRound\":{readings.Bytes / rounds:0}")
        + "}");
    foreach (var note in quality.Notes)
        Console.Error.WriteLine("note: " + note);
    if (session.Failure is { } failure)
        Console.Error.WriteLine(failure.Message);
    return process.ExitCode;
}
catch (PerfOptException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(e.Mend);
    return e.ExitCode;
}
