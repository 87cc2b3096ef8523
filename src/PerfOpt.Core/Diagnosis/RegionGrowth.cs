using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>How the work of a region grows with its input, as measured.</summary>
public sealed record RegionGrowth
{
    /// <summary>The function that holds the region.</summary>
    public required FunctionKey Function { get; init; }

    /// <summary>The region's first line.</summary>
    public required int FirstLine { get; init; }

    /// <summary>Its last line.</summary>
    public required int LastLine { get; init; }

    /// <summary>Exponent of work against size.</summary>
    public required double Exponent { get; init; }

    /// <summary>How the exponent was come by.</summary>
    public required string ExponentText { get; init; }

    /// <summary>Size of the input.</summary>
    public required double Size { get; init; }

    /// <summary>What is counted by it, plural.</summary>
    public required string What { get; init; }

    /// <summary>What a linear algorithm would still cost, as a share of the region.</summary>
    public required double LinearShare { get; init; }

    /// <summary>Sentences with the figures.</summary>
    public required string Explanation { get; init; }

    /// <summary>The counts.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>What to write instead.</summary>
    public required string Advice { get; init; }
}
