using System.Globalization;
using PerfOpt.Core.Databases;
using PerfOpt.Core.Model;
using SQLitePCL;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>Reads what a database is like, and changes nothing of it.</summary>
public static class SqliteDatabaseReader
{
    /// <summary>Rows of a table that are counted at most.</summary>
    public const long MostRows = 1_000_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>The facts of a database file.</summary>
    /// <param name="path">The file; it is opened for reading only.</param>
    /// <param name="ct">Ends it early.</param>
    /// <exception cref="PerfOptException">The file is no database, is damaged, encrypted or locked.</exception>
    public static SqliteDatabaseFacts Read(string path, CancellationToken ct)
    {
        try
        {
            using var session = SqliteDatabaseCopier.OpenSource(path);
            session.Limit(Limit, ct);
            return Read(session);
        }
        catch (SqliteEngineException e)
        {
            throw new PerfOptException($"{path} cannot be read as a SQLite database: {e.Message}",
                "check the file with: sqlite3 FILE 'PRAGMA integrity_check'", ExitCodes.EnvironmentNotReady);
        }
    }

    internal static SqliteDatabaseFacts Read(SqliteSession session)
    {
        var objects = session.Rows("SELECT type, name, sql FROM sqlite_schema");
        var tables = new Dictionary<string, TableSchema>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in objects)
        {
            if (row is [var type, { } name, var sql] && type is "table" or "view"
                && !name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase))
                tables[name] = ReadTable(session, name, type == "view" ? sql ?? "" : null, sql ?? "");
        }
        return new SqliteDatabaseFacts
        {
            Tables = tables,
            Names = objects.Select(static o => o[1] ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase),
            PageSize = session.PageSize,
            Pages = session.Number("PRAGMA page_count"),
            JournalMode = session.Rows("PRAGMA journal_mode")[0][0] ?? "",
            HasStatistics = objects.Exists(static o => o[1] == "sqlite_stat1"),
        };
    }

    private static TableSchema ReadTable(SqliteSession session, string name, string? viewSql, string sql)
    {
        var isVirtual = sql.TrimStart().StartsWith("CREATE VIRTUAL", StringComparison.OrdinalIgnoreCase);
        var table = new TableSchema { Name = name, Columns = [], ViewSql = viewSql, IsVirtual = isVirtual };
        if (isVirtual || viewSql is not null)
            return table;
        var quoted = Quoted(name);
        var info = session.Rows($"PRAGMA table_xinfo({quoted})");
        var indexes = ReadIndexes(session, quoted);
        var isWithoutRowId = session.Rows($"SELECT wr FROM pragma_table_list WHERE schema='main' AND name={quoted}")
            .Exists(static r => r[0] == "1");
        var rows = session.Number($"SELECT count(*) FROM (SELECT 1 FROM main.{Name(name)} LIMIT {MostRows})");
        return table with
        {
            Columns = [.. info.Select(c => ReadColumn(session, name, c))],
            RowIdAlias = isWithoutRowId ? null : ReadRowIdAlias(info, indexes.HasPrimaryKey),
            IsWithoutRowId = isWithoutRowId,
            Indexes = indexes.Indexes,
            ForeignKeys = [.. session.Rows($"PRAGMA foreign_key_list({quoted})").GroupBy(static r => r[0])
                .Select(static g => new ForeignKeySchema([.. g.Select(static r => r[3] ?? "")], g.First()[2] ?? ""))],
            Rows = rows,
            RowsAreBound = rows >= MostRows,
        };
    }

    private static ColumnSchema ReadColumn(SqliteSession session, string table, string?[] info)
    {
        var name = info[1] ?? "";
        var code = raw.sqlite3_table_column_metadata(session.Handle, "main", table, name,
            out _, out var collation, out _, out _, out _);
        return new ColumnSchema(name, info[2] ?? "", code == raw.SQLITE_OK ? collation ?? "BINARY" : "BINARY",
            info[6] != "0");
    }

    // A single INTEGER primary key without an index of its own is the row id
    // (https://www.sqlite.org/lang_createtable.html#rowid).
    private static string? ReadRowIdAlias(List<string?[]> info, bool hasPrimaryKeyIndex)
    {
        var keys = info.Where(static c => c[5] != "0").ToList();
        return keys.Count == 1 && !hasPrimaryKeyIndex
            && string.Equals(keys[0][2], "INTEGER", StringComparison.OrdinalIgnoreCase)
            ? keys[0][1]
            : null;
    }

    private static (List<IndexSchema> Indexes, bool HasPrimaryKey) ReadIndexes(SqliteSession session, string quoted)
    {
        var indexes = new List<IndexSchema>();
        var hasPrimaryKey = false;
        foreach (var row in session.Rows($"PRAGMA index_list({quoted})"))
        {
            var columns = session.Rows($"PRAGMA index_xinfo({Quoted(row[1] ?? "")})")
                .Where(static c => c[5] == "1")
                .OrderBy(static c => int.Parse(c[0] ?? "0", CultureInfo.InvariantCulture))
                .Select(static c => new IndexColumn(c[2] ?? "", c[4], c[3] == "1"));
            indexes.Add(new IndexSchema(row[1] ?? "", [.. columns], row[2] == "1", row[4] == "1"));
            hasPrimaryKey |= row[3] == "pk";
        }
        return (indexes, hasPrimaryKey);
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
