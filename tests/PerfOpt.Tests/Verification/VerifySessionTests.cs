using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Verification;
using PerfOpt.Tests.Measurement;
using PerfOpt.Tests.Statistics;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Verification;

public sealed class VerifySessionTests : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("perfopt-verify-").FullName;
    private readonly ManualClock _clock = new();

    public void Dispose() => Directory.Delete(_scratch, recursive: true);

    [Fact]
    public async Task A_clear_improvement_is_decided_at_the_first_look()
    {
        NoiseSource noise = new(1);
        (VerifyOutcome outcome, ScriptedRunner runner) =
            await Run((side, _) => Noisy(noise, side == "old" ? 3 : 1.2, 0.01));
        outcome.Gate.ShouldBe(ComparisonVerdict.Improved);
        outcome.Stopped.ShouldBe(VerifyStop.Decided);
        outcome.Pairs.Count.ShouldBe(8);
        outcome.Results.Select(r => r.Metric).ShouldBe(["wall_time", "cpu_time", "peak_rss"]);
        outcome.Results[0].Change.ShouldBe(-0.6, 0.02);
        outcome.Results[2].Verdict.ShouldBe(ComparisonVerdict.Equivalent);
        outcome.OutputUnchanged.ShouldBe(true);
        outcome.Results.ShouldAllBe(r => r.OutputUnchanged == true);
        runner.Order.Take(2).ShouldBe(["old", "new"], "one warm-up of each");
        runner.Order.Count.ShouldBe(18);
        Directory.GetFiles(_scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_order_is_random_within_pairs_and_follows_the_seed()
    {
        (VerifyOutcome one, ScriptedRunner first) =
            await Run((_, run) => new ScriptedRun(run % 2 == 0 ? 1 : 1.5), r => r with { Seed = 5 });
        (_, ScriptedRunner again) =
            await Run((_, run) => new ScriptedRun(run % 2 == 0 ? 1 : 1.5), r => r with { Seed = 5 });
        (_, ScriptedRunner other) =
            await Run((_, run) => new ScriptedRun(run % 2 == 0 ? 1 : 1.5), r => r with { Seed = 6 });
        first.Order.ShouldBe(again.Order);
        first.Order.ShouldNotBe(other.Order);
        one.Seed.ShouldBe(5UL);
        for (int i = 0; i < one.Pairs.Count; i++)
        {
            string[] pair = [.. first.Order.Skip(2 + 2 * i).Take(2)];
            pair.Order().ShouldBe(["new", "old"]);
            one.Pairs[i].BeforeFirst.ShouldBe(pair[0] == "old");
        }
    }

    [Fact]
    public async Task Noise_that_hides_everything_runs_to_the_end_and_is_inconclusive()
    {
        NoiseSource noise = new(3);
        (VerifyOutcome outcome, _) = await Run((_, _) => Noisy(noise, 1, 0.3));
        outcome.Stopped.ShouldBe(VerifyStop.Maximum);
        outcome.Pairs.Count.ShouldBe(30);
        outcome.Gate.ShouldBe(ComparisonVerdict.Inconclusive);
        outcome.Results[0].PairsNeeded!.Value.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Looking_several_times_does_not_raise_false_alarms()
    {
        NoiseSource noise = new(21);
        int alarms = 0;
        for (ulong trial = 0; trial < 200; trial++)
        {
            (VerifyOutcome outcome, _) = await Run(
                (_, _) => Noisy(noise, 1, 0.05),
                r => r with { Seed = trial, Threshold = 0, CompareOutput = false, Budget = TimeSpan.FromHours(1) });
            if (outcome.Gate is ComparisonVerdict.Improved or ComparisonVerdict.Regressed) alarms++;
        }
        // At most 10 of 200 are expected even with a threshold of 0: above 22 has a chance under one in 4,000.
        alarms.ShouldBeLessThanOrEqualTo(22);
    }

    [Fact]
    public async Task The_budget_ends_it_and_too_few_pairs_are_said()
    {
        (VerifyOutcome outcome, _) = await Run((side, _) => new ScriptedRun(side == "old" ? 40 : 20));
        outcome.Stopped.ShouldBe(VerifyStop.Budget);
        outcome.Pairs.Count.ShouldBe(4);
        outcome.Gate.ShouldBe(ComparisonVerdict.Inconclusive);
        outcome.Notes.ShouldBe([
            "Not enough pairs: 4 were run, and at least 6 are needed to decide.",
            "The budget of 5 min was used up after 4 pairs."]);
    }

    [Fact]
    public async Task Six_pairs_within_the_budget_can_decide()
    {
        (VerifyOutcome outcome, _) = await Run((side, _) => new ScriptedRun(side == "old" ? 30 : 15));
        outcome.Pairs.Count.ShouldBe(6);
        outcome.Stopped.ShouldBe(VerifyStop.Budget);
        outcome.Gate.ShouldBe(ComparisonVerdict.Improved);
    }

    [Fact]
    public async Task Different_output_is_found()
    {
        (VerifyOutcome outcome, _) = await Run((side, _) => new ScriptedRun(side == "old" ? 2 : 1) { Output = side });
        outcome.OutputUnchanged.ShouldBe(false);
        outcome.Results[0].OutputUnchanged.ShouldBe(false);
        outcome.Results[0].Verdict.ShouldBe(ComparisonVerdict.Improved);
    }

    [Fact]
    public async Task Output_that_differs_on_one_run_only_is_found()
    {
        (VerifyOutcome outcome, _) = await Run((side, run) =>
            new ScriptedRun(side == "old" ? 2 : 1)
            {
                Output = side == "new" && run == 4 ? "total 41\n" : "total 42\n",
            });
        outcome.OutputUnchanged.ShouldBe(false);
    }

    [Fact]
    public async Task A_program_that_prints_the_time_cannot_be_compared()
    {
        (VerifyOutcome outcome, _) =
            await Run((side, run) => new ScriptedRun(side == "old" ? 2 : 1) { Output = $"{side} {run}" });
        outcome.OutputUnchanged.ShouldBeNull();
        outcome.Notes.ShouldHaveSingleItem().ShouldContain("prints something else on each run");
    }

    [Fact]
    public async Task A_failing_command_is_an_error_of_the_target()
    {
        PerfOptException error = await Should.ThrowAsync<PerfOptException>(() => Run((side, run) =>
            new ScriptedRun(1) { ExitCode = side == "new" && run == 3 ? 7 : 0, Error = "Traceback\nKeyError: 'x'\n" }));
        error.ExitCode.ShouldBe(ExitCodes.TargetFailed);
        error.Message.ShouldBe("The command after failed with exit code 7: KeyError: 'x'");
        Directory.GetFiles(_scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_hangs_is_an_error_of_the_target()
    {
        PerfOptException error = await Should.ThrowAsync<PerfOptException>(() => Run((side, _) =>
            new ScriptedRun(1) { TimedOut = side == "old" }));
        error.ExitCode.ShouldBe(ExitCodes.TargetFailed);
        error.Message.ShouldBe("The command before did not end within 60 s: old");
    }

    [Fact]
    public async Task An_interruption_keeps_the_pairs_made()
    {
        (VerifyOutcome outcome, _) = await Run((side, run) =>
            new ScriptedRun(side == "old" ? 2 : 1) { Interrupted = side == "new" && run == 7 });
        outcome.Stopped.ShouldBe(VerifyStop.Interrupted);
        outcome.Pairs.Count.ShouldBe(6);
        outcome.Gate.ShouldBe(ComparisonVerdict.Improved);
    }

    [Fact]
    public async Task Metrics_beside_wall_time_are_adjusted()
    {
        (VerifyOutcome outcome, _) = await Run((side, run) => side == "old"
            ? new ScriptedRun(2 + 0.001 * run) { CpuSeconds = 1, PeakRss = 50_000_000 }
            : new ScriptedRun(1 + 0.001 * run) { CpuSeconds = 0.5, PeakRss = 90_000_000 });
        outcome.Results[0].PValue.ShouldBe(2.0 / 256);
        outcome.Results[1].PValue.ShouldBe(4.0 / 256, "Holm over the two");
        outcome.Results[1].Verdict.ShouldBe(ComparisonVerdict.Improved);
        outcome.Results[2].Verdict.ShouldBe(ComparisonVerdict.Regressed);
        outcome.Gate.ShouldBe(ComparisonVerdict.Improved);
    }

    [Fact]
    public async Task CPU_time_below_the_tick_is_left_out()
    {
        (VerifyOutcome outcome, _) = await Run((_, _) => new ScriptedRun(1) { CpuSeconds = 0 });
        outcome.Results.Select(r => r.Metric).ShouldBe(["wall_time", "peak_rss"]);
        outcome.Gate.ShouldBe(ComparisonVerdict.Equivalent);
    }

    private async Task<(VerifyOutcome Outcome, ScriptedRunner Runner)> Run(
        Func<string, int, ScriptedRun> script, Func<VerifyRequest, VerifyRequest>? change = null)
    {
        ScriptedRunner runner = new(_clock, script);
        VerifyRequest request = new()
        {
            Before = Command("old"), After = Command("new"), ScratchDirectory = _scratch, Seed = 1,
        };
        VerifyOutcome outcome = await new VerifySession(runner, _clock)
            .RunAsync(change?.Invoke(request) ?? request, null, TestContext.Current.CancellationToken);
        return (outcome, runner);
    }

    private static RunRequest Command(string name) =>
        new() { Command = [name], WorkingDirectory = "/", Timeout = TimeSpan.FromSeconds(60) };

    private static ScriptedRun Noisy(NoiseSource noise, double seconds, double variation) =>
        new(seconds * Math.Exp(variation * noise.Normal()));
}
