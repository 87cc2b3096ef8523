namespace PerfOpt.Core.Model;

/// <summary>All calls of one statement template.</summary>
public sealed record StatementSummary
{
    /// <summary>The template, literals replaced by <c>?</c>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Executions.</summary>
    public required long Calls { get; init; }

    /// <summary>Seconds in execution and fetching.</summary>
    public required double TotalTime { get; init; }

    /// <summary>Rows fetched, or changed by a write; absent where not known.</summary>
    public long? Rows { get; init; }

    /// <summary>Who called, most calls first.</summary>
    public IReadOnlyList<CallSite> CallSites { get; init; } = [];
}

/// <summary>A place in the user's code that issued a call.</summary>
/// <param name="File">Relative to the working directory where it lies below it.</param>
/// <param name="Line">1-based.</param>
/// <param name="Symbol">The function around it.</param>
/// <param name="Calls">Calls from there.</param>
public sealed record CallSite(string File, int Line, string Symbol, long Calls);
