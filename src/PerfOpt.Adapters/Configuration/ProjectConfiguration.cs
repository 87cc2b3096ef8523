using PerfOpt.Core.Measurement;

namespace PerfOpt.Adapters.Configuration;

/// <summary>What <c>perfopt.yaml</c> says. What it does not say is null.</summary>
public sealed record ProjectConfiguration
{
    /// <summary>A project without the file.</summary>
    public static ProjectConfiguration Empty { get; } = new();

    /// <summary>The file; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>Limits on metrics.</summary>
    public IReadOnlyList<MetricTarget> Targets { get; init; } = [];

    /// <summary>Measured runs, at least 1.</summary>
    public int? Runs { get; init; }

    /// <summary>Warm-ups, at least 0.</summary>
    public int? Warmups { get; init; }

    /// <summary>The longest that one run may take, above 0.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The smallest relative change that matters, a fraction in (0, 1).</summary>
    public double? Threshold { get; init; }
}
