using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Inspection;

/// <summary>Joins what the processes of a target tell of the same functions.</summary>
internal static class InspectionMerge
{
    private const int MostPoints = 400;

    /// <summary>The functions that were called, in the order asked for.</summary>
    public static IReadOnlyList<InspectedFunction> Functions(
        IReadOnlyList<SourceFunction> asked, IEnumerable<InspectionDocument> documents)
    {
        var entries = documents.SelectMany(d => d.Functions)
            .Where(e => e.Index >= 0 && e.Index < asked.Count && (e.Calls > 0 || e.Lines.Length > 0))
            .ToLookup(e => e.Index);
        return
        [
            .. Enumerable.Range(0, asked.Count).Where(entries.Contains)
                .Select(i => Function(asked[i].Function, [.. entries[i]])),
        ];
    }

    private static InspectedFunction Function(FunctionKey key, List<InspectedEntry> entries) => new()
    {
        Function = key,
        Calls = entries.Sum(e => e.Calls),
        WallSeconds = entries.Sum(e => e.Wall),
        // Two processes may have seen the same arguments, so the larger count is what is certain.
        DistinctArguments = entries.Exists(e => e.Distinct is null) ? null : entries.Max(e => e.Distinct),
        ArgumentsSeen = entries.Sum(e => e.ArgumentsSeen),
        Truncated = entries.Exists(e => e.Truncated),
        Lines =
        [
            .. entries.SelectMany(e => e.Lines).Where(l => l.Length == 3).GroupBy(l => (int)l[0])
                .Select(g => new LineCount(g.Key, (long)g.Sum(l => l[1]), g.Sum(l => l[2])))
                .OrderBy(l => l.Line),
        ],
        Operands =
        [
            .. entries.SelectMany(e => e.Operands).GroupBy(o => (o.Line, o.Text, o.Type)).Select(Operand)
                .OrderBy(o => o.Line),
        ],
        Work =
        [
            .. entries.SelectMany(e => e.Work).Where(w => w.Length == 2).Take(MostPoints)
                .Select(w => new WorkPoint(w[0], w[1])),
        ],
    };

    private static OperandUse Operand(IGrouping<(int Line, string Text, string Type), OperandEntry> group)
    {
        var count = group.Sum(o => o.Count);
        return new OperandUse
        {
            Line = group.Key.Line,
            Expression = group.Key.Text,
            Type = group.Key.Type,
            Count = count,
            MinLength = group.Min(o => o.Min),
            MeanLength = count == 0 ? -1 : group.Sum(o => o.Mean * o.Count) / count,
            MaxLength = group.Max(o => o.Max),
        };
    }
}
