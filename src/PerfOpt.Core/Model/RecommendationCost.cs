namespace PerfOpt.Core.Model;

/// <summary>What a recommendation costs once it is there.</summary>
public sealed record RecommendationCost
{
    /// <summary>Storage or memory, bytes.</summary>
    public long? Bytes { get; init; }

    /// <summary>Signed fraction by which writes get slower.</summary>
    public double? WriteSlowdown { get; init; }
}
