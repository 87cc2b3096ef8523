using System.Diagnostics;
using PerfOpt.Core.Databases;
using SQLitePCL;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>Measures by how much an index slows inserts: rows are taken out and put in again, and all of it is rolled
/// back.</summary>
internal static class InsertCost
{
    private const int MostRows = 400;
    private const int FewestRows = 50;
    private const int Rounds = 7;
    private const int LargeCache = -65536;
    private const int UsualCache = -2000;

    /// <summary>The signed fraction; null where it cannot be measured.</summary>
    public static double? Measure(TrialCopies copies, IndexCandidate candidate, string name)
    {
        var table = candidate.Table;
        if (table.IsWithoutRowId || RowIdName(table) is not { } rowId)
            return null;
        copies.Limit();
        try
        {
            copies.With.Execute(candidate.CreateSql(name));
            SetCache(copies, LargeCache);
            // Without the row id the rows are appended, as a program's new rows are.
            var names = table.Columns
                .Where(c => !c.IsGenerated && !c.Name.Equals(table.RowIdAlias, StringComparison.OrdinalIgnoreCase))
                .Select(static c => Quote(c.Name)).Prepend(rowId).ToList();
            if (names.Count == 1)
                return null;
            var rows = Sample(copies.Without, table, names);
            return rows.Count < FewestRows ? null : Measure(copies, table, names, rows);
        }
        catch (SqliteEngineException)
        {
            // A trigger or a constraint that refuses: the cost stays unknown, which null says.
            return null;
        }
        finally
        {
            copies.Limit();
            SetCache(copies, UsualCache);
            copies.With.Execute($"DROP INDEX IF EXISTS {SqlIdentifier.Quote(name)}");
        }
    }

    // The deletes before must not decide what of the index is in memory.
    private static void SetCache(TrialCopies copies, int size)
    {
        copies.Without.Execute($"PRAGMA cache_size={size}");
        copies.With.Execute($"PRAGMA cache_size={size}");
    }

    private static double Measure(TrialCopies copies, TableSchema table, List<string> names, List<object?[]> rows)
    {
        var without = new List<double>();
        var with = new List<double>();
        for (var i = 0; i <= Rounds; i++)
        {
            copies.Limit();
            var one = Seconds(copies.Without, table, names, rows);
            var other = Seconds(copies.With, table, names, rows);
            // The first round warms up.
            if (i == 0)
                continue;
            without.Add(one);
            with.Add(other);
        }
        var times = new PairedTimes(without, with);
        return (times.After / times.Before) - 1;
    }

    private static double Seconds(SqliteSession session, TableSchema table, List<string> names, List<object?[]> rows)
    {
        session.Execute("BEGIN");
        try
        {
            using var delete = session.Prepare($"DELETE FROM {Quote(table.Name)} WHERE {names[0]}=?");
            foreach (var row in rows)
                Run(delete, row.AsSpan(0, 1));
            var marks = string.Join(',', Enumerable.Repeat("?", names.Count - 1));
            using var insert = session.Prepare(
                $"INSERT INTO {Quote(table.Name)}({string.Join(',', names.Skip(1))}) VALUES({marks})");
            var start = Stopwatch.GetTimestamp();
            foreach (var row in rows)
                Run(insert, row.AsSpan(1));
            return Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            if (raw.sqlite3_get_autocommit(session.Handle) == 0)
                session.Execute("ROLLBACK");
        }
    }

    private static void Run(SqliteStatement statement, ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            statement.Bind(i + 1, values[i]);
        statement.Step();
        statement.Reset();
    }

    // Rows from all over the table, since neighbours would make the index's pages look cheap.
    private static List<object?[]> Sample(SqliteSession session, TableSchema table, List<string> names)
    {
        var every = Math.Max(1, (table.Rows ?? 0) / MostRows);
        using var select = session.Prepare(
            $"SELECT {string.Join(',', names)} FROM {Quote(table.Name)} " +
            $"WHERE {names[0]} % {every} = 0 LIMIT {MostRows}");
        var rows = new List<object?[]>();
        while (select.Step())
            rows.Add([.. Enumerable.Range(0, names.Count).Select(i => Value(select.Handle, i))]);
        return rows;
    }

    private static object? Value(sqlite3_stmt row, int column) => raw.sqlite3_column_type(row, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(row, column),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(row, column),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(row, column).utf8_to_string(),
        _ => raw.sqlite3_column_blob(row, column).ToArray(),
    };

    private static string? RowIdName(TableSchema table)
    {
        foreach (var name in (ReadOnlySpan<string>)["rowid", "_rowid_", "oid"])
        {
            if (table.Column(name) is null)
                return name;
        }
        return null;
    }

    private static string Quote(string name) => SqlIdentifier.Quote(name);
}
