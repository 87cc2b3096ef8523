using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>What the user asked of <c>perfopt profile</c>.</summary>
public sealed record ProfileRequest
{
    /// <summary>The program and its arguments; null when a running process is sampled.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>The running process; null when a command is started.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Where a command runs.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Samples a second; null takes the sampler's default.</summary>
    public double? RateHz { get; init; }

    /// <summary>Stops the threads for each sample.</summary>
    public bool Exact { get; init; }

    /// <summary>How long to sample; null samples until the target ends.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The folder for the profile's files, absolute; it exists and can be written to.</summary>
    public required string OutputDirectory { get; init; }

    /// <summary>The files to write.</summary>
    public required ProfileFormats Formats { get; init; }
}

/// <summary>Files that a profile is written as.</summary>
[Flags]
public enum ProfileFormats
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary><c>profile.speedscope.json</c>.</summary>
    Speedscope = 1,
    /// <summary><c>profile.collapsed.txt</c>.</summary>
    Collapsed = 2,
    /// <summary><c>profile.pb.gz</c>.</summary>
    Pprof = 4,
    /// <summary>Every one.</summary>
    All = Speedscope | Collapsed | Pprof,
}

/// <summary>What a profile came to.</summary>
/// <param name="Profile">What was seen, with the files written.</param>
/// <param name="Warnings">What limits the trust in it, a sentence each.</param>
/// <param name="Failure">Why it ended early; null where it did not, and where the user interrupted it.</param>
public sealed record ProfileOutcome(
    ProfileSummary? Profile, IReadOnlyList<string> Warnings, PerfOptException? Failure = null);
