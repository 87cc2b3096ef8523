namespace PerfOpt.Core.Measurement;

/// <summary>How many runs a baseline gets.</summary>
public sealed record SamplingPolicy
{
    /// <summary>Exactly so many measured runs; null lets the interval of the median and the budget decide.</summary>
    public int? Runs { get; init; }

    /// <summary>Runs before them that are not counted.</summary>
    public int Warmups { get; init; } = 1;

    /// <summary>About how long all runs, warm-ups included, may take.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Measured runs that are made even where they exceed the budget.</summary>
    public int MinimumRuns { get; init; } = 3;

    /// <summary>Measured runs at most.</summary>
    public int MaximumRuns { get; init; } = 30;

    /// <summary>Enough when half of the median's 95 % interval is at most this share of the median.</summary>
    public double RelativeHalfWidth { get; init; } = 0.02;
}
