namespace PerfOpt.Core.Profiles;

/// <summary>How good a profile is: what was asked, what was reached, what was lost.</summary>
public sealed record ProfileQuality
{
    /// <summary>Rounds a second asked for.</summary>
    public required double RequestedHz { get; init; }

    /// <summary>Rounds a second reached.</summary>
    public required double ReachedHz { get; init; }

    /// <summary>Rounds due by the schedule that were not taken.</summary>
    public required long MissedRounds { get; init; }

    /// <summary>Stacks read and found unusable (changed while read, or unreadable).</summary>
    public required long FailedSamples { get; init; }

    /// <summary>Stacks cut at the limit on depth.</summary>
    public long TruncatedStacks { get; init; }

    /// <summary>CPU seconds that the sampler used.</summary>
    public required double SamplerCpuSeconds { get; init; }

    /// <summary>Seconds from the first round to the last.</summary>
    public required double DurationSeconds { get; init; }

    /// <summary>Known bias, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The quality of several profiles together.</summary>
    public static ProfileQuality Sum(IReadOnlyList<ProfileQuality> parts)
    {
        var seconds = parts.Sum(p => p.DurationSeconds);
        return new ProfileQuality
        {
            RequestedHz = parts.Max(p => p.RequestedHz),
            ReachedHz = seconds > 0 ? parts.Sum(p => p.ReachedHz * p.DurationSeconds) / seconds : 0,
            MissedRounds = parts.Sum(p => p.MissedRounds),
            FailedSamples = parts.Sum(p => p.FailedSamples),
            TruncatedStacks = parts.Sum(p => p.TruncatedStacks),
            SamplerCpuSeconds = parts.Sum(p => p.SamplerCpuSeconds),
            DurationSeconds = seconds,
            Notes = [.. parts.SelectMany(p => p.Notes).Distinct()],
        };
    }
}
