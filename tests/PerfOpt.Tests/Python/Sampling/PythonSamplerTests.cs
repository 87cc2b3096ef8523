using PerfOpt.Adapters.Linux;
using PerfOpt.Adapters.Python.Sampling;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Sampling;

/// <summary>The sampler against real interpreters, each of every minor version that is installed.</summary>
public sealed class PythonSamplerTests
{
    private static readonly SamplerOptions Fast = new() { RateHz = 500 };

    public static TheoryData<string> Pythons => Interpreters.Theory;

    [Theory, MemberData(nameof(Pythons))]
    public void Tells_the_version(string python)
    {
        using var target = Target.Start(python, "known_split.py", "30");
        var process = PythonSampler.Probe(target.ProcessId).ShouldNotBeNull();
        process.Supported.ShouldBeTrue();
        process.Runtime.Version.ShouldBe(PythonSampler.ProbeExecutable(python)!.Version);
        process.Name.ShouldBe($"CPython {process.Runtime.Version}");
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Finds_known_shares(string python)
    {
        using var target = Target.Start(python, "known_split.py", "2");
        var profile = target.Sample(Fast);
        long thirty = 0, seventy = 0;
        foreach (var sample in profile.Samples)
        {
            var symbols = profile.Walk(sample.Stack).Select(frame => frame.Symbol).ToList();
            thirty += symbols.Contains("thirty") ? 1 : 0;
            seventy += symbols.Contains("seventy") ? 1 : 0;
        }
        double count = thirty + seventy;
        count.ShouldBeGreaterThan(100);
        // 99.9 % of a binomial distribution, and 2 % for what the program itself loses between its two halves.
        var bound = 3.291 * Math.Sqrt(0.3 * 0.7 / count) + 0.02;
        (thirty / count).ShouldBeInRange(0.3 - bound, 0.3 + bound);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Takes_few_impossible_stacks(string python)
    {
        using var target = Target.Start(python, "alternating_chains.py", "2");
        var (impossible, count) = CountImpossible(target.Sample(Fast));
        count.ShouldBeGreaterThan(100);
        // At most 0.5 %; the bound is the 99.9 % point of a binomial distribution with that share.
        ((double)impossible).ShouldBeLessThanOrEqualTo(0.005 * count + 3.09 * Math.Sqrt(0.005 * count) + 1);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Takes_no_impossible_stacks_when_exact(string python)
    {
        using var target = Target.Start(python, "alternating_chains.py", "1.5");
        var (impossible, count) = CountImpossible(target.Sample(Fast with { Exact = true }));
        count.ShouldBeGreaterThan(10);
        impossible.ShouldBe(0);
        target.WaitForExit().ShouldBe(0);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Gives_the_lines_that_the_interpreter_gives(string python)
    {
        using var target = Target.Start(python, "multi_line_calls.py", "1");
        var truth = target.FirstLine["ready ".Length..].Split(',');
        var stacks = Stacks(target.Sample(Fast));
        var seen = stacks
            .Select(stack => stack.Select(frame => $"{frame.Symbol.Split('.')[^1]}:{frame.Line}").ToArray())
            .Where(stack => stack.Length == truth.Length + 1 && stack[0].StartsWith("spin:", StringComparison.Ordinal))
            .ToList();
        seen.ShouldNotBeEmpty();
        seen.ShouldContain(stack => stack[0] == "spin:18");
        foreach (var stack in seen)
            stack[1..].ShouldBe(truth);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Reads_deep_recursion_whole(string python)
    {
        const int depth = 2000;
        using var target = Target.Start(python, "deep_recursion.py", "2000", "1");
        var profile = target.Sample(Fast);
        var deep = Stacks(profile).Where(stack => stack.Count > 100).ToList();
        deep.ShouldNotBeEmpty();
        // While it still descends and ascends, stacks are shorter; but each reaches down to the module.
        deep.ShouldAllBe(stack => stack.Last().Symbol == "<module>");
        deep.ShouldContain(stack => stack.Count == depth + 2);
        profile.Quality.TruncatedStacks.ShouldBe(0);
    }

    [Fact]
    public void Cuts_at_the_limit_on_depth_and_says_so()
    {
        using var target = Target.Start(Interpreters.All[0], "deep_recursion.py", "500", "1");
        var profile = target.Sample(Fast with { MaxDepth = 50 });
        profile.Quality.TruncatedStacks.ShouldBeGreaterThan(0);
        Stacks(profile).Max(stack => stack.Count).ShouldBe(50);
        profile.Quality.Notes.ShouldContain(note => note.Contains("50 frames", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Walks_through_generators(string python)
    {
        using var target = Target.Start(python, "generators.py", "1");
        var inside = Stacks(target.Sample(Fast)).Where(stack => stack[0].Symbol == "inner").ToList();
        inside.ShouldNotBeEmpty();
        foreach (var stack in inside)
            stack.Select(frame => frame.Symbol).ShouldBe(["inner", "middle", "consume", "<module>"]);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Sees_the_main_interpreter_behind_another(string python)
    {
        using var target = Target.Start(python, "sub_interpreter.py", "1");
        var profile = target.Sample(Fast);
        Stacks(profile).ShouldContain(stack => stack[0].Symbol == "in_main");
        profile.Threads.ShouldContain(thread => thread.Interpreter == 0 && thread.ThreadId == target.ProcessId);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Follows_children(string python)
    {
        using var target = Target.Start(python, "child_processes.py", "1");
        var profile = target.Sample(Fast);
        var symbols = profile.Frames.Select(frame => frame.Symbol).ToList();
        symbols.ShouldContain("work_in_fork");
        symbols.ShouldContain("work_in_child");
        profile.Threads.Select(thread => thread.ProcessId).Distinct().Count().ShouldBe(3);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Reads_names_of_every_width(string python)
    {
        using var target = Target.Start(python, "names.py", "1");
        var symbols = target.Sample(Fast).Frames.Select(frame => frame.Symbol).ToList();
        foreach (var name in (string[])["größe", "данные", "𠀀𠀁"])
            symbols.ShouldContain(name);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Keeps_lines_in_long_tables(string python)
    {
        using var target = Target.Start(python, "long_line_table.py", "1");
        var stacks = Stacks(target.Sample(Fast));
        stacks.ShouldContain(stack => stack.Count == 3 && stack[1].Symbol == "long" && stack[1].Line == 20003);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Tells_apart_code_at_the_same_address(string python)
    {
        using var target = Target.Start(python, "reused_code.py", "1");
        var mixed = target.Sample(Fast).Frames.Where(frame =>
            frame.Symbol.StartsWith("made_", StringComparison.Ordinal)
            && frame.File != $"/generated/{frame.Symbol["made_".Length..]}.py");
        mixed.ShouldBeEmpty();
    }

    [Fact]
    public void Joins_samples_beyond_the_bound_without_losing_time()
    {
        using var target = Target.Start(Interpreters.All[0], "known_split.py", "2");
        var profile = target.Sample(Fast with { MaxSamples = 50 });
        profile.Count.ShouldBeLessThanOrEqualTo(50);
        long wall = 0;
        foreach (var sample in profile.Samples)
            wall += sample.WallNs;
        (wall / 1e9).ShouldBeGreaterThanOrEqualTo(profile.Quality.DurationSeconds * 0.9);
        profile.Quality.Notes.ShouldContain(note => note.Contains("bound of 50", StringComparison.Ordinal));
    }

    [Fact]
    public void Waits_for_a_script_that_becomes_the_interpreter()
    {
        using var target = Target.Start(
            ["/bin/sh", "-c", "sleep 0.2; exec \"$0\" \"$@\"", Interpreters.All[0], Target.PathOf("known_split.py"),
                "1"], "");
        Stacks(target.Sample(Fast)).ShouldContain(stack => stack.Any(frame => frame.Symbol == "seventy"));
    }

    [Fact]
    public void Refuses_a_process_that_does_not_exist()
    {
        var error = Should.Throw<PerfOptException>(() => PythonSampler.Start(int.MaxValue, Fast));
        error.ExitCode.ShouldBe(ExitCodes.TargetFailed);
    }

    [Fact]
    public void Says_that_another_program_is_no_Python()
    {
        using var target = Target.Start(["/bin/sleep", "0.5"], "");
        PythonSampler.Probe(target.ProcessId).ShouldBeNull();
        var profile = target.Sample(Fast);
        profile.Count.ShouldBe(0);
        profile.Quality.Notes.ShouldContain(note => note.StartsWith("No CPython", StringComparison.Ordinal));
    }

    [Fact]
    public void Leaves_the_process_running_when_stopped()
    {
        using var target = Target.Start(Interpreters.All[0], "known_split.py", "1.5");
        using (var session = PythonSampler.Start(target.ProcessId, Fast with { Exact = true }))
        {
            SpinWait.SpinUntil(() => session.Samples > 5, TimeSpan.FromSeconds(10)).ShouldBeTrue();
            session.Finish().Count.ShouldBeGreaterThan(0);
        }
        ProcessTree.Stat(target.ProcessId)!.Value.State.ShouldNotBe('t');
        target.WaitForExit().ShouldBe(0);
    }

    private static List<List<FrameInfo>> Stacks(StackProfile profile)
    {
        var stacks = new List<List<FrameInfo>>();
        foreach (var sample in profile.Samples)
            stacks.Add([.. profile.Walk(sample.Stack)]);
        return stacks;
    }

    /// <summary>Stacks below <c>main</c> that are not a beginning of one of the two chains.</summary>
    private static (int Impossible, int Count) CountImpossible(StackProfile profile)
    {
        var impossible = 0;
        var count = 0;
        foreach (var stack in Stacks(profile))
        {
            var symbols = stack.Select(frame => frame.Symbol).Reverse().ToList();
            if (symbols is not ["<module>", "main", .. var chain])
                continue;
            count++;
            var possible = chain.Count == 0 || Enumerable.Range(0,
                chain.Count).All(i => chain[i] == $"{chain[0][0]}{i}");
            impossible += possible || chain[0] == "make" ? 0 : 1;
        }
        return (impossible, count);
    }
}
