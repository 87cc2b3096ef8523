using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// <c>wrong-data-structure</c>: an operation is linear on the structure in use and constant or logarithmic on
/// another. Confirmed by the operand's type and length as seen at run time on a line that costs time.
/// </summary>
public sealed class WrongDataStructure : IDetector
{
    private const double LeastShare = 0.01;
    private const long FewestOperations = 20;
    private const double ShortestMeanLength = 24;

    /// <summary>One operation on the better structure, loop and interpretation included.</summary>
    private const double SecondsPerOperation = 80e-9;

    private static readonly HashSet<string> Linear = ["list", "tuple", "array.array", "dict_values", "bytearray"];

    /// <inheritdoc />
    public RootCause Cause => RootCause.WrongDataStructure;

    /// <inheritdoc />
    public IEnumerable<Finding> Detect(DiagnosisInput input)
    {
        foreach (var (key, time) in input.Time.Lines.Where(l => input.Time.Share(l.Value.Seconds) >= LeastShare))
        {
            if (input.SourceOf(key.Function) is not { } source || input.InspectedOf(key.Function) is not { } inspected)
                continue;
            var uses = source.Operations
                .Where(o => o.Line == key.Line && Alternative(o) is not null)
                .Select(o => (Operation: o, Use: UseOf(inspected, o)))
                .Where(u => u.Use is not null && IsLinear(u.Operation, u.Use))
                .OrderByDescending(u => u.Use!.MeanLength * u.Use.Count)
                .ToList();
            if (uses.Count > 0)
                yield return Describe(input, key, time, source, uses[0].Operation, uses[0].Use!);
        }
    }

    private static OperandUse? UseOf(InspectedFunction inspected, SourceOperation operation) => inspected.Operands
        .Where(u => u.Line == operation.Line && u.Expression == operation.Operand)
        .MaxBy(u => u.Count * Math.Max(u.MeanLength, 0));

    private static bool IsLinear(SourceOperation operation, OperandUse use)
    {
        if (use.Count < FewestOperations || use.MeanLength < ShortestMeanLength)
            return false;
        return operation.Kind switch
        {
            OperationKind.Sort =>
                operation.LoopLine > 0 && (use.Type is "list" or "deque" or "tuple" or "set" or "dict"),
            OperationKind.Scan => operation.LoopLine > 0 && operation.Text is { } t
                && (t.StartsWith("min(", StringComparison.Ordinal) || t.StartsWith("max(", StringComparison.Ordinal))
                && use.Type is "list" && use.MaxLength > use.MinLength,
            OperationKind.SearchByValue => use.Type is "list" or "tuple" or "deque" or "collections.deque",
            OperationKind.Membership =>
                Linear.Contains(use.Type) || use.Type.EndsWith("deque", StringComparison.Ordinal),
            _ => use.Type is "list" or "bytearray",
        };
    }

    private static (string Structure, string Cost, string Better)? Alternative(SourceOperation operation) =>
        operation.Kind switch
        {
            OperationKind.Membership => ("set (or dict)", "a comparison with every element", "one hash look-up"),
            OperationKind.PopFront =>
                ("collections.deque", "moving every remaining element", "popleft() in constant time"),
            OperationKind.Insert => ("collections.deque (or heapq, or append and reverse)",
                "moving every element behind the place", "appendleft() in constant time"),
            OperationKind.SearchByValue => ("dict from value to position or record",
                "a comparison with every element", "one hash look-up"),
            OperationKind.Sort => ("heapq, bisect.insort, or one sort after the loop",
                "sorting everything again", "keeping order in logarithmic time"),
            OperationKind.Scan =>
                ("heapq", "looking at every element for the extreme one", "heappop() in logarithmic time"),
            _ => null,
        };

    private static Finding Describe(
        DiagnosisInput input, LineKey key, LineTime time,
        SourceFunction source, SourceOperation operation, OperandUse use)
    {
        var (structure, cost, better) = Alternative(operation)!.Value;
        var place = input.Places.Of(key.Function.File, key.Line);
        var name = Places.ShortName(key.Function.Symbol);
        var kept = Math.Min(use.Count * SecondsPerOperation + use.MaxLength * 50e-9, time.Seconds * 0.5);
        var saved = time.Seconds - kept;
        var lengths = use.MinLength == use.MaxLength
            ? $"of {Figures.Count(use.MaxLength)} elements"
            : $"of {Figures.Count(use.MinLength)} to {Figures.Count(use.MaxLength)} elements (mean "
                + $"{Figures.Count(use.MeanLength)})";
        var loop = source.InnermostLoop(key.Line);
        return new Finding
        {
            Cause = RootCause.WrongDataStructure,
            Title = $"{name} does {operation.Text} on a {use.Type} of up to {Figures.Count(use.MaxLength)} elements",
            Status = BottleneckStatus.Confirmed,
            Location = input.Places.Location(key.Function, key.Line),
            Related = loop is null || loop.Line == key.Line
                ? []
                : [input.Places.Location(key.Function, loop.Line, loop.EndLine)],
            Seconds = time.Seconds,
            Explanation =
                $"“{operation.Text}” at {place} ran {Figures.Count(use.Count)} times on a {use.Type} {lengths}. "
                + $"Each time costs {cost}: {Figures.Time(time.Seconds / use.Count)} where {structure} needs {better}.",
            Impact = $"The cost of one operation grows with the {use.Type}, so twice the data take four times the "
                + $"{Figures.Time(time.Seconds)}.",
            Evidence =
            [
                new(EvidenceKind.Growth, $"{operation.Operand} is a {use.Type} {lengths}", use.MeanLength, "1"),
                new(EvidenceKind.Counter, $"{Figures.Count(use.Count)} executions of {operation.Text}", use.Count, "1"),
                new(EvidenceKind.Stack,
                    $"{Figures.Time(time.Seconds)} of a run at {place}, {Figures.Count(time.Samples)} samples",
                    time.Seconds, "s"),
                new(EvidenceKind.Source, $"{place}: {operation.Text}"),
            ],
            Gain = Gains.Modelled(saved, saved * 0.85, time.Seconds, 1,
                $"the line's {Figures.Time(time.Seconds)} less {Figures.Count(use.Count)} operations of "
                    + $"{Figures.Time(SecondsPerOperation)} and building the structure once"),
            Remedy = Remedies.Structure(operation, structure, better),
            Lines = [key],
        };
    }
}
