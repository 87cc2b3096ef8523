using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Profiles;

/// <summary>Folding by function, line, activity and into a tree.</summary>
public sealed class ProfileFoldingTests
{
    [Fact]
    public void Recursion_counts_once_and_lines_of_a_function_count_together()
    {
        var profile = SmallProfile.Build();
        var functions = ProfileFolding.ByFunction(profile);
        var recursive = functions.Single(cost => cost.Symbol == "recursive");
        recursive.Total.WallNs.ShouldBe(70);
        recursive.Self.WallNs.ShouldBe(40);
        recursive.HottestLine.ShouldBe(21);
        functions.Single(cost => cost.Symbol == "main").Total.WallNs.ShouldBe(100);
        functions[0].Symbol.ShouldBe("recursive");
        var line = ProfileFolding.ByLine(profile).Single(cost => cost is { Symbol: "recursive", Line: 22 });
        line.Self.WallNs.ShouldBe(40);
        line.Self.Samples.ShouldBe(1);
    }

    [Fact]
    public void Activities_divide_the_whole()
    {
        var shares = ProfileFolding.Activities(SmallProfile.Build());
        shares.OnCpuShare.ShouldBe(0.7);
        shares.WaitShare.ShouldBe(0.3, 1e-12);
        shares.CpuNs.ShouldBe(60);
        shares.ByActivity[ThreadActivity.WaitDisk].ShouldBe(30);
    }

    [Fact]
    public void Totals_are_conserved_whatever_the_stacks()
    {
        var random = new Random(7);
        for (var round = 0; round < 50; round++)
        {
            var profile = SmallProfile.Random(random);
            long whole = 0;
            foreach (var sample in profile.Samples)
                whole += sample.WallNs;
            ProfileFolding.ByFunction(profile).Sum(cost => cost.Self.WallNs).ShouldBe(whole);
            ProfileFolding.ByLine(profile).Sum(cost => cost.Self.WallNs).ShouldBe(whole);
            ProfileFolding.ByFunction(profile).ShouldAllBe(cost => cost.Total.WallNs <= whole);
            var tree = CallTree.Build(profile);
            tree.Total.WallNs.ShouldBe(whole);
            SelfOf(tree).ShouldBe(whole);
        }
    }

    [Fact]
    public void Joining_pairs_keeps_each_threads_time()
    {
        var random = new Random(3);
        var builder = new StackProfileBuilder();
        builder.Thread(new ThreadInfo(1, 1, "a", 0));
        builder.Thread(new ThreadInfo(1, 2, "b", 0));
        var times = new long[2];
        for (var i = 0; i < 101; i++)
        {
            var thread = random.Next(2);
            builder.Add(new StackSample(i, thread, StackId.Empty, ThreadActivity.OnCpu, false, i, i));
            times[thread] += i;
        }
        var moved = builder.JoinPairs();
        builder.Count.ShouldBeInRange(50, 52);
        moved.Length.ShouldBe(101);
        moved.ShouldAllBe(index => index < builder.Count);
        for (var i = 0; i < builder.Count; i++)
            times[builder[i].Thread] -= builder[i].WallNs;
        times.ShouldBe([0, 0]);
    }

    private static long SelfOf(CallTreeNode node) => node.Self.WallNs + node.Children.Sum(SelfOf);
}

/// <summary>Profiles written by hand.</summary>
internal static class SmallProfile
{
    public static StackProfile Build()
    {
        var builder = new StackProfileBuilder();
        var thread = builder.Thread(new ThreadInfo(4, 5, "python3", 0));
        var main = builder.Push(StackId.Empty, Frame(builder, "main", 10, 1));
        var once = builder.Push(main, Frame(builder, "recursive", 21, 20));
        var twice = builder.Push(once, Frame(builder, "recursive", 22, 20));
        var read = builder.Push(once, Frame(builder, "read; all", 31, 30));
        builder.Add(new StackSample(0, thread, main, ThreadActivity.OnCpu, true, 30, 30));
        builder.Add(new StackSample(30, thread, twice, ThreadActivity.OnCpu, true, 40, 30));
        builder.Add(new StackSample(70, thread, read, ThreadActivity.WaitDisk, false, 30, 0));
        return builder.Build(Quality);
    }

    public static StackProfile Random(Random random)
    {
        var builder = new StackProfileBuilder();
        builder.Thread(new ThreadInfo(1, 1, "t", 0));
        for (var i = 0; i < 60; i++)
        {
            var stack = StackId.Empty;
            for (var depth = random.Next(8); depth >= 0; depth--)
                stack = builder.Push(stack, Frame(builder, "f" + random.Next(4), random.Next(1, 4), 1));
            builder.Add(new StackSample(i, 0, stack, (ThreadActivity)random.Next(4), false, random.Next(1000), -1));
        }
        return builder.Build(Quality);
    }

    private static ProfileQuality Quality => new()
    {
        RequestedHz = 100, ReachedHz = 99, MissedRounds = 1, FailedSamples = 0, SamplerCpuSeconds = 0.1,
        DurationSeconds = 1,
    };

    private static FrameId Frame(StackProfileBuilder builder, string symbol, int line, int firstLine) =>
        builder.Frame(new FrameInfo(symbol, "/app/x.py", line, firstLine, FrameOrigin.Own));
}
