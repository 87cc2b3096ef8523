namespace PerfOpt.Core.Databases;

/// <summary>What is poor about a plan.</summary>
public enum PlanSmellKind
{
    /// <summary>A whole table is read and rows are thrown away.</summary>
    FullScanWithFilter,
    /// <summary>The engine builds an index for each execution.</summary>
    AutomaticIndex,
    /// <summary>Rows are sorted or grouped in temporary storage.</summary>
    TempSort,
    /// <summary>A whole table is read for each outer row.</summary>
    CorrelatedScan,
}

/// <summary>One poor step of a plan.</summary>
/// <param name="Kind">What is poor.</param>
/// <param name="Node">The step.</param>
public sealed record PlanSmell(PlanSmellKind Kind, PlanNode Node);

/// <summary>Finds the poor steps of a plan; says nothing of what they cost.</summary>
public static class PlanSmells
{
    /// <summary>All of them, in the plan's order.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="shape">The statement, from which it is known which tables are filtered.</param>
    public static IReadOnlyList<PlanSmell> Of(QueryPlan plan, StatementShape shape)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(shape);
        var smells = new List<PlanSmell>();
        foreach (var node in plan.Nodes)
        {
            if (Kind(node, shape) is { } kind)
                smells.Add(new PlanSmell(kind, node));
        }
        return smells;
    }

    private static PlanSmellKind? Kind(PlanNode node, StatementShape shape)
    {
        if (node.IsAutomaticIndex)
            return PlanSmellKind.AutomaticIndex;
        if (node.Operation == PlanOperation.TempBTree)
            return PlanSmellKind.TempSort;
        if (node.Operation != PlanOperation.Scan || node.IsVirtual)
            return null;
        var use = shape.Tables.FirstOrDefault(t =>
            string.Equals(t.Alias, node.Table, StringComparison.OrdinalIgnoreCase));
        if (use is null)
            return null;
        if (node.IsCorrelated)
            return PlanSmellKind.CorrelatedScan;
        return use.Equalities.Count + use.Joins.Count + use.Ranges.Count + use.Alternatives.Count > 0
            ? PlanSmellKind.FullScanWithFilter
            : null;
    }
}
