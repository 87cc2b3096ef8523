namespace PerfOpt.Core.Model;

/// <summary>How far the measurements can be trusted.</summary>
public sealed record NoiseInfo
{
    /// <summary>
    /// Robust coefficient of variation of wall time over the baseline's runs; absent under three runs.
    /// </summary>
    public double? CoefficientOfVariation { get; init; }

    /// <summary>What was seen that disturbs measurement, each a sentence with its mend.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
