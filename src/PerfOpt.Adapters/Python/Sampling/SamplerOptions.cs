namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>How to sample.</summary>
public sealed record SamplerOptions
{
    /// <summary>Rounds a second, 0.1 to 10000.</summary>
    public double RateHz { get; init; } = 100;

    /// <summary>Stops each running thread while its stack is read: no torn stacks, more cost.</summary>
    public bool Exact { get; init; }

    /// <summary>Samples descendants that are CPython as well.</summary>
    public bool FollowChildren { get; init; } = true;

    /// <summary>Most frames kept of a stack, the innermost ones.</summary>
    public int MaxDepth { get; init; } = 4096;

    /// <summary>Most samples kept; beyond, samples are joined in pairs and the rate is halved. 40 bytes each.</summary>
    public long MaxSamples { get; init; } = 1_000_000;
}
