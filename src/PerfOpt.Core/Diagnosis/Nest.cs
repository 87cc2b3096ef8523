using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Nested scans: an inner loop that goes through a collection again for each item of an outer one.</summary>
internal static class Nest
{
    private const double FewestOuter = 20;
    private const double FewestInner = 12;
    private static readonly string[] Comparisons = ["==", "!=", " is ", "<", ">"];

    /// <summary>The growth of the nest around a hot line, or null.</summary>
    public static RegionGrowth? Of(DiagnosisInput input, LineKey key)
    {
        var stack = input.Time.OwnStack(key);
        var depth = stack.TakeWhile(f => input.LoopAround(f) is null).Count();
        if (depth >= Math.Min(stack.Count, 4))
            return null;
        // The innermost loop may lie in a caller of a small helper that compares.
        var frame = stack[depth];
        var function = TimeAttribution.KeyOf(frame);
        if (input.SourceOf(function) is not { } source || input.InspectedOf(function) is not { } inspected)
            return null;
        var around = source.Loops
            .Where(l => l.Line <= frame.Line && frame.Line <= l.EndLine)
            .OrderBy(l => l.Depth)
            .ToList();
        var helpers = stack.Take(depth).Select(f => input.SourceOf(TimeAttribution.KeyOf(f))).OfType<SourceFunction>();
        if (!Matches(source, around[^1], helpers))
            return null;
        return around.Count >= 2
            ? InOneFunction(source, inspected, around)
            : AcrossACall(input, stack.Skip(depth + 1), source, inspected, around[0]);
    }

    private static RegionGrowth? InOneFunction(
        SourceFunction source, InspectedFunction inspected, List<SourceLoop> around)
    {
        var inner = around[^1];
        var outer = around[^2];
        var outerCount = Iterations(source, inspected, outer);
        var innerCount = Iterations(source, inspected, inner);
        if (outerCount is null || innerCount is null || outerCount < FewestOuter
            || innerCount < outerCount * FewestInner)
            return null;
        var entries = Math.Max(inspected.Calls, 1);
        return Describe(inspected, outer, inner, outerCount.Value, innerCount.Value, entries, null);
    }

    private static RegionGrowth? AcrossACall(
        DiagnosisInput input, IEnumerable<FrameInfo> callers, SourceFunction source, InspectedFunction inspected,
        SourceLoop inner)
    {
        var caller = callers.FirstOrDefault(f => input.LoopAround(f) is not null);
        var count = Iterations(source, inspected, inner);
        // Calls are counted whole; where iterations are a lower bound, the calls behind them are those that were seen.
        var calls = inspected.Truncated ? Math.Max(inspected.Work.Count, 1) : inspected.Calls;
        if (caller is null || count is null || inspected.Calls < FewestOuter || count < calls * FewestInner)
            return null;
        return Describe(inspected, inner, inner, calls, count.Value, 1, input.Places.Location(caller));
    }

    /// <summary>
    /// Whether the inner loop, or a helper it calls, compares items: the mark of a search or join. A loop that only
    /// computes with numbers (a matrix product, a simulation) has its work from its task.
    /// </summary>
    private static bool Matches(SourceFunction source, SourceLoop inner, IEnumerable<SourceFunction> helpers)
    {
        var overItems = inner.Kind != "while" && !IsCounting(inner.Iterable);
        return source.Operations.Where(o => o.Line >= inner.Line && o.Line <= inner.EndLine)
            .Any(o => Compares(o) && (overItems || o.Text.Contains('[', StringComparison.Ordinal)
                || o.Text.Contains('.', StringComparison.Ordinal)))
            || (overItems && helpers.Any(h => h.Loops.Count == 0 && h.Operations.Any(Compares)));
    }

    /// <summary>A range of plain numbers rather than of a collection's positions.</summary>
    private static bool IsCounting(string iterable) =>
        iterable.StartsWith("range(", StringComparison.Ordinal) && !iterable.Contains("len(", StringComparison.Ordinal);

    private static bool Compares(SourceOperation operation) => operation.Kind == OperationKind.Arithmetic
        && Comparisons.Any(c => operation.Text.Contains(c, StringComparison.Ordinal));

    private static double? Iterations(SourceFunction source, InspectedFunction inspected, SourceLoop loop)
    {
        var inside = inspected.Lines.Where(l => l.Line > loop.Line && l.Line <= loop.EndLine).ToList();
        var deeper = source.Loops
            .Where(l => l.Depth > loop.Depth && l.Line >= loop.Line && l.EndLine <= loop.EndLine)
            .ToList();
        var own = inside
            .Where(l => !deeper.Any(d => d.Line <= l.Line && l.Line <= d.EndLine && d.Line != loop.Line))
            .ToList();
        if (own.Count > 0)
            return own.Max(l => l.Count);
        var header = inspected.Lines.FirstOrDefault(l => l.Line == loop.Line);
        if (inside.Count > 0 && header is not null)
            return header.Count;
        return header?.Count > 1 ? header.Count : null;
    }

    private static RegionGrowth Describe(
        InspectedFunction inspected, SourceLoop outer, SourceLoop inner,
        double outerCount, double innerCount, double entries, Location? caller)
    {
        var each = innerCount / outerCount;
        var length = inspected.Operands.Where(u => u.Line == outer.Line && u.Expression == outer.Iterable)
            .Select(u => (double)u.MaxLength).DefaultIfEmpty(-1).Max();
        var size = Math.Max(caller is null && length > 1 ? length : outerCount / entries, 2);
        // Where counting stopped early, the rest of the outer loop is taken to be like what was counted.
        var work = inspected.Truncated ? Math.Max(each * size, innerCount) : innerCount / entries;
        var exponent = Math.Clamp(Math.Log(work) / Math.Log(Math.Max(size, each)), 1, 4);
        var counted = inspected.Truncated ? "at least " : "";
        var who = caller is null
            ? $"For {counted}{Figures.Count(outerCount)} items of “{outer.Iterable}” the loop over “{inner.Iterable}” "
                + $"at line {inner.Line} ran {counted}{Figures.Count(innerCount)} times"
            : $"{counted}{Figures.Count(outerCount)} calls from {caller.File}:{caller.Line} went through "
                + $"“{inner.Iterable}” again, {Figures.Count(innerCount)} iterations";
        return new RegionGrowth
        {
            Function = inspected.Function,
            FirstLine = outer.Line,
            LastLine = outer.EndLine,
            Exponent = exponent,
            ExponentText = $"{counted}{Figures.Count(work)} iterations for {Figures.Count(size)} items: "
                + $"n^{Figures.Digits(exponent)}",
            Size = size,
            What = "items",
            LinearShare = Math.Min(5 / Math.Max(each, 1), 0.5),
            Explanation = $"{who}, {Figures.Count(each)} for each.",
            Evidence =
            [
                new(EvidenceKind.Counter,
                    $"{counted}{Figures.Count(innerCount)} iterations of the inner loop at line {inner.Line}",
                    innerCount, "1"),
                new(EvidenceKind.Counter,
                    $"{counted}{Figures.Count(outerCount)} "
                        + $"{(caller is null ? "iterations of the outer loop" : "calls")}",
                    outerCount, "1"),
            ],
            Advice = "Build a dict (or set) from the key that is compared, once, in front of the loop; then look each "
                + $"item up in it instead of going through “{inner.Iterable}” again. Where order decides, sort once "
                + "and merge.",
        };
    }
}
