namespace PerfOpt.Core.Databases;

/// <summary>Finds one index that serves what two were proposed for.</summary>
public static class IndexMerge
{
    /// <summary>
    /// The wide index, if need be with its equality columns in another order, such that it begins with the narrow
    /// one's columns; null where that cannot be.
    /// </summary>
    /// <param name="narrow">The one that could be spared.</param>
    /// <param name="wide">The one that could serve both.</param>
    public static IndexCandidate? Serve(IndexCandidate narrow, IndexCandidate wide)
    {
        ArgumentNullException.ThrowIfNull(narrow);
        ArgumentNullException.ThrowIfNull(wide);
        if (!narrow.Table.Name.Equals(wide.Table.Name, StringComparison.OrdinalIgnoreCase) || narrow.Key == wide.Key)
            return null;
        if (narrow.IsPrefixOf(wide.Columns))
            return wide;
        var free = wide.Columns.Take(wide.Equalities).ToList();
        if (narrow.Equalities < narrow.Columns.Count || !narrow.Columns.All(free.Contains))
            return null;
        return wide with
        {
            Columns = [.. narrow.Columns, .. wide.Columns.Where(c => !narrow.Columns.Contains(c))],
        };
    }
}
