using System.Globalization;
using PerfOpt.Core.Profiles;
using SQLitePCL;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>A prepared statement.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement) : IDisposable
{
    public sqlite3_stmt Handle => statement;

    public int Columns => raw.sqlite3_column_count(statement);

    public int Parameters => raw.sqlite3_bind_parameter_count(statement);

    /// <summary>Whether the statement changes nothing of the database.</summary>
    public bool IsReadOnly => raw.sqlite3_stmt_readonly(statement) != 0;

    /// <summary>Whether there is another row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            session.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Makes it ready to run again. An earlier failure was reported by <see cref="Step"/>.</summary>
    public void Reset() => _ = raw.sqlite3_reset(statement);

    /// <summary>A counter since it was last taken.</summary>
    public long Take(int counter) => (uint)raw.sqlite3_stmt_status(statement, counter, 1);

    public string? TextAt(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL
        ? null
        : raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Binds the parameters of an execution; false where they do not fit the statement.</summary>
    public bool TryBind(StatementExecution execution)
    {
        _ = raw.sqlite3_clear_bindings(statement);
        if (execution.Names is { } names)
            return names.Count == execution.Parameters.Count && TryBindNames(names, execution.Parameters);
        if (execution.Parameters.Count != Parameters)
            return false;
        for (var i = 0; i < execution.Parameters.Count; i++)
            Bind(i + 1, execution.Parameters[i]);
        return true;
    }

    public void Bind(int at, object? value) => session.Check(value switch
    {
        null => raw.sqlite3_bind_null(statement, at),
        string text => raw.sqlite3_bind_text(statement, at, text),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, at, 0),
        byte[] bytes => raw.sqlite3_bind_blob(statement, at, bytes),
        double or float or decimal =>
            raw.sqlite3_bind_double(statement, at, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        bool or long or int or short or byte =>
            raw.sqlite3_bind_int64(statement, at, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => raw.sqlite3_bind_text(statement, at, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    });

    public void Dispose() => statement.Dispose();

    // Names come with or without the mark that the statement puts before them; those it lacks are not needed.
    private bool TryBindNames(IReadOnlyList<string> names, IReadOnlyList<object?> values)
    {
        var bound = new HashSet<int>();
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var mark in (ReadOnlySpan<string>)["", ":", "@", "$"])
            {
                var at = raw.sqlite3_bind_parameter_index(statement, mark + names[i]);
                if (at <= 0 || !bound.Add(at))
                    continue;
                Bind(at, values[i]);
            }
        }
        return bound.Count == Parameters;
    }
}
