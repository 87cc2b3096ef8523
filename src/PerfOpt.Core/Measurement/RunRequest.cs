namespace PerfOpt.Core.Measurement;

/// <summary>One run of a target.</summary>
public sealed record RunRequest
{
    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Where it runs.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Variables set (or, with null, removed) on top of perfopt's own environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>When to stop it.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>What becomes of its output.</summary>
    public OutputMode Output { get; init; } = OutputMode.Discard;

    /// <summary>
    /// A file given as standard input; with null it is empty, or inherited in <see cref="OutputMode.PassThrough"/>.
    /// </summary>
    public string? StandardInput { get; init; }

    /// <summary>For <see cref="OutputMode.Capture"/>: the file that standard output is written to.</summary>
    public string? OutputFile { get; init; }
}

/// <summary>What becomes of a target's output. Standard error's end is always kept for messages.</summary>
public enum OutputMode
{
    /// <summary>Thrown away.</summary>
    Discard,
    /// <summary>Written to a file.</summary>
    Capture,
    /// <summary>The target inherits perfopt's standard output and error: unchanged and undelayed.</summary>
    PassThrough,
    /// <summary>Both go to perfopt's standard error, so that standard output stays the report's.</summary>
    PassToStandardError,
}
