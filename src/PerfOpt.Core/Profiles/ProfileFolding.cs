namespace PerfOpt.Core.Profiles;

/// <summary>A function, and what it costs.</summary>
public sealed record FunctionCost
{
    /// <summary>The function's name.</summary>
    public required string Symbol { get; init; }

    /// <summary>Its file.</summary>
    public required string File { get; init; }

    /// <summary>Where it begins.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Whose it is.</summary>
    public required FrameOrigin Origin { get; init; }

    /// <summary>Its line with the most time: its own, or what it called from there.</summary>
    public required int HottestLine { get; init; }

    /// <summary>Samples whose innermost frame it is.</summary>
    public required SampleWeight Self { get; init; }

    /// <summary>Samples that have it anywhere; each counts once, however often it recurs.</summary>
    public required SampleWeight Total { get; init; }
}

/// <summary>A line, and what it costs.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line.</param>
/// <param name="Symbol">The function it belongs to.</param>
/// <param name="Origin">Whose it is.</param>
/// <param name="Self">Samples whose innermost frame stands there.</param>
/// <param name="Total">Samples that have it anywhere; each counts once.</param>
public sealed record LineCost(
    string File, int Line, string Symbol, FrameOrigin Origin, SampleWeight Self, SampleWeight Total);

/// <summary>How the sampled threads spent their time.</summary>
/// <param name="Whole">All samples.</param>
/// <param name="ByActivity">Wall nanoseconds of each activity that occurs.</param>
/// <param name="CpuNs">Processor nanoseconds by the kernel's accounting; null where not known.</param>
public sealed record ActivityShares(
    SampleWeight Whole, IReadOnlyDictionary<ThreadActivity, long> ByActivity, long? CpuNs)
{
    /// <summary>Share of wall time on a processor or ready for one, 0..1; 0 for an empty profile.</summary>
    public double OnCpuShare => Whole.WallNs == 0 ? 0 : (double)Whole.OnCpuNs / Whole.WallNs;

    /// <summary>Share of wall time waiting, 0..1; 0 for an empty profile.</summary>
    public double WaitShare => Whole.WallNs == 0 ? 0 : (double)Whole.WaitNs / Whole.WallNs;
}

/// <summary>
/// Folds a profile's samples by function, by line and by activity. Time is linear in stacks and samples.
/// </summary>
public static class ProfileFolding
{
    /// <summary>Functions by self wall time, most costly first; lines of one function together.</summary>
    public static IReadOnlyList<FunctionCost> ByFunction(StackProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var keys = Keys(profile, static frame => (frame.Symbol, frame.File, frame.FirstLine), out var groupOf);
        var lineKeys = Keys(
            profile, static frame => (frame.Symbol, frame.File, frame.FirstLine, frame.Line), out var lineOf);
        var (self, total) = Weigh(profile, groupOf, keys.Count);
        var (_, lineTotal) = Weigh(profile, lineOf, lineKeys.Count);
        var hottest = new (int Line, long Weight)[keys.Count];
        Array.Fill(hottest, (0, -1));
        for (var i = 0; i < profile.Frames.Count; i++)
        {
            var frame = profile.Frames[i];
            var weight = lineTotal[lineOf[i]].WallNs;
            if (frame.Line > 0 && weight > hottest[groupOf[i]].Weight)
                hottest[groupOf[i]] = (frame.Line, weight);
        }
        return [.. keys.Select((frame, i) => new FunctionCost
        {
            Symbol = frame.Symbol,
            File = frame.File,
            FirstLine = frame.FirstLine,
            Origin = frame.Origin,
            HottestLine = hottest[i].Line > 0 ? hottest[i].Line : frame.FirstLine,
            Self = self[i],
            Total = total[i],
        }).OrderByDescending(cost => cost.Self.WallNs).ThenByDescending(cost => cost.Total.WallNs)];
    }

    /// <summary>Lines by self wall time, most costly first.</summary>
    public static IReadOnlyList<LineCost> ByLine(StackProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var keys = Keys(
            profile, static frame => (frame.Symbol, frame.File, frame.FirstLine, frame.Line), out var groupOf);
        var (self, total) = Weigh(profile, groupOf, keys.Count);
        return [.. keys.Select((frame, i) =>
                new LineCost(frame.File, frame.Line, frame.Symbol, frame.Origin, self[i], total[i]))
            .OrderByDescending(cost => cost.Self.WallNs).ThenByDescending(cost => cost.Total.WallNs)];
    }

    /// <summary>Shares of computing and of each sort of waiting, over all threads.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="include">Which samples count; null for all.</param>
    public static ActivityShares Activities(StackProfile profile, Func<StackSample, bool>? include = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var whole = default(SampleWeight);
        var byActivity = new SortedDictionary<ThreadActivity, long>();
        long? cpu = null;
        foreach (var sample in profile.Samples)
        {
            if (include is not null && !include(sample))
                continue;
            whole += SampleWeight.Of(sample);
            byActivity[sample.Activity] = byActivity.GetValueOrDefault(sample.Activity) + sample.WallNs;
            if (sample.CpuNs >= 0)
                cpu = (cpu ?? 0) + sample.CpuNs;
        }
        return new ActivityShares(whole, byActivity, cpu);
    }

    /// <summary>Groups frames: one frame for each group, and the group of each frame.</summary>
    private static List<FrameInfo> Keys<T>(StackProfile profile, Func<FrameInfo, T> key, out int[] groupOf)
        where T : notnull
    {
        var groups = new Dictionary<T, int>();
        var frames = new List<FrameInfo>();
        groupOf = new int[profile.Frames.Count];
        for (var i = 0; i < groupOf.Length; i++)
        {
            if (!groups.TryGetValue(key(profile.Frames[i]), out var group))
            {
                group = frames.Count;
                groups.Add(key(profile.Frames[i]), group);
                frames.Add(profile.Frames[i]);
            }
            groupOf[i] = group;
        }
        return frames;
    }

    private static (SampleWeight[] Self, SampleWeight[] Total) Weigh(StackProfile profile, int[] groupOf, int groups)
    {
        var nodes = profile.Nodes;
        var ownOf = new SampleWeight[nodes.Count];
        foreach (var sample in profile.Samples)
        {
            if (sample.Stack.Value >= 0)
                ownOf[sample.Stack.Value] += SampleWeight.Of(sample);
        }
        var self = new SampleWeight[groups];
        for (var i = 0; i < ownOf.Length; i++)
            self[groupOf[nodes[i].Frame.Value]] += ownOf[i];
        // A stack's caller is interned before it: from the end, each adds its sum to its caller's.
        for (var i = ownOf.Length - 1; i >= 0; i--)
        {
            if (nodes[i].Parent.Value >= 0)
                ownOf[nodes[i].Parent.Value] += ownOf[i];
        }
        return (self, OutermostTotals(nodes, ownOf, groupOf, groups));
    }

    /// <summary>
    /// Sums a group's stacks where no caller is of the same group, so that recursion does not count twice.
    /// </summary>
    private static SampleWeight[] OutermostTotals(
        IReadOnlyList<StackNode> nodes, SampleWeight[] sums, int[] groupOf, int groups)
    {
        var firstChild = new int[nodes.Count + 1];
        var nextSibling = new int[nodes.Count];
        Array.Fill(firstChild, -1);
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var parent = nodes[i].Parent.Value + 1;
            nextSibling[i] = firstChild[parent];
            firstChild[parent] = i;
        }
        var totals = new SampleWeight[groups];
        var onPath = new int[groups];
        var path = new Stack<(int Node, bool Leave)>();
        for (var node = firstChild[0]; node >= 0; node = nextSibling[node])
            path.Push((node, false));
        while (path.TryPop(out var step))
        {
            var group = groupOf[nodes[step.Node].Frame.Value];
            if (step.Leave)
            {
                onPath[group]--;
                continue;
            }
            if (onPath[group]++ == 0)
                totals[group] += sums[step.Node];
            path.Push((step.Node, true));
            for (var child = firstChild[step.Node + 1]; child >= 0; child = nextSibling[child])
                path.Push((child, false));
        }
        return totals;
    }
}
