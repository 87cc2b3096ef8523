using PerfOpt.Core.Measurement;

namespace PerfOpt.Core.Verification;

/// <summary>Two commands to compare.</summary>
public sealed record VerifyRequest
{
    /// <summary>The old side. What becomes of its output is decided by the session.</summary>
    public required RunRequest Before { get; init; }

    /// <summary>The new side.</summary>
    public required RunRequest After { get; init; }

    /// <summary>A folder that exists, for the outputs; each is deleted once it has been read.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>Of the order.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Pairs at most.</summary>
    public int MaximumPairs { get; init; } = 30;

    /// <summary>About how long all runs may take.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs of each side before them that are not counted.</summary>
    public int Warmups { get; init; } = 1;

    /// <summary>The smallest relative change that matters, a fraction.</summary>
    public double Threshold { get; init; } = 0.02;

    /// <summary>The largest change between a program and itself; null where not measured.</summary>
    public double? NoiseFloor { get; init; }

    /// <summary>Whether standard output is compared.</summary>
    public bool CompareOutput { get; init; } = true;

    /// <summary>Exit codes that count as success.</summary>
    public IReadOnlySet<int> AllowedExitCodes { get; init; } = new HashSet<int> { 0 };

    /// <summary>The recommendation tried; null for two commands of the user's.</summary>
    public string? Recommendation { get; init; }
}
