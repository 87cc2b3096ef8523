using PerfOpt.Core.Statistics;

namespace PerfOpt.Core.Measurement;

/// <summary>What to do next.</summary>
public enum RunStep
{
    /// <summary>A run that is not counted.</summary>
    Warmup,
    /// <summary>A run that is counted.</summary>
    Measure,
    /// <summary>Nothing: there are enough runs, or the budget is used up.</summary>
    Done,
}

/// <summary>Why no further run is made.</summary>
public enum StopReason
{
    /// <summary>The number that the user asked for is reached.</summary>
    Count,
    /// <summary>The interval of the median is narrow enough.</summary>
    Precise,
    /// <summary>The most runs that are ever made.</summary>
    Maximum,
    /// <summary>The time is used up.</summary>
    Budget,
}

/// <summary>
/// Decides after each run whether another is needed. It looks at the width of the median's interval only, never at
/// whether some difference is significant, so that stopping does not bias what is measured.
/// </summary>
/// <param name="policy">How many runs.</param>
/// <param name="clock">Measures the budget, from the first call of <see cref="Next"/>.</param>
public sealed class RunScheduler(SamplingPolicy policy, TimeProvider clock)
{
    private readonly List<double> _wallSeconds = [];
    private readonly List<string> _notes = [];
    private long? _started;
    private int _warmups;

    /// <summary>Wall seconds of the measured runs so far.</summary>
    public IReadOnlyList<double> WallSeconds => _wallSeconds;

    /// <summary>Why it stopped; null while it goes on.</summary>
    public StopReason? Stopped { get; private set; }

    /// <summary>What a reader of the figures should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>
    /// How far it is, 0..1: by the number asked for, or by the budget or the most runs, whichever is nearer.
    /// </summary>
    public double Fraction
    {
        get
        {
            if (Stopped is not null) return 1;
            double most = policy.Runs ?? policy.MaximumRuns;
            double byCount = most <= 0 ? 1 : _wallSeconds.Count / most;
            if (policy.Runs is not null || policy.Budget <= TimeSpan.Zero) return Math.Min(1, byCount);
            double byTime = Elapsed / policy.Budget;
            double byMinimum = (double)_wallSeconds.Count / policy.MinimumRuns;
            return Math.Min(1, Math.Max(byCount, Math.Min(byTime, byMinimum)));
        }
    }

    /// <summary>The next step. Asking again without recording a run gives the same answer.</summary>
    public RunStep Next()
    {
        _started ??= clock.GetTimestamp();
        if (_warmups < policy.Warmups) return RunStep.Warmup;
        Stopped ??= ReasonToStop();
        return Stopped is null ? RunStep.Measure : RunStep.Done;
    }

    /// <summary>Records the run that the last <see cref="Next"/> asked for.</summary>
    /// <param name="wallSeconds">Its duration.</param>
    public void Record(double wallSeconds)
    {
        if (Stopped is not null) throw new InvalidOperationException("A run was recorded after the last one.");
        if (_warmups < policy.Warmups) _warmups++;
        else _wallSeconds.Add(wallSeconds);
    }

    private TimeSpan Elapsed => _started is { } started ? clock.GetElapsedTime(started) : TimeSpan.Zero;

    private StopReason? ReasonToStop()
    {
        int count = _wallSeconds.Count;
        if (policy.Runs is { } asked) return count >= asked ? StopReason.Count : null;
        if (count < policy.MinimumRuns) return null;
        if (count >= policy.MaximumRuns) return StopReason.Maximum;
        if (IsPrecise()) return StopReason.Precise;
        if (Elapsed < policy.Budget) return null;
        NoteBudget(count);
        return StopReason.Budget;
    }

    private bool IsPrecise() =>
        QuantileInterval.Of(_wallSeconds, 0.5) is { } interval
        && interval.HalfWidth <= policy.RelativeHalfWidth * Quantile.Median(_wallSeconds);

    private void NoteBudget(int count)
    {
        string budget = QuantityText.Format(policy.Budget.TotalSeconds, "s");
        string why = _wallSeconds.Min() >= policy.Budget.TotalSeconds
            ? $"One run takes longer than the budget of {budget}, so only {count} were measured"
            : $"The budget of {budget} was used up after {count} runs";
        int needed = QuantileInterval.MinimumSamples(0.5);
        _notes.Add(count < needed
            ? $"{why}: too few for an interval of the median; `--runs {needed}` gives one."
            : $"{why}, before the median was known to {QuantityText.Percent(policy.RelativeHalfWidth)};"
              + $" `--runs {policy.MaximumRuns}` narrows its interval.");
    }
}
