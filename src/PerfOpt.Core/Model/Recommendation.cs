using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>What to do about one bottleneck.</summary>
public sealed record Recommendation
{
    /// <summary><c>R1</c>, <c>R2</c> …</summary>
    public required string Id { get; init; }

    /// <summary>The bottleneck's id.</summary>
    public required string Bottleneck { get; init; }

    /// <summary>One line, imperative.</summary>
    public required string Title { get; init; }

    /// <summary>By effort.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Hours, low and high.</summary>
    public required IReadOnlyList<double> EffortHours { get; init; }

    /// <summary>By expected gain.</summary>
    public required Level Impact { get; init; }

    /// <summary>Of the change.</summary>
    public required Level Risk { get; init; }

    /// <summary>1 is first.</summary>
    public required int Priority { get; init; }

    /// <summary>What it is expected to bring; absent where it cannot be said.</summary>
    public Estimate? Estimate { get; init; }

    /// <summary>The change.</summary>
    public required Implementation Implementation { get; init; }

    /// <summary>What it costs once it is there.</summary>
    public RecommendationCost? Cost { get; init; }

    /// <summary>What else it may do.</summary>
    public IReadOnlyList<string> SideEffects { get; init; } = [];

    /// <summary>How to undo it.</summary>
    public required string Rollback { get; init; }
}

/// <summary>Tiers of effort.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Tier>))]
public enum Tier
{
    /// <summary>One or two hours.</summary>
    [JsonStringEnumMemberName("quick-win")] QuickWin,
    /// <summary>Four to eight hours.</summary>
    [JsonStringEnumMemberName("medium-effort")] MediumEffort,
    /// <summary>Days.</summary>
    [JsonStringEnumMemberName("architectural")] Architectural,
}

/// <summary>Three levels.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Level>))]
public enum Level
{
    /// <summary>Low.</summary>
    [JsonStringEnumMemberName("low")] Low,
    /// <summary>Medium.</summary>
    [JsonStringEnumMemberName("medium")] Medium,
    /// <summary>High.</summary>
    [JsonStringEnumMemberName("high")] High,
}
