using System.Diagnostics;
using System.Globalization;
using PerfOpt.Adapters.Processes;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class DeathTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KILL", 128 + 9)]
    [InlineData("USR1", 128 + 10)]
    public async Task When_the_parent_dies_all_that_it_started_dies(string signal, int exitCode)
    {
        using var parent = StartStubbornTree();
        var tree = await TreeAsync(parent);
        string scratch = await parent.TellsAsync("scratch");
        Directory.Exists(scratch).ShouldBeTrue();

        Parent.Signal(parent.Id, signal);
        await parent.ExitAsync();
        parent.ExitCode.ShouldBe(exitCode);
        foreach (int pid in tree)
            await Runners.EventuallyAsync(() => !Runners.IsAlive(pid), $"{pid} still lives");
        await Runners.EventuallyAsync(() => !Directory.Exists(scratch), $"{scratch} is still there");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_stops_the_target_and_keeps_what_was_measured(string signal)
    {
        using var parent = Parent.Start(
            OutputMode.Discard, "sh", "-c", $"echo $$ > {_folder["root"]}; while :; do sleep 0.02; done");
        int root = await Runners.PidInAsync(_folder["root"]);
        string scratch = await parent.TellsAsync("scratch");
        Parent.Signal(parent.Id, signal);
        await parent.ExitAsync();
        (await parent.TellsAsync("result")).ShouldContain("Interrupted = True");
        Runners.IsAlive(root).ShouldBeFalse();
        Directory.Exists(scratch).ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_signal_ends_at_once()
    {
        using var parent = StartStubbornTree();
        var tree = await TreeAsync(parent);
        // The second may come before the first was handled and be merged with it: so, until it is gone.
        await Runners.EventuallyAsync(
            () =>
            {
                Parent.Signal(parent.Id, "INT");
                return !Runners.IsAlive(parent.Id);
            },
            "the parent still lives");
        await parent.ExitAsync();
        parent.ExitCode.ShouldBe(130);
        foreach (int pid in tree)
            await Runners.EventuallyAsync(() => !Runners.IsAlive(pid), $"{pid} still lives");
    }

    [Fact]
    public async Task When_the_guard_is_killed_the_parent_kills_what_it_inherits()
    {
        using var parent = StartStubbornTree();
        var tree = await TreeAsync(parent);
        Parent.Signal(parent.Guard(), "KILL");
        await parent.ExitAsync();
        (await parent.TellsAsync("failed")).ShouldStartWith("3 The process that guards the target was killed");
        foreach (int pid in tree)
            Runners.IsAlive(pid).ShouldBeFalse($"{pid} still lives");
    }

    [Fact]
    public async Task When_both_are_killed_the_root_dies_all_the_same()
    {
        using var parent = Parent.Start(OutputMode.Discard, "sleep", "600");
        int root = int.Parse(await parent.TellsAsync("started"), CultureInfo.InvariantCulture);
        Parent.Signal(parent.Id, $"KILL {parent.Guard().ToString(CultureInfo.InvariantCulture)}");
        await parent.ExitAsync();
        await Runners.EventuallyAsync(() => !Runners.IsAlive(root), "the root still lives");
    }

    [Fact]
    public async Task The_guard_is_not_found_by_perfopts_name_and_ignores_polite_signals()
    {
        using var parent = Parent.Start(OutputMode.Discard, "sleep", "600");
        int root = int.Parse(await parent.TellsAsync("started"), CultureInfo.InvariantCulture);
        string folder = $"/proc/{parent.Guard().ToString(CultureInfo.InvariantCulture)}";
        File.ReadAllText(folder + "/comm").Trim().ShouldBe("target-guard");
        File.ReadAllText(folder + "/cmdline").TrimEnd('\0').ShouldBe("target-guard");
        foreach (string signal in (string[])["TERM", "INT", "HUP", "QUIT"])
            Parent.Signal(parent.Guard(), signal);
        Runners.IsAlive(root).ShouldBeTrue();
        Parent.Signal(parent.Id, "TERM");
        (await parent.TellsAsync("result")).ShouldContain("Interrupted = True");
    }

    [Theory]
    [InlineData()]
    [InlineData("not-a-number")]
    [InlineData("987654")]
    [InlineData("0", "1")]
    public async Task A_guard_called_by_hand_says_nothing_and_ends(params string[] arguments)
    {
        var start = new ProcessStartInfo(Runners.DotNet)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in
            (string[])[Path.Combine(AppContext.BaseDirectory, "perfopt.dll"), GuardProcess.Argument, .. arguments])
            start.ArgumentList.Add(argument);
        using var guard = Process.Start(start)!;
        var token = TestContext.Current.CancellationToken;
        string said = await guard.StandardOutput.ReadToEndAsync(token)
            + await guard.StandardError.ReadToEndAsync(token);
        await guard.WaitForExitAsync(token);
        (guard.ExitCode, said).ShouldBe((ExitCodes.Usage, ""));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 77 })]
    [InlineData(new byte[] { 5, 0, 0, 0, 3 })]
    public async Task A_guard_that_hears_nonsense_ends(byte[] nonsense)
    {
        // Its socket here is standard input: what follows the nonsense is the end of it.
        var start = new ProcessStartInfo(Runners.DotNet) { RedirectStandardInput = true };
        foreach (string argument in
            (string[])[Path.Combine(AppContext.BaseDirectory, "perfopt.dll"), GuardProcess.Argument, "0"])
            start.ArgumentList.Add(argument);
        using var guard = Process.Start(start)!;
        await guard.StandardInput.BaseStream.WriteAsync(nonsense, TestContext.Current.CancellationToken);
        guard.StandardInput.Close();
        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);
        guard.ExitCode.ShouldBe(0);
    }

    /// <summary>A root, a child and a daemon in a session of its own, none of which ends when asked.</summary>
    private Parent StartStubbornTree() => Parent.Start(OutputMode.Discard, "/usr/bin/env", "python3", "-c", $"""
        import os, signal, time
        for s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP): signal.signal(s, signal.SIG_IGN)
        def note(name):
            with open("{_folder.FullPath}/" + name, "w") as f: f.write(str(os.getpid()) + "\n")
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0: note("daemon"); time.sleep(600)
            os._exit(0)
        if os.fork() == 0: note("child"); time.sleep(600)
        note("root")
        time.sleep(600)
        """);

    private async Task<int[]> TreeAsync(Parent parent) =>
    [
        await Runners.PidInAsync(_folder["root"]), await Runners.PidInAsync(_folder["child"]),
        await Runners.PidInAsync(_folder["daemon"]), parent.Guard(),
    ];
}
