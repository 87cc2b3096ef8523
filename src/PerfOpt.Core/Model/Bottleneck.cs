using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>One place, one root cause, its cost and its evidence.</summary>
public sealed record Bottleneck
{
    /// <summary><c>B1</c>, <c>B2</c> …</summary>
    public required string Id { get; init; }

    /// <summary>1 is the most costly.</summary>
    public required int Rank { get; init; }

    /// <summary>One line: who does what.</summary>
    public required string Title { get; init; }

    /// <summary>The cause, of the closed list.</summary>
    public required RootCause RootCause { get; init; }

    /// <summary>By measured cost.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Confirmed by a measurement of the running target, or only suspected.</summary>
    public required BottleneckStatus Status { get; init; }

    /// <summary>The code that a person would change.</summary>
    public Location? Location { get; init; }

    /// <summary>Other places that belong to it, such as the helper that a loop calls.</summary>
    public IReadOnlyList<Location>? Related { get; init; }

    /// <summary>The statement, where that is the place.</summary>
    public string? Statement { get; init; }

    /// <summary>The table, likewise.</summary>
    public string? Table { get; init; }

    /// <summary>The endpoint, likewise.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Seconds of one run that the defect costs.</summary>
    public double? TimeSeconds { get; init; }

    /// <summary>Share of wall time.</summary>
    public double? Share { get; init; }

    /// <summary>For memory: growth.</summary>
    public double? GrowthBytesPerHour { get; init; }

    /// <summary>Why it is slow, in two or three sentences, with the figures.</summary>
    public required string Explanation { get; init; }

    /// <summary>What it does to the user of the target.</summary>
    public required string Impact { get; init; }

    /// <summary>The measurements that show it.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }
}

/// <summary>A place in source; lines are 1-based and inclusive.</summary>
/// <param name="File">Relative to the working directory where it lies below it.</param>
/// <param name="Line">The first line, 1-based.</param>
/// <param name="EndLine">The last line; absent where it is the first.</param>
/// <param name="Symbol">The function; absent where the place is in none.</param>
public sealed record Location(string File, int Line, int? EndLine = null, string? Symbol = null);

/// <summary>How bad.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>Half of the run, or it will fail.</summary>
    [JsonStringEnumMemberName("critical")] Critical,
    /// <summary>A fifth or more.</summary>
    [JsonStringEnumMemberName("high")] High,
    /// <summary>A twentieth or more.</summary>
    [JsonStringEnumMemberName("medium")] Medium,
    /// <summary>Less.</summary>
    [JsonStringEnumMemberName("low")] Low,
}

/// <summary>How sure a cause is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BottleneckStatus>))]
public enum BottleneckStatus
{
    /// <summary>A measurement of the running target shows it.</summary>
    [JsonStringEnumMemberName("confirmed")] Confirmed,
    /// <summary>Source or schema alone suggests it.</summary>
    [JsonStringEnumMemberName("suspected")] Suspected,
}
