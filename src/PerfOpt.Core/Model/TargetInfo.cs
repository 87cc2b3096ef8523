namespace PerfOpt.Core.Model;

/// <summary>What was analysed.</summary>
public sealed record TargetInfo
{
    /// <summary>The kind of target.</summary>
    public required TargetKind Kind { get; init; }

    /// <summary>The command, program first; absent for a database or URL.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The database, without credentials.</summary>
    public string? Database { get; init; }

    /// <summary>The service's URL, without credentials.</summary>
    public string? Url { get; init; }

    /// <summary>The directory in which the command ran; places in the report are relative to it.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The runtime found, such as <c>CPython 3.11.7</c>.</summary>
    public string? Runtime { get; init; }

    /// <summary>The git commit of the working directory, with <c>+dirty</c> where files differ from it.</summary>
    public string? Revision { get; init; }
}
