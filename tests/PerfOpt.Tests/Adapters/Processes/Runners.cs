using System.Diagnostics;
using System.Globalization;
using PerfOpt.Adapters.Processes;
using PerfOpt.Core.Measurement;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

/// <summary>Runners whose guard is the real command line, and what the tests around them share.</summary>
internal static class Runners
{
    /// <summary>No test waits longer for a thing that has to come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The program that starts .NET assemblies, from where the runtime lies.</summary>
    public static string DotNet => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"));

    public static ProcessRunner New() => new(
        new GuardCommand(DotNet, [Path.Combine(AppContext.BaseDirectory, "perfopt.dll")]), adoptsOrphans: false);

    public static RunRequest Request(params string[] command) => new()
    {
        Command = command,
        WorkingDirectory = Path.GetTempPath(),
        Timeout = TimeSpan.FromSeconds(60),
    };

    public static RunRequest Shell(string script) => Request("sh", "-c", script);

    public static RunRequest Python(string script) => Request("/usr/bin/env", "python3", "-c", script);

    /// <summary>Runs it to its end.</summary>
    public static async Task<RunResult> RunAsync(RunRequest request)
    {
        using var runner = New();
        return await runner.RunAsync(request, null, TestContext.Current.CancellationToken);
    }

    /// <summary>Whether a process lives (a zombie does not).</summary>
    public static bool IsAlive(int pid) => ProcessTable.Find(pid) is { HasEnded: false };

    /// <summary>Waits until something holds; fails when it does not in good time.</summary>
    public static async Task EventuallyAsync(Func<bool> holds, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Stopwatch.GetElapsedTime(start).ShouldBeLessThan(Patience, what);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The process id that a target wrote, as soon as it is there whole.</summary>
    public static async Task<int> PidInAsync(string file)
    {
        string text = "";
        await EventuallyAsync(
            () => File.Exists(file) && (text = File.ReadAllText(file)).EndsWith('\n'), $"no process id in {file}");
        return int.Parse(text.Trim(), CultureInfo.InvariantCulture);
    }
}
