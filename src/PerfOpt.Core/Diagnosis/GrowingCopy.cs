using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// A whole collection copied or gone through again in each iteration: slices, concatenation, running totals.
/// </summary>
internal static class GrowingCopy
{
    private const long FewestOperations = 50;
    private const double ShortestMeanLength = 64;

    /// <summary>The growth at a hot line, or null.</summary>
    public static RegionGrowth? Of(LineKey key, SourceFunction source, InspectedFunction inspected)
    {
        foreach (var operation in source.Operations.Where(o => o.Line == key.Line && o.LoopLine > 0))
        {
            if (operation.Kind is not (OperationKind.Slice or OperationKind.Concatenate or OperationKind.Scan))
                continue;
            var use = inspected.Operands
                .Where(u => u.Line == operation.Line && u.Expression == operation.Operand)
                .MaxBy(u => u.Count * Math.Max(u.MeanLength, 0));
            if (use is not null && Grows(operation, use))
                return Describe(inspected, source.InnermostLoop(key.Line)!, key.Line, operation, use);
        }

        return null;
    }

    private static bool Grows(SourceOperation operation, OperandUse use)
    {
        if (use.Count < FewestOperations || use.MeanLength < ShortestMeanLength)
            return false;
        // A list that is extended in place (+=) grows in amortised constant time, and so does a local string.
        if (operation.Kind == OperationKind.Concatenate && operation.Text.Contains("+=", StringComparison.Ordinal))
            return use.Type is "tuple" or "bytes";
        return use.Type is "list" or "tuple" or "str" or "bytes" or "bytearray" or "dict" or "set"
            && (use.MaxLength > use.MinLength || use.Count >= use.MeanLength / 4);
    }

    private static RegionGrowth Describe(
        InspectedFunction inspected, SourceLoop loop, int line, SourceOperation operation, OperandUse use)
    {
        var verb = operation.Kind == OperationKind.Scan ? "goes through" : "copies";
        var total = use.MeanLength * use.Count;
        var exponent = Math.Clamp(Math.Log(total) / Math.Log(Math.Max(Math.Max(use.MaxLength, use.Count), 2)), 1, 3);
        return new RegionGrowth
        {
            Function = inspected.Function,
            FirstLine = line,
            LastLine = line,
            Exponent = exponent,
            ExponentText = $"{Figures.Count(total)} elements touched for {Figures.Count(use.Count)} iterations: "
                + $"n^{Figures.Digits(exponent)}",
            Size = use.Count,
            What = "iterations",
            LinearShare = Math.Min(4 / use.MeanLength, 0.5),
            Explanation = $"“{operation.Text}” {verb} a {use.Type} of {Figures.Count(use.MinLength)} to "
                + $"{Figures.Count(use.MaxLength)} elements in each of {Figures.Count(use.Count)} iterations of the "
                + $"loop at line {loop.Line}.",
            Evidence =
            [
                new(EvidenceKind.Growth,
                    $"{operation.Operand} is a {use.Type} of {Figures.Count(use.MinLength)} to "
                        + $"{Figures.Count(use.MaxLength)} elements",
                    use.MeanLength, "1"),
                new(EvidenceKind.Counter, $"{Figures.Count(use.Count)} executions of {operation.Text}", use.Count, "1"),
            ],
            Advice = operation.Kind switch
            {
                OperationKind.Scan =>
                    "Keep the running value beside the loop and update it with each item instead of computing it "
                        + "again from all.",
                OperationKind.Slice =>
                    "Work with an index into the whole (or a memoryview, or itertools.islice) instead of a new slice "
                        + "in each iteration.",
                _ => "Append to one list in the loop and join or convert it once behind the loop.",
            },
        };
    }
}
