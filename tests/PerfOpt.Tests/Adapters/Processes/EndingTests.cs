using System.Globalization;
using PerfOpt.Core.Measurement;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class EndingTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_signal_that_kills_the_target_is_told()
    {
        (await Runners.RunAsync(Runners.Shell("kill -SEGV $$"))).ExitCode.ShouldBe(128 + 11);
    }

    [Fact]
    public async Task A_target_over_its_limit_is_ended_with_its_children()
    {
        var request = Runners.Shell($"sleep 600 & echo $! > {_folder["child"]}; wait") with
        {
            Timeout = TimeSpan.FromSeconds(0.5),
        };
        var result = await Runners.RunAsync(request);
        result.TimedOut.ShouldBeTrue();
        result.Interrupted.ShouldBeFalse();
        result.ExitCode.ShouldBe(128 + 15);
        result.Usage.WallSeconds.ShouldBeGreaterThan(0.49);
        Runners.IsAlive(await Runners.PidInAsync(_folder["child"])).ShouldBeFalse();
    }

    [Theory]
    [InlineData("trap '' TERM INT HUP; while :; do sleep 0.05; done")]
    [InlineData("kill -STOP $$; trap '' TERM; while :; do sleep 0.05; done")]
    public async Task A_target_that_will_not_end_is_killed(string script)
    {
        var result = await Runners.RunAsync(Runners.Shell(script) with { Timeout = TimeSpan.FromSeconds(0.2) });
        result.TimedOut.ShouldBeTrue();
        result.ExitCode.ShouldBeOneOf(128 + 9, 128 + 15);
    }

    [Fact]
    public async Task Cancelling_returns_what_was_measured()
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var runner = Runners.New();
        var result = await runner.RunAsync(
            Runners.Shell($"trap 'exit 3' TERM; echo $$ > {_folder["ready"]}; while :; do sleep 0.02; done"),
            pid => _ = CancelWhenReadyAsync(pid), cancellation.Token);
        result.Interrupted.ShouldBeTrue();
        result.TimedOut.ShouldBeFalse();
        result.ExitCode.ShouldBe(3);
        result.Usage.WallSeconds.ShouldBeGreaterThan(0);

        async Task CancelWhenReadyAsync(int pid)
        {
            (await Runners.PidInAsync(_folder["ready"])).ShouldBe(pid);
            await cancellation.CancelAsync();
        }
    }

    [Fact]
    public async Task A_cancelled_run_is_not_started()
    {
        using var runner = Runners.New();
        await Should.ThrowAsync<OperationCanceledException>(
            () => runner.RunAsync(Runners.Shell($"> {_folder["ran"]}"), null, new CancellationToken(canceled: true)));
        File.Exists(_folder["ran"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_daemon_that_detached_is_ended_and_counted()
    {
        string script = $"""
            import os, time
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    for fd in (0, 1, 2): os.close(fd)
                    with open("{_folder["daemon"]}", "w") as f: f.write(str(os.getpid()) + "\n")
                    time.sleep(600)
                os._exit(0)
            os.wait()
            while not os.path.exists("{_folder["daemon"]}"): time.sleep(0.01)
            """;
        var result = await Runners.RunAsync(Runners.Python(script));
        result.ExitCode.ShouldBe(0);
        result.Orphans.ShouldBe(1);
        Runners.IsAlive(await Runners.PidInAsync(_folder["daemon"])).ShouldBeFalse();
        result.Usage.WallSeconds.ShouldBeLessThan(60);
    }

    [Fact]
    public async Task A_child_that_ends_soon_after_the_root_is_left_to_do_so()
    {
        // The descriptor keeps the pipe open: its line is still taken.
        var result = await Runners.RunAsync(Runners.Shell("(sleep 0.05; echo late >&2) & exit 0"));
        result.Orphans.ShouldBe(0);
        result.StandardErrorTail.ShouldBe("late\n");
    }

    [Fact]
    public async Task Leaving_the_guard_ends_a_run_that_an_observer_broke()
    {
        using var runner = Runners.New();
        int root = 0;
        await Should.ThrowAsync<InvalidOperationException>(() => runner.RunAsync(
            Runners.Request("sleep", "600"),
            pid =>
            {
                root = pid;
                throw new InvalidOperationException("the observer failed");
            },
            TestContext.Current.CancellationToken));
        root.ShouldBeGreaterThan(0);
        Runners.IsAlive(root).ShouldBeFalse();
    }

    [Fact]
    public async Task A_zombie_is_reaped_at_once()
    {
        // The daemon's end must be seen by who polls its id, as it would be with init.
        string script = $"""
            import os, time
            r, w = os.pipe()
            if os.fork() == 0:
                daemon = os.fork()
                if daemon: os.write(w, str(daemon).encode())
                else: time.sleep(0.05)
                os._exit(0)
            os.wait()
            daemon = int(os.read(r, 20))
            end = time.monotonic() + 20
            while os.path.exists("/proc/%d" % daemon):
                if time.monotonic() > end: raise SystemExit(1)
                time.sleep(0.001)
            """;
        (await Runners.RunAsync(Runners.Python(script))).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_target_is_a_descendant_in_a_group_of_its_own_with_default_signals()
    {
        var request = Runners.Python("""
            import os, signal
            lines = open("/proc/self/status").read().splitlines()
            status = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
            blocked = int(status["SigBlk"], 16)
            ignored = int(status["SigIgn"], 16) & ~(1 << 12 | 1 << 24 | 1 << 31 | 1 << 32)
            assert os.getpgid(0) == os.getpid() and blocked == 0 and ignored == 0, status
            """);
        int parent = 0;
        using var runner = Runners.New();
        var result = await runner.RunAsync(
            request, pid => parent = Core(pid), TestContext.Current.CancellationToken);
        result.StandardErrorTail.ShouldBe("");
        result.ExitCode.ShouldBe(0);
        parent.ShouldBe(Environment.ProcessId);

        static int Core(int pid)
        {
            var root = PerfOpt.Adapters.Processes.ProcessTable.Find(pid).ShouldNotBeNull();
            return PerfOpt.Adapters.Processes.ProcessTable.Find(root.Parent).ShouldNotBeNull().Parent;
        }
    }

    [Fact]
    public async Task The_environment_is_what_was_asked()
    {
        var request = Runners.Shell("test \"$ADDED\" = 'a=b c' && test -z \"${HOME+set}\" && test -n \"$PATH\"") with
        {
            Environment = new Dictionary<string, string?> { ["ADDED"] = "a=b c", ["HOME"] = null },
        };
        (await Runners.RunAsync(request)).ExitCode.ShouldBe(0);
        var names = Runners.Python("import os; raise SystemExit('DOTNET_EnableDiagnostics' in os.environ)");
        if (Environment.GetEnvironmentVariable("DOTNET_EnableDiagnostics") is null)
            (await Runners.RunAsync(names)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_limit_on_open_files_is_the_users_and_not_the_runtimes()
    {
        int parent = PerfOpt.Adapters.Processes.ProcessTable.Find(Environment.ProcessId)!.Value.Parent;
        string expected = File.ReadLines($"/proc/{parent.ToString(CultureInfo.InvariantCulture)}/limits")
            .Single(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
        var request = Runners.Shell($"test \"$(ulimit -Sn)\" = {expected}") with { Output = OutputMode.Discard };
        (await Runners.RunAsync(request)).ExitCode.ShouldBe(0);
    }
}
