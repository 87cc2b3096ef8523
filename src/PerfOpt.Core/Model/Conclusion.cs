namespace PerfOpt.Core.Model;

/// <summary>What to do now.</summary>
public sealed record Conclusion
{
    /// <summary>Such as <c>Proceed with phase 1</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>Hours of work against what they bring; absent where it cannot be said.</summary>
    public string? Roi { get; init; }

    /// <summary>The recommendation to begin with; absent when there is none.</summary>
    public string? QuickStart { get; init; }
}
