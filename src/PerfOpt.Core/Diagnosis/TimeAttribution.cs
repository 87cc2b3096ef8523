using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// Where a run's wall time went, by line of the user's own code. Every slice of time is given to the threads that
/// worked in it (or waited in a call of their own), in equal parts, so that the parts sum to the run: a thread that
/// only waits for another's result gets none while that other one works.
/// </summary>
public sealed class TimeAttribution
{
    private const string CodeFromText = "<string>";
    private static readonly string[] NestedScopes = ["<listcomp>", "<genexpr>", "<setcomp>", "<dictcomp>"];

    private readonly StackProfile? _profile;
    private readonly Dictionary<LineKey, LineTime> _lines = [];
    private readonly Dictionary<FunctionKey, double> _inclusive = [];
    private readonly Dictionary<LineKey, double> _inclusiveLines = [];
    private readonly Dictionary<FunctionKey, FunctionTime> _functions = [];
    private readonly Dictionary<(StackId Stack, ThreadActivity Activity), (double Seconds, long Samples)> _given = [];
    private readonly HashSet<FunctionKey> _seenFunctions = [];
    private readonly HashSet<LineKey> _seenLines = [];

    private TimeAttribution(StackProfile? profile, double wallSeconds)
    {
        _profile = profile;
        WallSeconds = wallSeconds;
    }

    /// <summary>Wall seconds of one run; the lines' times are scaled to it.</summary>
    public double WallSeconds { get; }

    /// <summary>Seconds of one run that samples account for: less than the run's by its start-up and exit.</summary>
    public double AttributedSeconds { get; private set; }

    /// <summary>Of these, on a processor or ready for one.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Every function seen, libraries and runtime included.</summary>
    public IReadOnlyDictionary<FunctionKey, FunctionTime> AllFunctions => _functions;

    /// <summary>The lines, most costly first.</summary>
    public IReadOnlyList<KeyValuePair<LineKey, LineTime>> Lines { get; private set; } = [];

    /// <summary>Seconds of one run with a function anywhere on the stack.</summary>
    public double Inclusive(FunctionKey function) => _inclusive.GetValueOrDefault(function);

    /// <summary>Seconds of one run with a line anywhere on the stack.</summary>
    public double Inclusive(LineKey line) => _inclusiveLines.GetValueOrDefault(line);

    /// <summary>The user's own functions, most inclusive time first.</summary>
    public IEnumerable<KeyValuePair<FunctionKey, double>> Functions => _inclusive.OrderByDescending(f => f.Value);

    /// <summary>The time of a line; null where none was seen.</summary>
    public LineTime? Of(LineKey line) => _lines.GetValueOrDefault(line);

    /// <summary>Seconds of a function's own lines between two lines, inclusive.</summary>
    public double Within(FunctionKey function, int firstLine, int lastLine) =>
        _lines.Where(l => l.Key.Function == function && l.Key.Line >= firstLine && l.Key.Line <= lastLine)
            .Sum(l => l.Value.Seconds);

    /// <summary>Share of wall time, 0..1.</summary>
    public double Share(double seconds) => WallSeconds > 0 ? Math.Clamp(seconds / WallSeconds, 0, 1) : 0;

    /// <summary>The user's own frames of the stack that spent most at a line, innermost first.</summary>
    public IReadOnlyList<FrameInfo> OwnStack(LineKey line) =>
        _profile is null || Of(line) is not { } time || time.HeaviestStack == StackId.Empty
            ? []
            : [.. OwnFrames(_profile.Walk(time.HeaviestStack))];

    /// <summary>An attribution without samples.</summary>
    public static TimeAttribution Nothing(double wallSeconds) => new(null, wallSeconds);

    /// <summary>The function of a frame.</summary>
    public static FunctionKey KeyOf(FrameInfo frame) => new(frame.File, frame.Symbol, frame.FirstLine);

    /// <summary>Attributes a profile.</summary>
    /// <param name="profile">Samples of one or more runs.</param>
    /// <param name="profiledWallSeconds">Wall time of those runs altogether, start-up and exit included.</param>
    /// <param name="wallSeconds">Wall time of one unobserved run, to which the profile is scaled.</param>
    public static TimeAttribution Of(StackProfile profile, double profiledWallSeconds, double wallSeconds)
    {
        var attribution = new TimeAttribution(profile, wallSeconds);
        attribution.Attribute(profile, profiledWallSeconds);
        attribution.Lines = [.. attribution._lines.OrderByDescending(l => l.Value.Seconds)];
        return attribution;
    }

    /// <summary>
    /// The user's own frames, innermost first; the scopes that Python 3.11 and older give to comprehensions are
    /// counted to the function around them.
    /// </summary>
    public static IEnumerable<FrameInfo> OwnFrames(IEnumerable<FrameInfo> innermostFirst)
    {
        FrameInfo? nested = null;
        var frames = innermostFirst.ToList();
        // Code made from a text is the user's program when it is outermost (python3 -c); else it belongs to whoever
        // executes it, such as the site module at the interpreter's start.
        var isText = frames.Count > 0 && frames[^1].File == CodeFromText;
        foreach (var frame in frames)
        {
            if (frame.Origin != FrameOrigin.Own || frame.File.Length == 0 || (frame.File == CodeFromText && !isText))
                continue;
            if (IsNestedScope(frame))
            {
                nested ??= frame;
                continue;
            }

            yield return nested is not null && nested.File == frame.File ? frame with { Line = nested.Line } : frame;
            nested = null;
        }
    }

    private static bool IsNestedScope(FrameInfo frame) =>
        NestedScopes.Any(s => frame.Symbol.EndsWith(s, StringComparison.Ordinal));

    private static bool Works(StackSample sample) => sample.Activity is not
        (ThreadActivity.WaitLock or ThreadActivity.WaitPoll or ThreadActivity.WaitProcess or ThreadActivity.WaitOther);

    private void Attribute(StackProfile profile, double profiledWallSeconds)
    {
        var samples = profile.Samples;
        if (samples.Length == 0)
            return;
        var period = (long)(1e9 / Math.Max(profile.Quality.ReachedHz, 1));
        var scale = WallSeconds / Math.Max(profiledWallSeconds, 1e-9);
        var slice = new List<StackSample>();
        var start = samples[0].TimeNs;
        foreach (var sample in samples)
        {
            // One round of sampling is one slice; its samples carry one time.
            if (sample.TimeNs != start)
            {
                Give(slice, (sample.TimeNs - start) * 1e-9 * scale);
                slice.Clear();
                start = sample.TimeNs;
            }

            slice.Add(sample);
        }

        Give(slice, period * 1e-9 * scale);
        Spread(profile);
    }

    private void Give(List<StackSample> slice, double seconds)
    {
        if (slice.Count == 0)
            return;
        var working = slice.Count(Works);
        var part = seconds / (working > 0 ? working : slice.Count);
        foreach (var sample in slice)
        {
            if (working > 0 && !Works(sample))
                continue;
            var key = (sample.Stack, sample.Activity);
            var (given, samples) = _given.GetValueOrDefault(key);
            _given[key] = (given + part, samples + 1);
        }
    }

    /// <summary>Spreads the time of each distinct stack over its frames: once, however many samples it has.</summary>
    private void Spread(StackProfile profile)
    {
        foreach (var ((stack, activity), (seconds, samples)) in _given)
            Add(profile, stack, activity, seconds, samples);
        _given.Clear();
    }

    private void Add(
        StackProfile profile, StackId stack, ThreadActivity activity, double seconds, long samples)
    {
        AttributedSeconds += seconds;
        var waits = activity is not (ThreadActivity.OnCpu or ThreadActivity.WaitGil);
        if (!waits)
            CpuSeconds += seconds;
        AddFunctions(profile, stack, seconds, samples, waits);
        if (stack == StackId.Empty)
            return;
        var leaf = profile.Frame(profile.Nodes[stack.Value].Frame);
        var first = true;
        foreach (var frame in OwnFrames(profile.Walk(stack)))
        {
            var key = new LineKey(KeyOf(frame), frame.Line);
            if (first)
            {
                if (!_lines.TryGetValue(key, out var time))
                    _lines.Add(key, time = new LineTime());
                time.Add(seconds, samples, activity, leaf.Origin == FrameOrigin.Own, stack);
                first = false;
            }

            if (_seenFunctions.Add(key.Function))
                _inclusive[key.Function] = _inclusive.GetValueOrDefault(key.Function) + seconds;
            if (_seenLines.Add(key))
                _inclusiveLines[key] = _inclusiveLines.GetValueOrDefault(key) + seconds;
        }

        _seenFunctions.Clear();
        _seenLines.Clear();
    }

    private void AddFunctions(StackProfile profile, StackId stack, double seconds, long samples, bool waits)
    {
        var innermost = true;
        foreach (var frame in profile.Walk(stack))
        {
            var key = KeyOf(frame);
            if (_seenFunctions.Add(key))
            {
                if (!_functions.TryGetValue(key, out var time))
                    _functions.Add(key, time = new FunctionTime());
                time.Add(seconds, samples, frame.Line, innermost, waits);
            }

            innermost = false;
        }

        _seenFunctions.Clear();
    }
}
