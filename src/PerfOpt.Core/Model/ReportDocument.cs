using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>
/// The one product of an analysis, schema <c>perfopt.report/1</c>. The steps only extend it and the renderings only
/// show it. Times are seconds, sizes bytes, rates per second, shares 0..1, changes signed fractions
/// (-0.60 = 60 % less). A figure that was not measured is absent, never 0.
/// </summary>
public sealed record ReportDocument
{
    /// <summary>The schema's name, written into every report.</summary>
    public const string SchemaName = "perfopt.report/1";

    /// <summary>Always <see cref="SchemaName"/> for reports that this version writes.</summary>
    [JsonPropertyOrder(-1)]
    public string Schema { get; init; } = SchemaName;

    /// <summary>Which tool wrote the report.</summary>
    public required ToolInfo Tool { get; init; }

    /// <summary>When the analysis ended, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>What was analysed.</summary>
    public required TargetInfo Target { get; init; }

    /// <summary>On what machine, and how quiet it was.</summary>
    public required EnvironmentInfo Environment { get; init; }

    /// <summary>What a reader with one minute needs.</summary>
    public required Summary Summary { get; init; }

    /// <summary>Step 1, absent when no run could be measured.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Step 2, absent when the target could not be observed.</summary>
    public ProfileSummary? Profile { get; init; }

    /// <summary>Step 3, most costly first.</summary>
    public IReadOnlyList<Bottleneck> Bottlenecks { get; init; } = [];

    /// <summary>Step 4, best first.</summary>
    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    /// <summary>How long the target lasts as its load grows.</summary>
    public IReadOnlyList<Projection> Projections { get; init; } = [];

    /// <summary>Where the target's limits are, absent when not measured.</summary>
    public Scaling? Scaling { get; init; }

    /// <summary>Resources now and after the recommendations.</summary>
    public IReadOnlyList<ResourceComparison> Resources { get; init; } = [];

    /// <summary>The recommendations by phase.</summary>
    public IReadOnlyList<RoadmapPhase> Roadmap { get; init; } = [];

    /// <summary>Step 5.</summary>
    public required VerificationSection Verification { get; init; }

    /// <summary>What may go wrong with the recommendations, and what to do about it.</summary>
    public IReadOnlyList<Risk> Risks { get; init; } = [];

    /// <summary>What to do now.</summary>
    public required Conclusion Conclusion { get; init; }

    /// <summary>The optimization checklist of the specification, each item with what proves it.</summary>
    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];

    /// <summary>What was not looked at, why, and how to get it.</summary>
    public IReadOnlyList<Gap> Gaps { get; init; } = [];
}
