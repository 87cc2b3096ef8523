namespace PerfOpt.Core.Model;

/// <summary>One resource now and after the recommendations.</summary>
public sealed record ResourceComparison
{
    /// <summary>Such as <c>CPU time</c> or <c>Latency P95</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Of both figures.</summary>
    public required string Unit { get; init; }

    /// <summary>Measured.</summary>
    public required double Current { get; init; }

    /// <summary>Expected; absent where it cannot be said.</summary>
    public double? After { get; init; }

    /// <summary>Signed fraction.</summary>
    public double? Change { get; init; }

    /// <summary>Where <see cref="After"/> comes from.</summary>
    public required Basis Basis { get; init; }
}
