using PerfOpt.Core.Databases;

namespace PerfOpt.Tests.Databases;

internal static class Schemas
{
    public static IReadOnlyDictionary<string, TableSchema> Of(params (string Name, string[] Columns)[] tables) =>
        tables.Select(static t => new TableSchema
        {
            Name = t.Name,
            Columns = [.. t.Columns.Select(static c => new ColumnSchema(c, "", "BINARY", false))],
            RowIdAlias = t.Columns.Contains("id") ? "id" : null,
            Rows = 100_000,
        }).ToDictionary(static t => t.Name, StringComparer.OrdinalIgnoreCase);
}
