using PerfOpt.Core;

namespace PerfOpt.Cli.Terminal;

/// <summary>
/// Shows progress on standard error once the work has taken two seconds. It writes only when an event arrives (and
/// once at the two seconds), so that nothing is drawn while a target is timed.
/// </summary>
public abstract class ProgressDisplay : IProgress<ProgressEvent>, IAsyncDisposable
{
    /// <summary>How long the work may take before anything is shown.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer? _patience;
    private readonly Lock _gate = new();
    private bool _visible;
    private bool _ended;

    /// <summary>Begins to wait.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="atOnce">Whether it shows from the first event on.</param>
    protected ProgressDisplay(TimeProvider time, bool atOnce)
    {
        _time = time;
        _start = time.GetTimestamp();
        _visible = atOnce;
        if (!atOnce)
            _patience = time.CreateTimer(_ => BecomeVisible(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The display of a mode.</summary>
    public static ProgressDisplay Begin(ConsoleStyle style, TextWriter error, TimeProvider time) =>
        style.Progress switch
    {
        ProgressMode.None => new SilentProgress(time),
        ProgressMode.Lines => new LineProgress(error, time, everyEvent: false),
        ProgressMode.EveryEvent => new LineProgress(error, time, everyEvent: true),
        _ => new LiveProgress(error, time, style),
    };

    /// <summary>Where the steps stand; touched under the display's lock only.</summary>
    protected StepBoard Board { get; } = new();

    /// <summary>Seconds since the beginning.</summary>
    protected double Now => _time.GetElapsedTime(_start).TotalSeconds;

    /// <inheritdoc />
    public void Report(ProgressEvent value)
    {
        lock (_gate)
        {
            if (_ended)
                return;
            StepBoard.Row? before = Board.Current;
            bool begins = Board.Take(value, Now);
            if (!_visible)
                return;
            if (begins && before is not null)
                StepEnded(before);
            Changed(begins);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            StepBoard.Row? last = Board.Current;
            Board.Finish(Now);
            if (_visible && last is not null)
                StepEnded(last);
        }

        if (_patience is not null)
            await _patience.DisposeAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Shows the board's state; under the lock.</summary>
    /// <param name="stepBegins">Whether a step began with it.</param>
    protected abstract void Changed(bool stepBegins);

    /// <summary>Shows that a step ended; under the lock.</summary>
    protected abstract void StepEnded(StepBoard.Row step);

    /// <summary>Leaves the terminal as it was.</summary>
    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    private void BecomeVisible()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _visible = true;
            if (Board.Current is not null)
                Changed(stepBegins: true);
        }
    }

    private sealed class SilentProgress(TimeProvider time) : ProgressDisplay(time, atOnce: true)
    {
        protected override void Changed(bool stepBegins)
        {
        }

        protected override void StepEnded(StepBoard.Row step)
        {
        }
    }
}
