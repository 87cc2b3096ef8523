using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>The expected effect of a recommendation on one metric.</summary>
public sealed record Estimate
{
    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>Measured, now.</summary>
    public required double Before { get; init; }

    /// <summary>Expected.</summary>
    public required double After { get; init; }

    /// <summary>Best case of <see cref="After"/>.</summary>
    public required double Low { get; init; }

    /// <summary>Worst case of <see cref="After"/>.</summary>
    public required double High { get; init; }

    /// <summary>Signed fraction, (after - before) / before.</summary>
    public required double Change { get; init; }

    /// <summary>Measured on a trial, or modelled.</summary>
    public required Basis Basis { get; init; }

    /// <summary>How it was measured or modelled.</summary>
    public required string Method { get; init; }
}

/// <summary>Where a figure comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Basis>))]
public enum Basis
{
    /// <summary>It was measured.</summary>
    [JsonStringEnumMemberName("measured")] Measured,
    /// <summary>It was computed from measurements by a model that is named.</summary>
    [JsonStringEnumMemberName("modelled")] Modelled,
}
