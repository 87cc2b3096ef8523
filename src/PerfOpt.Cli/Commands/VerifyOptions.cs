using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>What the user asked of <c>perfopt verify</c>.</summary>
public sealed record VerifyOptions
{
    /// <summary>The old command.</summary>
    public required IReadOnlyList<string> Before { get; init; }

    /// <summary>The new command.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>Where both run.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Pairs of runs; null lets the interval and <see cref="Budget"/> decide.</summary>
    public int? Pairs { get; init; }

    /// <summary>The smallest change that matters, a fraction; null takes the default.</summary>
    public double? Threshold { get; init; }

    /// <summary>About how long all runs may take; null takes the default.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The longest that one run may take; null takes the default.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Seed of the order of runs; null takes a fresh one.</summary>
    public int? Seed { get; init; }
}

/// <summary>What a comparison came to.</summary>
/// <param name="Verification">The results; the first is the one that the comparison was made for.</param>
/// <param name="Notes">What a reader should know, a sentence each.</param>
/// <param name="Failure">Why it ended early; null where it did not, and where the user interrupted it.</param>
public sealed record ComparisonOutcome(
    VerificationSection Verification, IReadOnlyList<string> Notes, PerfOptException? Failure = null);
