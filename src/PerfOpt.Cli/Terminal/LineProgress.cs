using PerfOpt.Cli.Parsing;

namespace PerfOpt.Cli.Terminal;

/// <summary>
/// Progress as plain lines, for pipes and logs: one when a step begins, one when it ends, and between them at most one
/// a second.
/// </summary>
public sealed class LineProgress : ProgressDisplay
{
    private readonly TextWriter _error;
    private readonly bool _everyEvent;
    private double _lastLineAt = double.NegativeInfinity;

    /// <summary>Begins to wait.</summary>
    /// <param name="error">Where the lines go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="everyEvent">Whether each event is a line, from the first on.</param>
    public LineProgress(TextWriter error, TimeProvider time, bool everyEvent)
        : base(time, atOnce: everyEvent) => (_error, _everyEvent) = (error, everyEvent);

    /// <inheritdoc />
    protected override void Changed(bool stepBegins)
    {
        if (!stepBegins && !_everyEvent && Now - _lastLineAt < 1)
            return;
        StepBoard.Row step = Board.Current!;
        Write(step, step.Message);
    }

    /// <inheritdoc />
    protected override void StepEnded(StepBoard.Row step)
    {
        double seconds = (step.EndedAt ?? Now) - (step.StartedAt ?? Now);
        Write(step, $"done in {DurationText.Format(TimeSpan.FromSeconds(seconds))}");
    }

    private void Write(StepBoard.Row step, string text)
    {
        _lastLineAt = Now;
        _error.WriteLine($"[{(int)step.Step + 1}/5] {step.Name}: {text}");
        _error.Flush();
    }
}
