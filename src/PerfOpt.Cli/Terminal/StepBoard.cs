using PerfOpt.Core;

namespace PerfOpt.Cli.Terminal;

/// <summary>Where the five steps stand. Plain state: what is drawn from it is another's business.</summary>
public sealed class StepBoard
{
    private readonly Row[] _rows = [.. Enum.GetValues<Step>().Select(step => new Row { Step = step })];

    /// <summary>The five steps in order.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>The step under way; null before the first event.</summary>
    public Row? Current { get; private set; }

    /// <summary>Takes an event in.</summary>
    /// <param name="progress">What happened.</param>
    /// <param name="now">Seconds since the beginning.</param>
    /// <returns>Whether it began a step.</returns>
    public bool Take(ProgressEvent progress, double now)
    {
        Row row = _rows[(int)progress.Step];
        bool begins = row != Current;
        if (begins)
        {
            Finish(now);
            row.StartedAt ??= now;
            row.EndedAt = null;
            Current = row;
        }

        row.Message = progress.Message;
        row.Fraction = progress.Fraction;
        return begins;
    }

    /// <summary>Ends the step under way.</summary>
    public void Finish(double now)
    {
        if (Current is not null)
            Current.EndedAt = now;
        Current = null;
    }

    /// <summary>One step.</summary>
    public sealed class Row
    {
        /// <summary>Which.</summary>
        public required Step Step { get; init; }

        /// <summary>Its number and name, such as <c>2 profile</c>.</summary>
        public string Name => Step switch
        {
            Step.Baseline => "baseline",
            Step.Profile => "profile",
            Step.Diagnose => "diagnose",
            Step.Plan => "plan",
            _ => "verify",
        };

        /// <summary>When it began, seconds since the beginning; null before that.</summary>
        public double? StartedAt { get; set; }

        /// <summary>When it ended; null before that.</summary>
        public double? EndedAt { get; set; }

        /// <summary>The latest message.</summary>
        public string Message { get; set; } = "";

        /// <summary>How far it is, 0..1; null where not known.</summary>
        public double? Fraction { get; set; }
    }
}
