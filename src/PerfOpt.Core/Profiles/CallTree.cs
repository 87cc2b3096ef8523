namespace PerfOpt.Core.Profiles;

/// <summary>A weight of samples, in the profile's measures at once.</summary>
/// <param name="Samples">Samples.</param>
/// <param name="WallNs">Wall nanoseconds.</param>
/// <param name="OnCpuNs">Of those, on a processor or ready for one.</param>
public readonly record struct SampleWeight(long Samples, long WallNs, long OnCpuNs)
{
    /// <summary>Of the wall nanoseconds, those waiting.</summary>
    public long WaitNs => WallNs - OnCpuNs;

    /// <summary>The sum.</summary>
    public static SampleWeight operator +(SampleWeight a, SampleWeight b) =>
        new(a.Samples + b.Samples, a.WallNs + b.WallNs, a.OnCpuNs + b.OnCpuNs);

    /// <summary>The sum.</summary>
    public static SampleWeight Add(SampleWeight left, SampleWeight right) => left + right;

    /// <summary>The weight of one sample.</summary>
    public static SampleWeight Of(StackSample sample) =>
        new(1, sample.WallNs, sample.Activity == ThreadActivity.OnCpu ? sample.WallNs : 0);
}

/// <summary>A function on a path of calls, all its lines together.</summary>
public sealed class CallTreeNode
{
    private readonly List<CallTreeNode> _children = [];

    internal CallTreeNode(FrameInfo? frame) => Frame = frame;

    /// <summary>The function, at the line where it was met first; null for the root.</summary>
    public FrameInfo? Frame { get; }

    /// <summary>Samples whose innermost frame is here.</summary>
    public SampleWeight Self { get; internal set; }

    /// <summary>Samples that have this path at all.</summary>
    public SampleWeight Total { get; internal set; }

    /// <summary>What it calls, heaviest first by wall time.</summary>
    public IReadOnlyList<CallTreeNode> Children => _children;

    internal void Add(CallTreeNode child) => _children.Add(child);

    internal void Order() => _children.Sort(static (a, b) => b.Total.WallNs.CompareTo(a.Total.WallNs));
}

/// <summary>Folds a profile's samples into a tree of calls.</summary>
public static class CallTree
{
    /// <summary>The tree; its root's total is the whole profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="include">Which samples count; null for all.</param>
    public static CallTreeNode Build(StackProfile profile, Func<StackSample, bool>? include = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var root = new CallTreeNode(null);
        var byStack = new CallTreeNode[profile.Nodes.Count];
        var known = new Dictionary<(CallTreeNode Parent, string Symbol, string File, int FirstLine), CallTreeNode>();
        var all = new List<CallTreeNode>();
        var parents = new List<CallTreeNode>();
        // A stack's caller is always interned before it, so parents are met first.
        for (var i = 0; i < byStack.Length; i++)
        {
            var node = profile.Nodes[i];
            var frame = profile.Frame(node.Frame);
            var parent = node.Parent.Value < 0 ? root : byStack[node.Parent.Value];
            var key = (parent, frame.Symbol, frame.File, frame.FirstLine);
            if (!known.TryGetValue(key, out var found))
            {
                found = new CallTreeNode(frame);
                known.Add(key, found);
                parent.Add(found);
                all.Add(found);
                parents.Add(parent);
            }
            byStack[i] = found;
        }
        foreach (var sample in profile.Samples)
        {
            if (include is not null && !include(sample))
                continue;
            var at = sample.Stack.Value < 0 ? root : byStack[sample.Stack.Value];
            at.Self += SampleWeight.Of(sample);
        }
        Sum(root, all, parents);
        return root;
    }

    private static void Sum(CallTreeNode root, List<CallTreeNode> all, List<CallTreeNode> parents)
    {
        root.Total = root.Self;
        foreach (var node in all)
            node.Total = node.Self;
        for (var i = all.Count - 1; i >= 0; i--)
            parents[i].Total += all[i].Total;
        root.Order();
        foreach (var node in all)
            node.Order();
    }
}
