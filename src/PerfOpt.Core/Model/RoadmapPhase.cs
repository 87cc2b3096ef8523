using System.Text.Json.Serialization;

namespace PerfOpt.Core.Model;

/// <summary>Recommendations to be done together.</summary>
/// <param name="Phase">The phase's name, such as <c>Phase 1 (quick wins)</c>.</param>
/// <param name="Items">Its tasks, in order.</param>
public sealed record RoadmapPhase(string Phase, IReadOnlyList<RoadmapItem> Items);

/// <summary>One task of a phase.</summary>
/// <param name="Task">What to do.</param>
/// <param name="Hours">Middle of the effort's range.</param>
/// <param name="Recommendation">The recommendation's id; absent for a task that follows from none.</param>
public sealed record RoadmapItem(
    string Task,
    double Hours,
    [property: JsonPropertyOrder(-1)] string? Recommendation = null);
