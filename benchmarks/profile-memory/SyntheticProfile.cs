using PerfOpt.Core.Profiles;

namespace PerfOpt.ProfileMemory;

/// <summary>
/// A profile such as a server's: a few hundred functions in stacks of 15 to 45 frames, threads that compute and wait in
/// turns. Bounded as the sampler bounds it: beyond a million samples, they are joined in pairs.
/// </summary>
internal static class SyntheticProfile
{
    private const int Functions = 400;
    private const int LinesPerFunction = 6;
    private const int Shapes = 3000;
    private const int MostSamples = 1_000_000;
    private const long PeriodNs = 10_000_000;

    /// <summary>Builds it.</summary>
    /// <param name="seconds">How long the program ran.</param>
    /// <param name="threads">Its threads.</param>
    public static StackProfile Build(int seconds, int threads)
    {
        var builder = new StackProfileBuilder();
        var random = new Random(1);
        for (var i = 0; i < threads; i++)
            builder.Thread(new ThreadInfo(100, 100 + i, $"worker-{i}", 0));
        var stacks = Stacks(builder, random);
        var rounds = seconds * 100L;
        var last = new int[threads];
        var stride = 1;
        for (long round = 0; round < rounds; round += stride)
        {
            if (builder.Count + threads > MostSamples)
            {
                builder.JoinPairs();
                stride *= 2;
            }
            for (var thread = 0; thread < threads; thread++)
            {
                if (random.Next(3) != 0)
                    last[thread] = random.Next(stacks.Length);
                var waits = random.Next(4) == 0;
                builder.Add(new StackSample(
                    round * PeriodNs, thread, stacks[last[thread]], waits ? ThreadActivity.WaitNetwork
                        : ThreadActivity.OnCpu,
                    thread == 0, PeriodNs * stride, waits ? 0 : PeriodNs * stride));
            }
        }
        return builder.Build(new ProfileQuality
        {
            RequestedHz = 100,
            ReachedHz = 100.0 / stride,
            MissedRounds = 0,
            FailedSamples = 0,
            SamplerCpuSeconds = seconds * 0.02,
            DurationSeconds = seconds,
        });
    }

    private static StackId[] Stacks(StackProfileBuilder builder, Random random)
    {
        var stacks = new StackId[Shapes];
        for (var i = 0; i < Shapes; i++)
        {
            var stack = StackId.Empty;
            var depth = random.Next(15, 46);
            var function = 0;
            for (var level = 0; level < depth; level++)
            {
                // Outer levels branch little, inner ones more, as calls do.
                function = (function * 7 + level * 13 + random.Next(level < 10 ? 2 : 4)) % Functions;
                stack = builder.Push(stack, builder.Frame(FrameOf(function, random.Next(level < 10 ? 1 : 3))));
            }
            stacks[i] = stack;
        }
        return stacks;
    }

    private static FrameInfo FrameOf(int function, int line) => new(
        $"Module{function / 20}.function_{function}", $"/app/package/module_{function / 20}.py",
        function * 40 + line % LinesPerFunction + 2, function * 40 + 1,
        function % 3 == 0 ? FrameOrigin.Library : FrameOrigin.Own);
}
