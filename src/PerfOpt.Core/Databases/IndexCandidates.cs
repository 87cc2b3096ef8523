namespace PerfOpt.Core.Databases;

/// <summary>
/// Proposes indexes for a statement: equalities, equalities and one range, equalities and the order, join columns.
/// What exists already, begins an existing index, is the row id, or belongs to a tiny table is left out. Whether one
/// helps is for a trial to say.
/// </summary>
public static class IndexCandidates
{
    /// <summary>Most candidates for one statement.</summary>
    public const int Most = 40;

    /// <summary>Columns of the widest candidate.</summary>
    public const int Widest = 5;

    /// <summary>All candidates, those with more equalities first within a table.</summary>
    /// <param name="shape">The statement.</param>
    /// <param name="fewestRows">Tables known to have fewer rows are left out.</param>
    public static IReadOnlyList<IndexCandidate> For(StatementShape shape, long fewestRows)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var found = new Dictionary<string, IndexCandidate>(StringComparer.Ordinal);
        foreach (var use in shape.Tables)
        {
            if (use.Table.IsVirtual || use.Table.Rows < fewestRows)
                continue;
            foreach (var (columns, equalities) in Combinations(use))
            {
                if (Trim(use.Table, columns, equalities) is { } candidate && !Exists(candidate))
                    found.TryAdd(candidate.Key, candidate);
            }
        }
        return [.. found.Values.OrderByDescending(static c => c.Equalities)
            .ThenByDescending(static c => c.Columns.Count).Take(Most)];
    }

    /// <summary>The candidate with further columns, so that the table itself need not be read; null where they are
    /// too many.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="shape">The statement.</param>
    public static IndexCandidate? Covering(IndexCandidate candidate, StatementShape shape)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(shape);
        var uses = shape.Tables.Where(t => t.Table.Name == candidate.Table.Name).ToList();
        if (uses.Count == 0 || uses.Exists(static u => u.TakesAllColumns))
            return null;
        var more = uses.SelectMany(static u => u.Columns).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(c => !candidate.Columns.Any(k => k.Name.Equals(c, StringComparison.OrdinalIgnoreCase))
                && !string.Equals(c, candidate.Table.RowIdAlias, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal).ToList();
        return more.Count is 0 or > 2 || more.Count + candidate.Columns.Count > Widest
            ? null
            : candidate with
            {
                Columns = [.. candidate.Columns, .. more.Select(static c => new IndexColumn(c))],
                Extra = more.Count,
            };
    }

    private static IEnumerable<(IEnumerable<IndexColumn> Columns, int Equalities)> Combinations(TableUse use)
    {
        var known = use.Equalities.ToList();
        var joined = use.Joins.Where(j => !known.Contains(j)).ToList();
        var all = known.Concat(joined).ToList();
        var sets = new List<List<IndexColumn>> { all, known };
        sets.AddRange(joined.Select(j => known.Append(j).ToList()));
        sets.AddRange(all.Select(static c => new List<IndexColumn> { c }));
        foreach (var set in sets.Where(static s => s.Count > 0))
            yield return (set, set.Count);
        foreach (var set in sets.Prepend([]).Where(static s => s.Count <= Widest))
        {
            foreach (var range in use.Ranges)
                yield return (set.Append(range), set.Count);
            if (use.OrderBy.Count > 0)
                yield return (set.Concat(use.OrderBy.Where(o => !Names(set, o))), set.Count);
            if (use.GroupBy.Count > 0)
                yield return (set.Concat(use.GroupBy.Where(g => !Names(set, g))), set.Count);
        }
        foreach (var column in use.Alternatives)
            yield return ([column], 1);
    }

    private static bool Names(List<IndexColumn> set, IndexColumn column) =>
        set.Exists(c => c.Name.Equals(column.Name, StringComparison.OrdinalIgnoreCase));

    // A row-id table's index ends in the row id by itself, and after it no column narrows anything.
    private static IndexCandidate? Trim(TableSchema table, IEnumerable<IndexColumn> columns, int equalities)
    {
        var kept = columns.DistinctBy(static c => c.Name, StringComparer.OrdinalIgnoreCase)
            .TakeWhile(c => !string.Equals(c.Name, table.RowIdAlias, StringComparison.OrdinalIgnoreCase))
            .Take(Widest).ToList();
        return kept.Count == 0
            ? null
            : new IndexCandidate { Table = table, Columns = kept, Equalities = Math.Min(equalities, kept.Count) };
    }

    private static bool Exists(IndexCandidate candidate) => candidate.Table.Indexes.Any(index =>
        !index.IsPartial && (candidate.IsPrefixOf(index.Columns) || SameEqualities(candidate, index)));

    // The same columns, all compared for equality, in another order.
    private static bool SameEqualities(IndexCandidate candidate, IndexSchema index) =>
        candidate.Equalities == candidate.Columns.Count && index.Columns.Count >= candidate.Columns.Count
        && candidate.Columns.All(c => index.Columns.Take(candidate.Columns.Count)
            .Any(i => i.Name.Equals(c.Name, StringComparison.OrdinalIgnoreCase)
                && (c.Collation is null || c.Collation.Equals(i.Collation, StringComparison.OrdinalIgnoreCase))));
}
