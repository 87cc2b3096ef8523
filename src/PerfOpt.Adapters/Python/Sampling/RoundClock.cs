using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// When rounds are due: once in each cell of a grid of absolute times, at a place of the cell drawn at random
/// (stratified
/// sampling). A program with a period of its own is met at each of its phases with the same chance, whatever the
/// period.
/// </summary>
internal sealed class RoundClock
{
    private const long LongestSleepNs = 20_000_000;

    private readonly Random _random = new();
    private long _grid;
    private long _periodNs;

    public RoundClock(double hertz, long startNs)
    {
        _periodNs = (long)(1e9 / hertz);
        _grid = startNs;
    }

    /// <summary>Rounds that were due while an earlier one still went on.</summary>
    public long MissedRounds { get; private set; }

    /// <summary>
    /// Where the cell of the round under way begins. It, not the round's own moment, is the time of the samples: every
    /// round then stands for its whole cell, and one met early in its cell does not weigh more than one met late.
    /// </summary>
    public long CellNs => _grid;

    /// <summary>Begins a new grid, after a time without anything to sample.</summary>
    public void Restart(long nowNs) => _grid = nowNs;

    /// <summary>Lowers the rate to a half.</summary>
    public void Halve() => _periodNs *= 2;

    /// <summary>Sleeps until the next round is due.</summary>
    /// <param name="stop">Asked now and then during long sleeps.</param>
    public void WaitForNext(Func<bool> stop)
    {
        _grid += _periodNs;
        var now = MonotonicClock.NowNs;
        if (now > _grid + 2 * _periodNs)
        {
            var late = (now - _grid) / _periodNs - 1;
            MissedRounds += late;
            _grid += late * _periodNs;
        }
        var deadline = _grid + (long)(_random.NextDouble() * _periodNs);
        while (now < deadline && !stop())
        {
            MonotonicClock.SleepUntil(Math.Min(deadline, now + LongestSleepNs));
            now = MonotonicClock.NowNs;
        }
    }
}
