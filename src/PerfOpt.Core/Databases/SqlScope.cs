namespace PerfOpt.Core.Databases;

// The names that one SELECT, UPDATE or DELETE sees.
internal sealed class SqlScope(SqlScope? outer)
{
    public SqlScope? Outer { get; } = outer;
    public List<TableUse> Tables { get; } = [];
    public HashSet<string> Hidden { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool Hides(string name) => Hidden.Contains(name) || (Outer?.Hides(name) ?? false);

    public (TableUse Use, ColumnSchema Column)? Resolve(string? qualifier, string name)
    {
        foreach (var use in Tables)
        {
            if (qualifier is not null && !use.Alias.Equals(qualifier, StringComparison.OrdinalIgnoreCase))
                continue;
            if (use.Table.Column(name) is { } column)
                return (use, column);
        }
        return Outer?.Resolve(qualifier, name);
    }
}
