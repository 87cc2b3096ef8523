namespace PerfOpt.Core.Verification;

/// <summary>What a comparison counts as a difference.</summary>
public sealed record ComparisonSettings
{
    /// <summary>The smallest relative change that matters, a fraction.</summary>
    public double Threshold { get; init; } = 0.02;

    /// <summary>
    /// The largest change that the machine shows between a program and itself; null where not measured.
    /// </summary>
    public double? NoiseFloor { get; init; }

    /// <summary>Chance of an interval that misses the truth, two-sided, in (0, 1).</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Chance of a decision for which pairs are asked, in (0, 1).</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>The threshold that verdicts rest on: no change below the noise floor is ever claimed.</summary>
    public double Effective => Math.Max(Threshold, NoiseFloor ?? 0);
}
