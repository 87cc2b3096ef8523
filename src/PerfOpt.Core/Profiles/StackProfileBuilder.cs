namespace PerfOpt.Core.Profiles;

/// <summary>Interns frames and stacks and collects samples. Not safe for several threads.</summary>
public sealed class StackProfileBuilder
{
    private readonly Dictionary<FrameInfo, FrameId> _frameIds = [];
    private readonly Dictionary<StackNode, StackId> _nodeIds = [];
    private readonly List<FrameInfo> _frames = [];
    private readonly List<StackNode> _nodes = [];
    private readonly List<StackSample> _samples = [];
    private readonly List<ThreadInfo> _threads = [];

    /// <summary>Number of samples so far.</summary>
    public int Count => _samples.Count;

    /// <summary>Interns a frame.</summary>
    public FrameId Frame(FrameInfo frame)
    {
        if (_frameIds.TryGetValue(frame, out var id))
            return id;
        id = new FrameId(_frames.Count);
        _frames.Add(frame);
        _frameIds.Add(frame, id);
        return id;
    }

    /// <summary>Interns the stack that has <paramref name="frame"/> called from <paramref name="parent"/>.</summary>
    public StackId Push(StackId parent, FrameId frame)
    {
        var node = new StackNode(parent, frame);
        if (_nodeIds.TryGetValue(node, out var id))
            return id;
        id = new StackId(_nodes.Count);
        _nodes.Add(node);
        _nodeIds.Add(node, id);
        return id;
    }

    /// <summary>Interns a whole stack, outermost frame first.</summary>
    public StackId Stack(ReadOnlySpan<FrameId> outermostFirst)
    {
        var stack = StackId.Empty;
        foreach (var frame in outermostFirst)
            stack = Push(stack, frame);
        return stack;
    }

    /// <summary>Adds a thread and returns its index.</summary>
    public int Thread(ThreadInfo thread)
    {
        _threads.Add(thread);
        return _threads.Count - 1;
    }

    /// <summary>Adds a sample.</summary>
    public void Add(StackSample sample) => _samples.Add(sample);

    /// <summary>Replaces a sample, to set its weights once the thread's next sample is known.</summary>
    public void Replace(int index, StackSample sample) => _samples[index] = sample;

    /// <summary>The sample at an index.</summary>
    public StackSample this[int index] => _samples[index];

    /// <summary>Interns another profile's stacks and returns their handles here, by their handles there.</summary>
    public StackId[] Import(StackProfile other)
    {
        var stacks = new StackId[other.Nodes.Count];
        for (var i = 0; i < stacks.Length; i++)
        {
            // A stack is always interned after its caller's.
            var node = other.Nodes[i];
            var parent = node.Parent == StackId.Empty ? StackId.Empty : stacks[node.Parent.Value];
            stacks[i] = Push(parent, Frame(other.Frame(node.Frame)));
        }

        return stacks;
    }

    /// <summary>
    /// Halves the number of samples: each second sample of a thread is joined with that thread's one before it, whose
    /// weights become the sums.
    /// </summary>
    /// <returns>For each old index, the index where its weights are now.</returns>
    public int[] JoinPairs()
    {
        var moved = new int[_samples.Count];
        var open = new int[_threads.Count];
        Array.Fill(open, -1);
        var kept = 0;
        for (var i = 0; i < _samples.Count; i++)
        {
            var sample = _samples[i];
            ref var first = ref open[sample.Thread];
            if (first < 0)
            {
                first = kept;
                _samples[kept++] = sample;
                moved[i] = first;
                continue;
            }
            var joined = _samples[first];
            _samples[first] = joined with
            {
                WallNs = joined.WallNs + sample.WallNs,
                CpuNs = joined.CpuNs < 0 || sample.CpuNs < 0 ? -1 : joined.CpuNs + sample.CpuNs,
            };
            moved[i] = first;
            first = -1;
        }
        _samples.RemoveRange(kept, _samples.Count - kept);
        return moved;
    }

    /// <summary>Ends the collection.</summary>
    public StackProfile Build(ProfileQuality quality) => new(_frames, _nodes, _samples, _threads, quality);
}
