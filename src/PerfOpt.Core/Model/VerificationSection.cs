using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>Step 5: how to check, and what was checked.</summary>
public sealed record VerificationSection
{
    /// <summary>What to do.</summary>
    public IReadOnlyList<VerificationCheck> Plan { get; init; } = [];

    /// <summary>What was done.</summary>
    public IReadOnlyList<VerificationResult> Results { get; init; } = [];
}

/// <summary>One check to do.</summary>
/// <param name="Check">What is checked.</param>
/// <param name="Command">The line to run.</param>
/// <param name="Kind">When.</param>
public sealed record VerificationCheck(string Check, string Command, VerificationKind Kind);

/// <summary>When a check is done.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerificationKind>))]
public enum VerificationKind
{
    /// <summary>Before the change is released.</summary>
    [JsonStringEnumMemberName("before-after")] BeforeAfter,
    /// <summary>After it.</summary>
    [JsonStringEnumMemberName("production")] Production,
}

/// <summary>Before and after of one metric.</summary>
public sealed record VerificationResult
{
    /// <summary>The recommendation tried; absent for two commands compared.</summary>
    public string? Recommendation { get; init; }

    /// <summary>The metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The old side.</summary>
    public required VerificationSide Before { get; init; }

    /// <summary>The new side.</summary>
    public required VerificationSide After { get; init; }

    /// <summary>Hodges-Lehmann estimate of the relative change, a signed fraction.</summary>
    public required double Change { get; init; }

    /// <summary>Its 95 % interval; absent with too few pairs.</summary>
    public IReadOnlyList<double>? ChangeCi95 { get; init; }

    /// <summary>Two-sided, of the paired signed-rank test; absent with too few pairs.</summary>
    public double? PValue { get; init; }

    /// <summary>The practical threshold that the verdict rests on, a fraction.</summary>
    public double? Threshold { get; init; }

    /// <summary>How many pairs would decide, where the verdict is inconclusive.</summary>
    public int? PairsNeeded { get; init; }

    /// <summary>The verdict.</summary>
    public required ComparisonVerdict Verdict { get; init; }

    /// <summary>Whether both sides printed the same; absent where not compared.</summary>
    public bool? OutputUnchanged { get; init; }

    /// <summary>Whether the target's tests passed; absent where not run.</summary>
    public bool? TestsPassed { get; init; }
}

/// <summary>One side of a comparison.</summary>
/// <param name="Median">In the metric's unit.</param>
/// <param name="Ci95">Its 95 % interval, low and high; absent with too few runs.</param>
/// <param name="Runs">Runs measured.</param>
public sealed record VerificationSide(double Median, IReadOnlyList<double>? Ci95, int Runs);

/// <summary>The four verdicts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonVerdict>))]
public enum ComparisonVerdict
{
    /// <summary>The interval lies wholly below minus the threshold.</summary>
    [JsonStringEnumMemberName("improved")] Improved,
    /// <summary>The interval lies wholly above the threshold.</summary>
    [JsonStringEnumMemberName("regressed")] Regressed,
    /// <summary>The interval lies wholly inside the threshold.</summary>
    [JsonStringEnumMemberName("equivalent")] Equivalent,
    /// <summary>None of these.</summary>
    [JsonStringEnumMemberName("inconclusive")] Inconclusive,
}
