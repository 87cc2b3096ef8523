using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>However an analysis is ended, nothing of it stays behind but what it was to write.</summary>
public sealed class SignalTests
{
    private const int Seed = 20260101;
    private const string Wait = "import time; print(1)\nwhile True: time.sleep(0.05)";

    public static TheoryData<int, string> Moments
    {
        get
        {
            var random = new Random(Seed);
            var moments = new TheoryData<int, string>();
            for (int i = 0; i < 10; i++)
                moments.Add(random.Next(50, 12_000), (i % 3) switch { 0 => "KILL", 1 => "INT", _ => "TERM" });
            return moments;
        }
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Ended_at_any_moment_nothing_is_left(int milliseconds, string signal)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {Seed}");
        using var command = new PerfOptCommand();
        command.Copy(Repository.Sample("bookshop"), "bookshop");
        string database = Path.Combine(command.WorkingFolder, "bookshop", "data", "bookshop.db");
        string digest = await BookshopAnalysis.DigestAsync(database);
        string[] before = Tree(command.WorkingFolder);

        PerfOptResult result = await command.RunAsync(
            process => SignalAfterAsync(process, milliseconds, signal),
            "analyze", "--runs", "3", "--", "python3", "bookshop/main.py");

        ShouldBeGone(command);
        (await BookshopAnalysis.DigestAsync(database)).ShouldBe(digest);
        Tree(command.WorkingFolder).Except(before).ShouldAllBe(
            path => path.StartsWith(".perfopt/", StringComparison.Ordinal) || path.Contains("__pycache__"));
        if (signal == "KILL")
            return;
        result.Error.ShouldNotContain("   at ");
        // It may have ended by itself just before.
        result.ExitCode.ShouldBeOneOf(130, 0);
        if (milliseconds > 2000)
            result.Report.ShouldNotBeNull(result.Error);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task An_interrupted_baseline_is_written(string signal)
    {
        using var command = new PerfOptCommand();
        string script = command.Write("wait.py", "open('ran', 'a').write('x')\n" + Wait);

        PerfOptResult result = await command.RunAsync(
            process => WhenAsync(process, () => File.Exists(Path.Combine(command.WorkingFolder, "ran")), signal),
            "analyze", "--", "python3", script);

        result.ExitCode.ShouldBe(130, result.Error);
        result.Report!.Value.GetProperty("summary").GetProperty("verdict").GetString().ShouldBe("inconclusive");
        command.ShouldHaveLeftNothingBehind();
    }

    [Theory]
    [InlineData("profiled", 3)]
    [InlineData("probed", 4)]
    [InlineData("inspected", 5)]
    public async Task An_interrupted_step_leaves_the_steps_before(string step, int run)
    {
        // The target counts its runs: two are measured, and the third and later ones are observed.
        using var command = new PerfOptCommand();
        string script = command.Write("count.py", """
            import os, time
            with open("runs", "a") as marks:
                marks.write("x")
            def work(n):
                seen = []
                for i in range(n):
                    if i not in seen:
                        seen.append(i)
                return len(seen)
            print(work(6000))
            if os.path.getsize("runs") >= int(os.environ["STOP_AT"]):
                open("waits", "w").close()
                while True:
                    time.sleep(0.05)
            """);
        command.Environment["STOP_AT"] = run.ToString(CultureInfo.InvariantCulture);

        PerfOptResult result = await command.RunAsync(
            process => WhenAsync(process, () => File.Exists(Path.Combine(command.WorkingFolder, "waits")), "INT"),
            "analyze", "--runs", "2", "--warmups", "0", "--", "python3", script);

        result.ExitCode.ShouldBe(130, step + result.Error);
        JsonElement report = result.Report.ShouldNotBeNull(step);
        report.Metric("wall_time")!.Value.GetProperty("samples").GetInt32().ShouldBe(2);
        command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task A_second_signal_ends_at_once()
    {
        using var command = new PerfOptCommand();

        PerfOptResult result = await command.RunAsync(
            async process =>
            {
                // This target does not listen, so the first signal alone takes a while.
                bool Runs() => command.MarkedProcesses().Any(p => p.Contains("ignores_sigterm"));
                await WhenAsync(process, Runs, "INT");
                while (!process.HasExited)
                    Send(process, "INT");
            },
            "analyze", "--", "python3", Repository.Target("inputs/ignores_sigterm.py"));

        result.ExitCode.ShouldBe(130, result.Error);
        ShouldBeGone(command);
    }

    private static void ShouldBeGone(PerfOptCommand command)
    {
        var waited = Stopwatch.StartNew();
        while (command.MarkedProcesses().Count > 0 && waited.Elapsed < TimeSpan.FromSeconds(10))
            Thread.Yield();
        command.MarkedProcesses().ShouldBeEmpty();
    }

    private static string[] Tree(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path)),
    ];

    private static async Task SignalAfterAsync(Process process, int milliseconds, string signal)
    {
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        Send(process, signal);
    }

    private static async Task WhenAsync(Process process, Func<bool> ready, string signal)
    {
        var waited = Stopwatch.StartNew();
        while (!ready() && !process.HasExited && waited.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Send(process, signal);
    }

    private static void Send(Process process, string signal)
    {
        if (process.HasExited)
            return;
        using Process kill = Process.Start(new ProcessStartInfo(
            "kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)])
        { RedirectStandardError = true })!;
        kill.WaitForExit();
    }
}
