using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Everything that detectors look at.</summary>
public sealed class DiagnosisInput
{
    private readonly Dictionary<FunctionKey, SourceFunction> _source = [];
    private readonly Dictionary<FunctionKey, InspectedFunction> _inspected = [];

    /// <summary>Gathers the input.</summary>
    /// <param name="baselineWallSeconds">Median wall time of the baseline's runs.</param>
    /// <param name="observation">What was seen.</param>
    public DiagnosisInput(double baselineWallSeconds, Observation observation)
    {
        WallSeconds = baselineWallSeconds;
        Observation = observation;
        Time = observation.Profile is { } profile
            ? TimeAttribution.Of(profile, observation.ProfiledWallSeconds, baselineWallSeconds)
            : TimeAttribution.Nothing(baselineWallSeconds);
        foreach (var function in observation.Source)
            _source[function.Function] = function;
        foreach (var function in observation.Inspection?.Functions ?? [])
            _inspected[function.Function] = function;
        Places = new Places(observation.WorkingDirectory);
    }

    /// <summary>Median wall time of one run, seconds.</summary>
    public double WallSeconds { get; }

    /// <summary>What was seen.</summary>
    public Observation Observation { get; }

    /// <summary>Where the time went, by line of the user's own code.</summary>
    public TimeAttribution Time { get; }

    /// <summary>Turns the runtime's paths into the report's.</summary>
    public Places Places { get; }

    /// <summary>What the source says of a function, or null.</summary>
    public SourceFunction? SourceOf(FunctionKey function) => _source.GetValueOrDefault(function);

    /// <summary>What the inspection saw of a function, or null.</summary>
    public InspectedFunction? InspectedOf(FunctionKey function) => _inspected.GetValueOrDefault(function);

    /// <summary>The innermost loop around a frame's line in its own function, or null.</summary>
    public SourceLoop? LoopAround(FrameInfo frame) => SourceOf(TimeAttribution.KeyOf(frame))?.InnermostLoop(frame.Line);

    /// <summary>
    /// The frame that a person would change for a call that is made too often: the innermost of the user's own
    /// frames whose line lies in a loop; with no loop in sight, the innermost.
    /// </summary>
    /// <param name="ownFrames">The user's own frames, innermost first.</param>
    public FrameInfo LoopFrame(IReadOnlyList<FrameInfo> ownFrames) =>
        ownFrames.FirstOrDefault(f => LoopAround(f) is not null) ?? ownFrames[0];
}
