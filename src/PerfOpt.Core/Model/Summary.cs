namespace PerfOpt.Core.Model;

/// <summary>What a reader with one minute needs.</summary>
public sealed record Summary
{
    /// <summary>One sentence that a manager can read.</summary>
    public required string Headline { get; init; }

    /// <summary>What to do about it.</summary>
    public required SummaryVerdict Verdict { get; init; }

    /// <summary>The findings that matter, a sentence each.</summary>
    public IReadOnlyList<string> KeyFindings { get; init; } = [];

    /// <summary>0..100, as <c>docs/score.md</c> defines it; absent when there is no baseline or profile.</summary>
    public int? Score { get; init; }
}
