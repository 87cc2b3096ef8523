using PerfOpt.Cli.Terminal;
using PerfOpt.Core;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class ProgressTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public async Task Work_of_less_than_two_seconds_says_nothing()
    {
        await using (ProgressDisplay display = Begin(ProgressMode.Lines))
        {
            display.Report(new ProgressEvent(Step.Baseline, "run 1 of 10"));
            _time.Advance(1.9);
            display.Report(new ProgressEvent(Step.Profile, "sampling"));
        }

        _time.Advance(10);
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_tell_the_steps_and_at_most_one_message_a_second()
    {
        await using (ProgressDisplay display = Begin(ProgressMode.Lines))
        {
            display.Report(new ProgressEvent(Step.Baseline, "run 1 of 9"));
            _time.Advance(2);
            display.Report(new ProgressEvent(Step.Baseline, "run 2 of 9"));
            _time.Advance(0.5);
            display.Report(new ProgressEvent(Step.Baseline, "run 3 of 9"));
            _time.Advance(0.5);
            display.Report(new ProgressEvent(Step.Baseline, "run 4 of 9"));
            _time.Advance(1);
            display.Report(new ProgressEvent(Step.Profile, "sampling"));
            _time.Advance(3);
        }

        _error.ToString().ShouldBe("""
            [1/5] baseline: run 1 of 9
            [1/5] baseline: run 4 of 9
            [1/5] baseline: done in 4.0 s
            [2/5] profile: sampling
            [2/5] profile: done in 3.0 s

            """);
    }

    [Fact]
    public async Task Verbose_tells_each_event_at_once()
    {
        await using (ProgressDisplay display = Begin(ProgressMode.EveryEvent))
        {
            display.Report(new ProgressEvent(Step.Plan, "a"));
            display.Report(new ProgressEvent(Step.Plan, "b"));
        }

        _error.ToString().ShouldBe("[4/5] plan: a\n[4/5] plan: b\n[4/5] plan: done in 0 ms\n");
    }

    [Fact]
    public async Task Quiet_tells_nothing()
    {
        await using (ProgressDisplay display = Begin(ProgressMode.None))
        {
            _time.Advance(5);
            display.Report(new ProgressEvent(Step.Plan, "a"));
        }

        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_drawn_between_events_while_a_target_is_timed()
    {
        ProgressDisplay display = Begin(ProgressMode.Live);
        await using (display)
        {
            display.Report(new ProgressEvent(Step.Baseline, "run 1 of 9"));
            _time.Advance(2);
            int drawn = _error.ToString().Length;
            drawn.ShouldBeGreaterThan(0);
            _time.Advance(60);
            _error.ToString().Length.ShouldBe(drawn);
        }
    }

    [Fact]
    public async Task The_live_region_shows_all_five_steps_and_takes_any_text_as_text()
    {
        await using (ProgressDisplay display = Begin(ProgressMode.Live))
        {
            _time.Advance(2);
            display.Report(new ProgressEvent(Step.Baseline, "run [3] of 9", 0.333));
            display.Report(new ProgressEvent(Step.Profile, "sampling [bold"));
        }

        string shown = _error.ToString();
        foreach (string step in new[] { "1 baseline", "2 profile", "3 diagnose", "4 plan", "5 verify" })
            shown.ShouldContain(step);
        shown.ShouldContain("run [3] of 9 (33 %)");
        shown.ShouldContain("sampling [bold");
        shown.ShouldContain("✓ 1 baseline");
    }

    [Fact]
    public async Task Events_after_the_end_are_dropped()
    {
        ProgressDisplay display = Begin(ProgressMode.EveryEvent);
        await display.DisposeAsync();
        display.Report(new ProgressEvent(Step.Plan, "late"));
        await display.DisposeAsync();

        _error.ToString().ShouldBeEmpty();
    }

    private ProgressDisplay Begin(ProgressMode mode) =>
        ProgressDisplay.Begin(new ConsoleStyle(false, false, mode, Quiet: false, 80), _error, _time);
}
