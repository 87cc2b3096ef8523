using PerfOpt.Core.Model;

namespace PerfOpt.Core.Diagnosis;

/// <summary>What a detector found: a bottleneck before it is ranked, with what a change could save.</summary>
public sealed record Finding
{
    /// <summary>The cause.</summary>
    public required RootCause Cause { get; init; }

    /// <summary>One line: who does what.</summary>
    public required string Title { get; init; }

    /// <summary>Whether a measurement of the running target shows it.</summary>
    public required BottleneckStatus Status { get; init; }

    /// <summary>The code that a person would change.</summary>
    public required Location Location { get; init; }

    /// <summary>Other places that belong to it: the query behind a lazy property, the loop around a helper.</summary>
    public IReadOnlyList<Location> Related { get; init; } = [];

    /// <summary>The statement, where that is the place.</summary>
    public string? Statement { get; init; }

    /// <summary>The table, likewise.</summary>
    public string? Table { get; init; }

    /// <summary>Seconds of one run that the place costs.</summary>
    public required double Seconds { get; init; }

    /// <summary>Why it is slow, with the figures.</summary>
    public required string Explanation { get; init; }

    /// <summary>What it does to the user of the target.</summary>
    public required string Impact { get; init; }

    /// <summary>The measurements that show it.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>What the remedy is expected to save of one run.</summary>
    public required Gain Gain { get; init; }

    /// <summary>The remedy, in the words of this finding.</summary>
    public required Remedy Remedy { get; init; }

    /// <summary>
    /// The lines whose time this finding explains. Two findings that share a line are two views of the same time:
    /// their gains are not added.
    /// </summary>
    public required IReadOnlyList<LineKey> Lines { get; init; }
}

/// <summary>Seconds of one run that a remedy saves.</summary>
public sealed record Gain
{
    /// <summary>Expected.</summary>
    public required double Seconds { get; init; }

    /// <summary>At least.</summary>
    public required double Low { get; init; }

    /// <summary>At most.</summary>
    public required double High { get; init; }

    /// <summary>How much of <see cref="Seconds"/> is processor time.</summary>
    public required double CpuSeconds { get; init; }

    /// <summary>Measured on a trial, or modelled.</summary>
    public required Basis Basis { get; init; }

    /// <summary>How.</summary>
    public required string Method { get; init; }
}

/// <summary>The change that a finding asks for.</summary>
public sealed record Remedy
{
    /// <summary>One line, imperative.</summary>
    public required string Title { get; init; }

    /// <summary>What to write.</summary>
    public required Implementation Implementation { get; init; }

    /// <summary>Tier of effort.</summary>
    public required Tier Tier { get; init; }

    /// <summary>Hours, low.</summary>
    public required double HoursLow { get; init; }

    /// <summary>Hours, high.</summary>
    public required double HoursHigh { get; init; }

    /// <summary>Of the change.</summary>
    public required Level Risk { get; init; }

    /// <summary>What else it may do.</summary>
    public required IReadOnlyList<string> SideEffects { get; init; }

    /// <summary>How to undo it.</summary>
    public required string Rollback { get; init; }

    /// <summary>What it costs once it is there.</summary>
    public RecommendationCost? Cost { get; init; }
}
