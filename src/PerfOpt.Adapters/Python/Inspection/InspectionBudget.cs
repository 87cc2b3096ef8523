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

    /// <summary>
    /// Line events that one of several functions may have, so that the first hot loop does not use up what the others
    /// need. Beyond, its calls are counted on and its lines no longer followed.
    /// </summary>
    /// <param name="functions">Functions that share the budget.</param>
    public long EventsOf(int functions) =>
        Math.Max(FewestEvents, (long)(InstrumentationSeconds / SecondsPerEvent / Math.Max(functions, 1)));

    private const long FewestEvents = 200_000;

    /// <summary>An event's cost, measured on CPython 3.8 to 3.13: 0.6 to 1.1 µs.</summary>
    private const double SecondsPerEvent = 1e-6;
}
