using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>Memory over time.</summary>
public sealed record MemorySummary
{
    /// <summary>Growth, bytes a second.</summary>
    public double? SlopeBytesPerSecond { get; init; }

    /// <summary>Its 95 % interval.</summary>
    public IReadOnlyList<double>? SlopeCi95 { get; init; }

    /// <summary>The shape seen.</summary>
    public MemoryTrend? Trend { get; init; }

    /// <summary>Who grew.</summary>
    public IReadOnlyList<MemoryGrowth> Growth { get; init; } = [];
}

/// <summary>Growth by place and type.</summary>
/// <param name="File">Relative to the working directory where it lies below it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Type">The type of what grew.</param>
/// <param name="Bytes">By how much it grew while observed.</param>
public sealed record MemoryGrowth(string File, int Line, string Type, long Bytes);

/// <summary>The shape of memory over time.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MemoryTrend>))]
public enum MemoryTrend
{
    /// <summary>It keeps growing.</summary>
    [JsonStringEnumMemberName("growing")] Growing,
    /// <summary>It does not.</summary>
    [JsonStringEnumMemberName("flat")] Flat,
    /// <summary>It grows and falls back.</summary>
    [JsonStringEnumMemberName("sawtooth")] Sawtooth,
}
