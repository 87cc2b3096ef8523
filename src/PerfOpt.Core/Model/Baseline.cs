namespace PerfOpt.Core.Model;

/// <summary>Step 1: distributions of metrics over repeated runs.</summary>
public sealed record Baseline
{
    /// <summary>Measured runs, warm-ups not counted.</summary>
    public required int Runs { get; init; }

    /// <summary>Runs before them that were not counted.</summary>
    public required int Warmups { get; init; }

    /// <summary>The metrics.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>Targets missed and other things wrong, a sentence each with its figure.</summary>
    public IReadOnlyList<string> Issues { get; init; } = [];

    /// <summary>The metric of the whole run by this name, or null.</summary>
    public Metric? Find(string name) => Metrics.FirstOrDefault(m => m.Name == name && m.Operation is null);
}
