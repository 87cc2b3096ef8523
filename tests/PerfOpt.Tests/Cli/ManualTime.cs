namespace PerfOpt.Tests.Cli;

/// <summary>A clock that a test moves, and whose timers run when it does.</summary>
public sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state), _now + dueTime);
        _timers.Add(timer);
        return timer;
    }

    public void Advance(double seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        foreach (ManualTimer timer in _timers.Where(timer => !timer.Done && timer.Due <= _now).ToList())
        {
            timer.Done = true;
            timer.Run();
        }
    }

    private sealed class ManualTimer(Action run, TimeSpan due) : ITimer
    {
        public Action Run { get; } = run;

        public TimeSpan Due { get; } = due;

        public bool Done { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose() => Done = true;

        public ValueTask DisposeAsync()
        {
            Done = true;
            return ValueTask.CompletedTask;
        }
    }
}
