using System.Text;
using System.Text.RegularExpressions;

namespace PerfOpt.Core.Databases;

/// <summary>One row of <c>EXPLAIN QUERY PLAN</c>.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">The number of the step around it; 0 for none.</param>
/// <param name="Detail">The wording.</param>
public readonly record struct PlanRow(int Id, int Parent, string Detail);

/// <summary>
/// How SQLite runs a statement. The wording differs between versions (https://www.sqlite.org/eqp.html says it may
/// change): both <c>SCAN t</c> and the older <c>SCAN TABLE t AS a</c> are read, and what is not known is kept as text.
/// </summary>
public sealed partial class QueryPlan
{
    private QueryPlan(IReadOnlyList<PlanNode> nodes) => Nodes = nodes;

    /// <summary>The steps, each before those inside it, siblings in the order in which they run.</summary>
    public IReadOnlyList<PlanNode> Nodes { get; }

    /// <summary>The plan as text, a line for each step, indented by two spaces a level.</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (var node in Nodes)
                text.Append(text.Length > 0 ? "\n" : "").Append(' ', 2 * node.Depth).Append(node.Detail);
            return text.ToString();
        }
    }

    /// <summary>Whether a step reads through the index of that name.</summary>
    /// <param name="index">Its name, in any case.</param>
    public bool Uses(string index) =>
        Nodes.Any(n => string.Equals(n.Index, index, StringComparison.OrdinalIgnoreCase));

    /// <summary>The plan of the rows that the engine gave.</summary>
    /// <param name="rows">In the engine's order. A parent that did not come before counts as none.</param>
    public static QueryPlan Parse(IEnumerable<PlanRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var nodes = new List<PlanNode>();
        var last = new Dictionary<int, PlanNode>();
        foreach (var row in rows)
        {
            var parent = last.GetValueOrDefault(row.Parent);
            var node = Read(row, parent);
            nodes.Add(node);
            last[row.Id] = node;
        }
        return new QueryPlan(nodes);
    }

    private static PlanNode Read(PlanRow row, PlanNode? parent)
    {
        var detail = row.Detail;
        var node = new PlanNode
        {
            Id = row.Id,
            Detail = detail,
            Depth = parent is null ? 0 : Math.Min(parent.Depth + 1, 100),
            IsCorrelated = parent?.IsCorrelated ?? false,
        };
        if (detail.StartsWith("CORRELATED ", StringComparison.Ordinal))
            return node with { Operation = PlanOperation.Subquery, IsCorrelated = true };
        if (detail.Contains(" SUBQUERY ", StringComparison.Ordinal)
            && (detail.StartsWith("SCALAR", StringComparison.Ordinal)
                || detail.StartsWith("LIST", StringComparison.Ordinal)))
            return node with { Operation = PlanOperation.Subquery };
        if (detail.StartsWith("MULTI-INDEX OR", StringComparison.Ordinal))
            return node with { Operation = PlanOperation.MultiIndexOr };
        if (detail.StartsWith("BLOOM FILTER", StringComparison.Ordinal))
            return node with { Operation = PlanOperation.BloomFilter };
        const string temp = "USE TEMP B-TREE FOR ";
        if (detail.StartsWith(temp, StringComparison.Ordinal))
            return node with { Operation = PlanOperation.TempBTree, Purpose = detail[temp.Length..] };
        var access = Access().Match(detail);
        return access.Success ? ReadAccess(node, access) : node;
    }

    private static PlanNode ReadAccess(PlanNode node, Match access)
    {
        var how = access.Groups["how"].Value;
        var index = IndexName().Match(how);
        var isAutomatic = how.Contains("AUTOMATIC ", StringComparison.Ordinal);
        var terms = access.Groups["terms"].Value;
        return node with
        {
            Operation = access.Groups["verb"].Value == "SCAN" ? PlanOperation.Scan : PlanOperation.Search,
            Table = access.Groups["alias"].Success ? access.Groups["alias"].Value : access.Groups["table"].Value,
            Index = index.Success && !isAutomatic ? index.Groups["name"].Value : null,
            IsCovering = how.Contains("COVERING INDEX", StringComparison.Ordinal),
            IsAutomaticIndex = isAutomatic,
            UsesPrimaryKey = how.Contains("PRIMARY KEY", StringComparison.Ordinal),
            IsVirtual = node.Detail.Contains("VIRTUAL TABLE INDEX", StringComparison.Ordinal),
            Terms = terms.Length == 0 ? [] : terms.Split(" AND "),
        };
    }

    [GeneratedRegex(@"^(?<verb>SCAN|SEARCH) (TABLE )?(?<table>.+?)( AS (?<alias>\S+))?" +
        @"(?<how> (USING|VIRTUAL TABLE) .*?)?( \((?<terms>[^()]*(\([^()]*\)[^()]*)*)\))?( LEFT-JOIN)?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Access();

    [GeneratedRegex(@" USING (COVERING )?INDEX (?<name>.+?)$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IndexName();
}
