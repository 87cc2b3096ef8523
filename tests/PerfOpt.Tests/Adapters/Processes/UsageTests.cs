using PerfOpt.Core.Measurement;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class UsageTests
{
    private const string Burn = "import time\nt = time.process_time()\nwhile time.process_time() - t < 0.3: pass\n";

    [Fact]
    public async Task A_sleeper_takes_time_and_no_processor()
    {
        var usage = (await Runners.RunAsync(Runners.Request("sleep", "0.3"))).Usage;
        usage.WallSeconds.ShouldBeInRange(0.3, 20);
        usage.CpuSeconds.ShouldBeLessThan(0.15);
        usage.ContextSwitches.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_busy_loop_takes_the_processor()
    {
        var usage = (await Runners.RunAsync(Runners.Python(Burn))).Usage;
        usage.CpuSeconds.ShouldBeInRange(0.3, 3);
        usage.UserSeconds.ShouldBeGreaterThan(0.1);
        usage.WallSeconds.ShouldBeGreaterThan(0.29);
    }

    [Fact]
    public async Task Children_and_detached_grandchildren_count()
    {
        // One child is waited for by the root, one detaches in a session of its own and is reaped by the guard.
        string script = $"""
            import os, subprocess, sys
            burn = {'"'}{'"'}{'"'}{Burn}{'"'}{'"'}{'"'}
            child = subprocess.Popen([sys.executable, "-c", burn])
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    exec(burn)
                os._exit(0)
            os.wait()
            child.wait()
            """;
        var result = await Runners.RunAsync(Runners.Python(script));
        result.ExitCode.ShouldBe(0);
        result.Usage.CpuSeconds.ShouldBeInRange(0.45, 4);
    }

    [Fact]
    public async Task Peak_memory_is_the_targets_own_and_not_the_guards()
    {
        // A .NET process is above 20 MiB; what the kernel hands on at execve must not show in a program of 2 MiB.
        var small = (await Runners.RunAsync(Runners.Request("sleep", "0"))).Usage;
        small.PeakRssBytes.ShouldBeInRange(100 << 10, 10 << 20);
        var large = (await Runners.RunAsync(Runners.Python("x = b'x' * (100 << 20)"))).Usage;
        large.PeakRssBytes.ShouldBeInRange(100L << 20, 150L << 20);
    }

    [Fact]
    public async Task Peak_memory_is_the_largest_process_of_the_tree()
    {
        var usage = (await Runners.RunAsync(Runners.Shell(
            "python3 -c 'x = b\"x\" * (80 << 20)'; python3 -c 'x = b\"x\" * (40 << 20)'"))).Usage;
        usage.PeakRssBytes.ShouldBeInRange(80L << 20, 115L << 20);
    }

    [Fact]
    public async Task Bytes_sent_to_storage_are_those_written()
    {
        using var folder = new TemporaryDirectory();
        var usage = (await Runners.RunAsync(Runners.Request(
            "dd", "if=/dev/zero", $"of={folder["data"]}", "bs=1M", "count=4", "conv=fsync"))).Usage;
        // Absent where the kernel does not account; zero where the directory lies in memory.
        if (usage.StorageWriteBytes is > 0)
            usage.StorageWriteBytes.Value.ShouldBeInRange(4L << 20, 6L << 20);
        else
            new DriveInfo(folder.FullPath).DriveFormat.ShouldBe("tmpfs");
    }

    [Fact]
    public async Task One_guard_serves_run_after_run_and_keeps_them_apart()
    {
        using var runner = Runners.New();
        foreach (int code in (int[])[0, 7, 255])
        {
            var request = Runners.Shell($"exit {code}") with { Output = OutputMode.Discard };
            var result = await runner.RunAsync(request, null, TestContext.Current.CancellationToken);
            result.ExitCode.ShouldBe(code);
            result.Usage.CpuSeconds.ShouldBeLessThan(0.15);
        }
    }

    [Fact]
    public async Task Runs_at_the_same_time_have_a_guard_each()
    {
        using var folder = new TemporaryDirectory();
        using var runner = Runners.New();
        // Each waits for the other's file: one after the other they would never end.
        RunRequest Meet(string mine, string other) =>
            Runners.Shell($"> {folder[mine]}; while [ ! -e {folder[other]} ]; do sleep 0.01; done");
        var token = TestContext.Current.CancellationToken;
        var results = await Task.WhenAll(
            runner.RunAsync(Meet("a", "b"), null, token), runner.RunAsync(Meet("b", "a"), null, token));
        results.ShouldAllBe(result => result.ExitCode == 0 && !result.TimedOut);
    }
}
