using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>The time of one line of the user's own code, calls into libraries and the runtime included.</summary>
public sealed class LineTime
{
    private readonly double[] _byActivity = new double[Enum.GetValues<ThreadActivity>().Length];
    private readonly Dictionary<StackId, double> _stacks = [];

    /// <summary>Wall seconds of one run attributed to it.</summary>
    public double Seconds { get; private set; }

    /// <summary>
    /// Of these, seconds in which the line's own bytecode or a built-in it called ran, no Python callee.
    /// </summary>
    public double LeafSeconds { get; private set; }

    /// <summary>Samples behind it.</summary>
    public long Samples { get; private set; }

    /// <summary>Seconds by what the thread did.</summary>
    public double Of(ThreadActivity activity) => _byActivity[(int)activity];

    /// <summary>Seconds on a processor or ready for one.</summary>
    public double CpuSeconds => Of(ThreadActivity.OnCpu) + Of(ThreadActivity.WaitGil);

    /// <summary>Seconds waiting.</summary>
    public double WaitSeconds => Seconds - CpuSeconds;

    /// <summary>The stack, down to this line, that spent most.</summary>
    public StackId HeaviestStack => _stacks.Count == 0 ? StackId.Empty : _stacks.MaxBy(s => s.Value).Key;

    internal void Add(double seconds, long samples, ThreadActivity activity, bool leaf, StackId stack)
    {
        Seconds += seconds;
        Samples += samples;
        _byActivity[(int)activity] += seconds;
        if (leaf)
            LeafSeconds += seconds;
        _stacks[stack] = _stacks.GetValueOrDefault(stack) + seconds;
    }
}
