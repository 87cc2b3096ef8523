namespace PerfOpt.Adapters.Python.Inspection;

/// <summary>What an inspection may cost.</summary>
public sealed record InspectionBudget
{
    /// <summary>Wall seconds of an unobserved run.</summary>
    public required double BaselineSeconds { get; init; }

    /// <summary>
    /// Seconds that instrumentation may add. When a run takes longer than the baseline and these, lines are no longer
    /// followed, and what was counted until then is told as a lower bound.
    /// </summary>
    public double InstrumentationSeconds { get => field > 0 ? field : Math.Max(5, 3 * BaselineSeconds); init; }

    /// <summary>Seconds after which lines are no longer followed.</summary>
    public double LimitSeconds => BaselineSeconds + InstrumentationSeconds;
}
