using System.Runtime.InteropServices;

namespace PerfOpt.Core.Profiles;

/// <summary>
/// Stack samples with interned frames and stacks: a stack is a node whose parent is its caller's stack, so that a
/// prefix is stored once. Built once by <see cref="StackProfileBuilder"/>, then read only.
/// </summary>
public sealed class StackProfile
{
    private readonly List<FrameInfo> _frames;
    private readonly List<StackNode> _nodes;
    private readonly List<StackSample> _samples;

    internal StackProfile(
        List<FrameInfo> frames, List<StackNode> nodes, List<StackSample> samples,
        IReadOnlyList<ThreadInfo> threads, ProfileQuality quality)
    {
        _frames = frames;
        _nodes = nodes;
        _samples = samples;
        Threads = threads;
        Quality = quality;
    }

    /// <summary>Frames by handle.</summary>
    public IReadOnlyList<FrameInfo> Frames => _frames;

    /// <summary>Stack nodes by handle.</summary>
    public IReadOnlyList<StackNode> Nodes => _nodes;

    /// <summary>Threads by index.</summary>
    public IReadOnlyList<ThreadInfo> Threads { get; }

    /// <summary>How good the profile is.</summary>
    public ProfileQuality Quality { get; }

    /// <summary>The samples in the order taken.</summary>
    public ReadOnlySpan<StackSample> Samples => CollectionsMarshal.AsSpan(_samples);

    /// <summary>Number of samples.</summary>
    public int Count => _samples.Count;

    /// <summary>The frame of a handle.</summary>
    public FrameInfo Frame(FrameId id) => _frames[id.Value];

    /// <summary>One profile of several runs, one behind the other.</summary>
    public static StackProfile Merge(IReadOnlyList<StackProfile> profiles)
    {
        var builder = new StackProfileBuilder();
        var offset = 0L;
        foreach (var profile in profiles)
        {
            var threads = profile.Threads.Select(builder.Thread).ToArray();
            var stacks = builder.Import(profile);
            foreach (var sample in profile.Samples)
            {
                builder.Add(sample with
                {
                    TimeNs = sample.TimeNs + offset,
                    Thread = threads[sample.Thread],
                    Stack = sample.Stack == StackId.Empty ? StackId.Empty : stacks[sample.Stack.Value],
                });
            }

            if (profile.Count > 0)
                offset += profile.Samples[^1].TimeNs + (long)(1e9 / Math.Max(profile.Quality.ReachedHz, 1));
        }

        return builder.Build(ProfileQuality.Sum([.. profiles.Select(p => p.Quality)]));
    }

    /// <summary>The frames of a stack, innermost first.</summary>
    public IEnumerable<FrameInfo> Walk(StackId stack)
    {
        for (var at = stack.Value; at >= 0; at = _nodes[at].Parent.Value)
            yield return _frames[_nodes[at].Frame.Value];
    }
}

/// <summary>A stack: its innermost frame and its caller's stack.</summary>
/// <param name="Parent">The caller's stack, or <see cref="StackId.Empty"/>.</param>
/// <param name="Frame">The innermost frame.</param>
public readonly record struct StackNode(StackId Parent, FrameId Frame);
