namespace PerfOpt.Core;

/// <summary>What the user asked of an analysis of a command.</summary>
public sealed record AnalysisOptions
{
    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Where it runs.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The longest that one run may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Measured runs; null lets the interval of the median and <see cref="Budget"/> decide.</summary>
    public int? Runs { get; init; }

    /// <summary>Runs before them that are not counted.</summary>
    public int Warmups { get; init; } = 1;

    /// <summary>About how long the baseline's runs may take altogether.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Stack samples a second; null chooses by the length of a run.</summary>
    public double? RateHz { get; init; }

    /// <summary>Stops the threads for each sample: exact stacks, more cost.</summary>
    public bool Exact { get; init; }

    /// <summary>A file given to the target as standard input; null gives an empty one.</summary>
    public string? StandardInput { get; init; }

    /// <summary>Exit codes of the target that count as success.</summary>
    public IReadOnlySet<int> AllowedExitCodes { get; init; } = new HashSet<int> { 0 };
}
