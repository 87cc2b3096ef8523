using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;
using static PerfOpt.Tests.Diagnosis.Scene;

namespace PerfOpt.Tests.Diagnosis;

public sealed class TimeAttributionTests
{
    private static readonly ProfileQuality Quality = new()
    {
        RequestedHz = 100, ReachedHz = 100, MissedRounds = 0, FailedSamples = 0, SamplerCpuSeconds = 0,
        DurationSeconds = 1,
    };

    [Fact]
    public void A_library_frame_is_attributed_to_the_line_that_calls_it()
    {
        var library = new FrameInfo("loads", "/usr/lib/python3/json/__init__.py", 300, 299, FrameOrigin.Runtime);
        var time = new Scene().Spend(2, ThreadActivity.OnCpu, Frame("parse", 4), library).Input().Time;
        var line = time.Of(new LineKey(Key("parse"), 4)).ShouldNotBeNull();
        line.Seconds.ShouldBe(2, 0.05);
        line.LeafSeconds.ShouldBe(0);
    }

    [Fact]
    public void A_comprehensions_own_scope_counts_to_the_function_around_it()
    {
        var scope = Frame("<listcomp>", 5, 5);
        var time = new Scene().Spend(2, ThreadActivity.OnCpu, Frame("squares", 4), scope).Input().Time;
        time.Of(new LineKey(Key("squares"), 5)).ShouldNotBeNull().Seconds.ShouldBe(2, 0.05);
    }

    [Fact]
    public void A_thread_that_waits_for_another_gets_no_time_while_that_one_works()
    {
        var builder = new StackProfileBuilder();
        var main = builder.Thread(new ThreadInfo(1, 1, "main", 0));
        var worker = builder.Thread(new ThreadInfo(1, 2, "worker", 0));
        var joins = builder.Stack([builder.Frame(Frame("main", 9))]);
        var works = builder.Stack([builder.Frame(Frame("work", 19, 15))]);
        for (var i = 0; i < 100; i++)
        {
            builder.Add(new StackSample(i * 10_000_000L, main, joins, ThreadActivity.WaitLock, false, 10_000_000, 0));
            builder.Add(new StackSample(
                i * 10_000_000L, worker, works, ThreadActivity.OnCpu, true, 10_000_000, 10_000_000));
        }

        var time = TimeAttribution.Of(builder.Build(Quality), 1, 1);
        time.Of(new LineKey(Key("work", 15), 19)).ShouldNotBeNull().Seconds.ShouldBe(1, 0.02);
        time.Of(new LineKey(Key("main"), 9)).ShouldBeNull();
        time.AttributedSeconds.ShouldBe(1, 0.02);
    }

    [Fact]
    public void Recursion_counts_once_in_inclusive_time()
    {
        var time = new Scene()
            .Spend(2, ThreadActivity.OnCpu, Frame("fib", 3), Frame("fib", 3), Frame("fib", 3))
            .Input().Time;
        time.Inclusive(Key("fib")).ShouldBe(2, 0.05);
    }

    [Fact]
    public void Merged_profiles_keep_all_their_time()
    {
        static StackProfile One(string symbol)
        {
            var builder = new StackProfileBuilder();
            var thread = builder.Thread(new ThreadInfo(1, 1, "main", 0));
            var stack = builder.Stack([builder.Frame(Frame("main", 2)), builder.Frame(Frame(symbol, 3, 3))]);
            for (var i = 0; i < 100; i++)
                builder.Add(new StackSample(
                    i * 10_000_000L, thread, stack, ThreadActivity.OnCpu, true, 10_000_000, -1));
            return builder.Build(Quality);
        }

        var time = TimeAttribution.Of(StackProfile.Merge([One("a"), One("b")]), 2, 1);
        time.Inclusive(Key("a", 3)).ShouldBe(0.5, 0.02);
        time.Inclusive(Key("b", 3)).ShouldBe(0.5, 0.02);
        time.Inclusive(Key("main")).ShouldBe(1, 0.02);
    }
}
