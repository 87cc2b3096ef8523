namespace PerfOpt.Core.Model;

/// <summary>The profile's files, relative to the report's folder.</summary>
public sealed record ProfileArtifacts
{
    /// <summary>For speedscope.</summary>
    public string? Speedscope { get; init; }
    /// <summary>One stack a line, for flame graph tools.</summary>
    public string? Collapsed { get; init; }
    /// <summary>For pprof.</summary>
    public string? Pprof { get; init; }
}
