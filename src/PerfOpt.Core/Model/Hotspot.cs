using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>One hot place.</summary>
public sealed record Hotspot
{
    /// <summary>The function.</summary>
    public required string Symbol { get; init; }

    /// <summary>Its file, relative to the working directory where it lies below it.</summary>
    public required string File { get; init; }

    /// <summary>Its hottest line.</summary>
    public required int Line { get; init; }

    /// <summary>Share of wall samples whose innermost frame is here.</summary>
    public required double SelfShare { get; init; }

    /// <summary>Share of wall samples that have it anywhere on the stack.</summary>
    public required double TotalShare { get; init; }

    /// <summary>Samples with it anywhere on the stack.</summary>
    public required long Samples { get; init; }

    /// <summary>Whether the time was computed or waited.</summary>
    public required HotspotKind Kind { get; init; }
}

/// <summary>How a hot place spends its time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HotspotKind>))]
public enum HotspotKind
{
    /// <summary>Mostly on a processor.</summary>
    [JsonStringEnumMemberName("cpu")] Cpu,
    /// <summary>Mostly waiting.</summary>
    [JsonStringEnumMemberName("wait")] Wait,
}
