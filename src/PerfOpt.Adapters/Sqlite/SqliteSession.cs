using System.Diagnostics;
using SQLitePCL;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>How a database is opened.</summary>
internal enum SqliteAccess
{
    /// <summary>Reading only, beside others that may write.</summary>
    ReadOnly,
    /// <summary>Reading only, of a file that nobody has open; takes no locks and makes no files.</summary>
    Immutable,
    /// <summary>A file of our own.</summary>
    Own,
    /// <summary>An empty database in memory.</summary>
    Memory,
}

/// <summary>One connection to the engine, hardened against a hostile file and bounded in time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int StepsBetweenChecks = 5000;
    private const int DqsDml = 1013, DqsDdl = 1014, Defensive = 1010, LoadExtension = 1005;
    private const int LimitAttached = 7, LimitLength = 0;
    private const int LongestValue = 256 << 20;

    private readonly sqlite3 _db;
    private readonly delegate_progress _watch;
    private long _deadline = long.MaxValue;
    private CancellationToken _cancellation;

    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 db)
    {
        _db = db;
        _watch = _ => _cancellation.IsCancellationRequested || Stopwatch.GetTimestamp() > _deadline ? 1 : 0;
        raw.sqlite3_progress_handler(db, StepsBetweenChecks, _watch, null!);
    }

    public sqlite3 Handle => _db;

    public long PageSize => Number("PRAGMA page_size");

    /// <summary>Bytes of pages in use.</summary>
    public long UsedBytes => (Number("PRAGMA page_count") - Number("PRAGMA freelist_count")) * PageSize;

    public static SqliteSession Open(string path, SqliteAccess access)
    {
        var name = access == SqliteAccess.Memory ? ":memory:" : "file:" + EscapePath(Path.GetFullPath(path));
        name += access switch
        {
            SqliteAccess.ReadOnly => "?mode=ro&readonly_shm=1",
            SqliteAccess.Immutable => "?mode=ro&immutable=1",
            _ => "",
        };
        var flags = raw.SQLITE_OPEN_URI | (access is SqliteAccess.ReadOnly or SqliteAccess.Immutable
            ? raw.SQLITE_OPEN_READONLY
            : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var code = raw.sqlite3_open_v2(name, out var db, flags, null);
        if (code != raw.SQLITE_OK)
        {
            db?.Dispose();
            throw new SqliteEngineException(code & 0xFF, raw.sqlite3_errstr(code).utf8_to_string());
        }
        var session = new SqliteSession(db);
        session.Harden();
        return session;
    }

    /// <summary>Limits everything that follows; a statement that runs on is interrupted.</summary>
    public void Limit(TimeSpan time, CancellationToken cancellation)
    {
        _deadline = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        _cancellation = cancellation;
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
        }
    }

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? raw.sqlite3_column_int64(statement.Handle, 0) : 0;
    }

    /// <summary>All rows, each column as text.</summary>
    public List<string?[]> Rows(string sql)
    {
        using var statement = Prepare(sql);
        var rows = new List<string?[]>();
        while (statement.Step())
            rows.Add([.. Enumerable.Range(0, statement.Columns).Select(statement.TextAt)]);
        return rows;
    }

    /// <summary>The first statement of a text.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_db, sql, out var statement, out string _));
        return new SqliteStatement(this, statement);
    }

    /// <summary>Throws unless the code says that all went well.</summary>
    public void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;
        var message = raw.sqlite3_errmsg(_db).utf8_to_string();
        _cancellation.ThrowIfCancellationRequested();
        throw new SqliteEngineException(code & 0xFF, message);
    }

    public void Dispose() => _db.Dispose();

    private void Harden()
    {
        // A program's own engine usually reads "text" as a string where no column has that name.
        Configure(DqsDml, true);
        Configure(DqsDdl, true);
        Configure(Defensive, true);
        Configure(LoadExtension, false);
        raw.sqlite3_limit(_db, LimitAttached, 0);
        raw.sqlite3_limit(_db, LimitLength, LongestValue);
        Execute("PRAGMA trusted_schema=OFF");
        Execute("PRAGMA foreign_keys=OFF");
        Execute("PRAGMA busy_timeout=2000");
    }

    private void Configure(int option, bool on) =>
        Check(raw.sqlite3_db_config(_db, option, on ? 1 : 0, out _));

    private static string EscapePath(string path) =>
        string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
