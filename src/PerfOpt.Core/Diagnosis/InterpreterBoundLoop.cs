using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// <c>interpreter-bound-loop</c>: time goes to interpreting the bytecode of a hot numeric or per-element loop.
/// Confirmed by the executions of its lines: very many, each of them short, on a processor, in the loop's own code.
/// </summary>
public sealed class InterpreterBoundLoop : IDetector
{
    private const double LeastShare = 0.03;
    private const long FewestExecutions = 20_000;

    /// <summary>
    /// A line that takes longer than this does its work in a built-in it calls, not in the interpreter.
    /// </summary>
    private const double LongestPerLine = 2e-6;

    /// <summary>
    /// What vectorised or compiled code leaves of such a loop: a twentieth, between a half and a hundredth.
    /// </summary>
    private const double KeptShare = 0.05;

    /// <inheritdoc />
    public RootCause Cause => RootCause.InterpreterBoundLoop;

    /// <inheritdoc />
    public IEnumerable<Finding> Detect(DiagnosisInput input)
    {
        foreach (var group in input.Time.Lines.GroupBy(l => LoopOf(input, l.Key)).Where(g => g.Key is not null))
        {
            var lines = group.Where(l => IsInterpreted(input, l.Key, l.Value)).ToList();
            var seconds = lines.Sum(l => l.Value.LeafSeconds);
            if (input.Time.Share(seconds) < LeastShare || !Computes(input, lines))
                continue;
            var executions = lines.Sum(l => Executions(input, l.Key) ?? 0);
            if (executions >= FewestExecutions)
                yield return Describe(input, group.Key!.Value, lines, seconds, executions);
        }
    }

    /// <summary>The outermost loop of the function around a line, or, for a helper without one, its caller's.</summary>
    private static (FunctionKey Function, SourceLoop Loop)? LoopOf(DiagnosisInput input, LineKey key)
    {
        if (OutermostLoop(input, key.Function, key.Line) is { } own)
            return (key.Function, own);
        foreach (var frame in input.Time.OwnStack(key).Skip(1).Take(4))
        {
            var caller = TimeAttribution.KeyOf(frame);
            if (OutermostLoop(input, caller, frame.Line) is { } loop)
                return (caller, loop);
        }

        return null;
    }

    private static SourceLoop? OutermostLoop(DiagnosisInput input, FunctionKey function, int line) =>
        input.SourceOf(function)?.Loops.Where(l => l.Line <= line && line <= l.EndLine).MinBy(l => l.Depth);

    private static bool IsInterpreted(DiagnosisInput input, LineKey key, LineTime time) =>
        time.CpuSeconds >= time.Seconds * 0.8
        && !IsEngines(input, key)
        && Executions(input, key) is { } count && count > 0 && time.LeafSeconds / count <= LongestPerLine;

    /// <summary>Whether the line executes a statement or fetches its rows: its time is the database engine's.</summary>
    private static bool IsEngines(DiagnosisInput input, LineKey key)
    {
        var issues = (input.Observation.Statements?.Templates ?? []).SelectMany(t => t.CallSites)
            .Any(s => s.Frame.Line == key.Line && s.Frame.File == key.Function.File);
        return issues || (input.InspectedOf(key.Function)?.Operands ?? [])
            .Any(u => u.Line == key.Line && SiteTime.IsCursor(u));
    }

    /// <summary>
    /// Whether the loop computes with elements: arithmetic, comparisons or subscripts on lines with half of its time. A
    /// loop that only hands elements from one built-in to another is not bound by its bytecode.
    /// </summary>
    private static bool Computes(DiagnosisInput input, List<KeyValuePair<LineKey, LineTime>> lines)
    {
        var computing = lines.Where(l => input.SourceOf(l.Key.Function)?.Operations.Any(o => o.Line == l.Key.Line
            && o.Kind is OperationKind.Arithmetic or OperationKind.Subscript or OperationKind.Concatenate) ?? false);
        return computing.Sum(l => l.Value.LeafSeconds) >= lines.Sum(l => l.Value.LeafSeconds) / 2;
    }

    private static long? Executions(DiagnosisInput input, LineKey key)
    {
        var inspected = input.InspectedOf(key.Function);
        var count = inspected?.Lines.FirstOrDefault(l => l.Line == key.Line)?.Count;
        var source = input.SourceOf(key.Function);
        // A comprehension or one-line loop has one line event for many iterations: the length of what it goes
        // through counts instead.
        var loop = source?.Loops.FirstOrDefault(l =>
            l.Line <= key.Line && l.EndLine >= key.Line && l.Line == l.EndLine);
        var use = loop is null ? null : inspected?.Operands
            .FirstOrDefault(u => u.Line == loop.Line && u.Expression == loop.Iterable);
        return use is null ? count : Math.Max(count ?? 0, (long)(use.Count * use.MeanLength));
    }

    private static Finding Describe(
        DiagnosisInput input, (FunctionKey Function, SourceLoop Loop) region,
        List<KeyValuePair<LineKey, LineTime>> lines, double seconds, long executions)
    {
        var hottest = lines.MaxBy(l => l.Value.LeafSeconds);
        var name = Places.ShortName(hottest.Key.Function.Symbol);
        var place = input.Places.Of(hottest.Key.Function.File, hottest.Key.Line);
        var inLoop = hottest.Key.Function == region.Function;
        var location = inLoop
            ? input.Places.Location(region.Function, region.Loop.Line, region.Loop.EndLine)
            : input.Places.Location(hottest.Key.Function, hottest.Key.Line);
        var perLine = seconds / executions;
        var saved = seconds * (1 - KeptShare);
        return new Finding
        {
            Cause = RootCause.InterpreterBoundLoop,
            Title = $"{name} interprets {Figures.Count(executions)} lines of a loop, {Figures.Time(perLine)} each",
            Status = BottleneckStatus.Confirmed,
            Location = location,
            Related = inLoop ? [input.Places.Location(hottest.Key.Function, hottest.Key.Line)]
                : [input.Places.Location(region.Function, region.Loop.Line, region.Loop.EndLine)],
            Seconds = seconds,
            Explanation =
                $"The loop at {input.Places.Of(region.Function.File, region.Loop.Line)} executed "
                + $"{Figures.Count(executions)} lines in {Figures.Time(seconds)}, {Figures.Time(perLine)} a line, all "
                + $"of it on the processor in the interpreter itself; the hottest is {place}. No call in it does the "
                + "work in bulk.",
            Impact = $"The loop runs at the interpreter's speed on one core, and the {Figures.Time(seconds)} grow "
                + "with every element.",
            Evidence =
            [
                new(EvidenceKind.Counter, $"{Figures.Count(executions)} line executions", executions, "1"),
                new(EvidenceKind.Counter, $"{Figures.Time(perLine)} for each", perLine, "s"),
                new(EvidenceKind.Stack,
                    $"{Figures.Count(lines.Sum(l => l.Value.Samples))} samples with the loop's own bytecode "
                        + $"innermost, {Figures.Time(seconds)} of a run",
                    seconds, "s"),
            ],
            Gain = Gains.Modelled(saved, seconds * 0.5, seconds * 0.99, 1,
                "vectorised, compiled or built-in code leaves about a twentieth of such a loop (a half to a "
                    + "hundredth)"),
            Remedy = Remedies.Vectorise(name),
            Lines = [.. lines.Select(l => l.Key)],
        };
    }
}
