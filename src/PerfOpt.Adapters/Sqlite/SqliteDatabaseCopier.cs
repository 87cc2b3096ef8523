using SQLitePCL;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>
/// Copies a database by the backup interface. The original is only read: no byte of it or of its journals changes,
/// and no file appears beside it.
/// </summary>
public static class SqliteDatabaseCopier
{
    private const int HeaderLength = 20;
    private const int ReadVersionOffset = 19;
    private const int PagesAtOnce = 2000;
    private const int MostBusy = 20;

    /// <summary>Copies it.</summary>
    /// <param name="source">The original.</param>
    /// <param name="target">A file that is not there yet; it keeps no write-ahead log.</param>
    /// <param name="ct">Ends it early.</param>
    /// <exception cref="SqliteEngineException">The original is damaged, encrypted or locked.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Copy(string source, string target, CancellationToken ct)
    {
        var before = Stamp(source);
        try
        {
            using var session = OpenSource(source);
            Backup(session, target, ct);
            if (before == Stamp(source) || File.Exists(source + "-wal"))
                return;
        }
        catch (SqliteEngineException e) when (e.Code is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY)
        {
            // A journal of a writer that died: recovering it would write beside the original, so it is done apart.
            CopyWithJournal(source, target, ct);
            return;
        }
        // Somebody began to write in the meantime: with their log in place the engine's own locks serve.
        File.Delete(target);
        using var again = OpenSource(source);
        Backup(again, target, ct);
    }

    internal static SqliteSession OpenSource(string path)
    {
        var hasLog = File.Exists(path + "-wal");
        return SqliteSession.Open(path, IsWriteAhead(path) && !hasLog ? SqliteAccess.Immutable : SqliteAccess.ReadOnly);
    }

    // A connection to a database in this mode keeps its log beside it: none there, nobody connected
    // (https://www.sqlite.org/wal.html#read_only_databases).
    private static bool IsWriteAhead(string path)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(header, HeaderLength, false) == HeaderLength && header[ReadVersionOffset] == 2;
    }

    private static (long, DateTime) Stamp(string path)
    {
        var info = new FileInfo(path);
        return (info.Length, info.LastWriteTimeUtc);
    }

    private static void Backup(SqliteSession source, string target, CancellationToken ct)
    {
        using var copy = SqliteSession.Open(target, SqliteAccess.Own);
        // One snapshot: otherwise each commit of a writer starts the copy again.
        source.Execute("BEGIN");
        _ = source.Number("SELECT count(*) FROM sqlite_schema");
        var busy = 0;
        using (var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main"))
        {
            if (backup is null || backup.IsInvalid)
                copy.Check(raw.sqlite3_extended_errcode(copy.Handle));
            int code;
            while ((code = raw.sqlite3_backup_step(backup, PagesAtOnce)) != raw.SQLITE_DONE)
            {
                ct.ThrowIfCancellationRequested();
                if (code is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && ++busy < MostBusy)
                    ct.WaitHandle.WaitOne(100);
                else if (code != raw.SQLITE_OK)
                    throw new SqliteEngineException(code & 0xFF, raw.sqlite3_errstr(code).utf8_to_string());
            }
        }
        source.Execute("COMMIT");
        copy.Execute("PRAGMA journal_mode=DELETE");
    }

    private static void CopyWithJournal(string source, string target, CancellationToken ct)
    {
        var apart = target + ".recovered";
        string[] suffixes = ["", "-wal", "-journal"];
        try
        {
            foreach (var suffix in suffixes)
            {
                if (File.Exists(source + suffix))
                    File.Copy(source + suffix, apart + suffix, true);
            }
            File.Delete(target);
            using var session = SqliteSession.Open(apart, SqliteAccess.Own);
            Backup(session, target, ct);
        }
        finally
        {
            foreach (var suffix in suffixes.Append("-shm"))
                File.Delete(apart + suffix);
        }
    }
}
