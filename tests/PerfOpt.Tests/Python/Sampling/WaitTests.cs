using PerfOpt.Adapters.Python.Sampling;
using PerfOpt.Core.Profiles;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Sampling;

/// <summary>What threads are said to wait for.</summary>
public sealed class WaitTests
{
    public static TheoryData<string> Pythons => Interpreters.Theory;

    [Theory, MemberData(nameof(Pythons))]
    public void Tells_what_each_thread_waits_for(string python)
    {
        using var target = Target.Start(python, "waiting_threads.py", "1.5");
        var profile = target.Sample(new SamplerOptions { RateHz = 100 });
        MainActivity(profile, "sleep").ShouldBe(ThreadActivity.WaitSleep);
        MainActivity(profile, "lock").ShouldBe(ThreadActivity.WaitLock);
        MainActivity(profile, "network").ShouldBe(ThreadActivity.WaitNetwork);
        MainActivity(profile, "network_with_timeout").ShouldBe(ThreadActivity.WaitNetwork);
        MainActivity(profile, "pipe").ShouldBe(ThreadActivity.WaitPipe);
        MainActivity(profile, "process").ShouldBe(ThreadActivity.WaitProcess);
        var ids = profile.Threads.Select(thread => thread.ThreadId).ToList();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id > 0);
    }

    [Theory, MemberData(nameof(Pythons))]
    public void Tells_who_has_the_lock_and_who_wants_it(string python)
    {
        using var target = Target.Start(python, "gil_contention.py", "1.5");
        var profile = target.Sample(new SamplerOptions { RateHz = 200 });
        var shares = ProfileFolding.Activities(profile).ByActivity;
        shares.GetValueOrDefault(ThreadActivity.WaitGil).ShouldBeGreaterThan(shares[ThreadActivity.OnCpu]);
        var holders = 0;
        foreach (var sample in profile.Samples)
            holders += sample.HoldsGil ? 1 : 0;
        holders.ShouldBeGreaterThan(10);
        holders.ShouldBeLessThan(profile.Count / 2);
    }

    /// <summary>The activity with the most time among samples that have a function on their stack.</summary>
    private static ThreadActivity MainActivity(StackProfile profile, string symbol)
    {
        var times = new Dictionary<ThreadActivity, long>();
        foreach (var sample in profile.Samples)
        {
            if (profile.Walk(sample.Stack).Any(frame => frame.Symbol == symbol && frame.Origin == FrameOrigin.Own))
                times[sample.Activity] = times.GetValueOrDefault(sample.Activity) + sample.WallNs;
        }
        times.ShouldNotBeEmpty(symbol);
        return times.MaxBy(pair => pair.Value).Key;
    }
}
