using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>
/// Tries indexes on copies of a SQLite database with the very statements that were seen. The database itself is only
/// read; the copies are gone at the end.
/// </summary>
public static class IndexTrialRunner
{
    private const double SpaceFactor = 3;
    private const string Section = "bottlenecks";
    private const string Readable = "make the file readable and the scratch folder writable";

    /// <summary>Tries indexes for the statements of one database.</summary>
    /// <param name="db">The database; its copy is taken where there is one.</param>
    /// <param name="statements">The statements that ran on it.</param>
    /// <param name="scratch">A folder for the copies; it is made where it lacks.</param>
    /// <param name="limits">How much it may take.</param>
    /// <param name="ct">Ends it early.</param>
    /// <returns>The indexes that clearly helped, and what could not be tried.</returns>
    public static Task<IndexTrialResult> RunAsync(ObservedDatabase db, IReadOnlyList<StatementTemplate> statements,
        string scratch, IndexTrialLimits limits, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(scratch);
        ArgumentNullException.ThrowIfNull(limits);
        return Task.Run(() => Run(db, statements, scratch, limits, ct), ct);
    }

    private static IndexTrialResult Run(ObservedDatabase db, IReadOnlyList<StatementTemplate> statements,
        string scratch, IndexTrialLimits limits, CancellationToken ct)
    {
        if (!statements.Any(static s => s.Kind is StatementKind.Read or StatementKind.Write))
            return new IndexTrialResult([], []);
        var source = SourcePath(db);
        if (source is null || !File.Exists(source))
            return Refused(db, db.CopyRefused ?? "there is no file of it to copy", "keep the database in a file");
        try
        {
            Directory.CreateDirectory(scratch);
            var needed = (long)(SpaceFactor * Length(source));
            var free = new DriveInfo(Path.GetFullPath(scratch)).AvailableFreeSpace;
            if (free < needed)
                return Refused(db, $"the copies need {needed} bytes and {free} are free", "free some space there");
            using var copies = TrialCopies.Make(source, scratch, limits, ct);
            return new IndexTrialSession(copies, limits, ct).Run(statements);
        }
        catch (SqliteEngineException e)
        {
            return Refused(db, Explain(e), "check the file with: sqlite3 FILE 'PRAGMA integrity_check'");
        }
        catch (IOException e)
        {
            return Refused(db, e.Message, Readable);
        }
        catch (UnauthorizedAccessException e)
        {
            return Refused(db, e.Message, Readable);
        }
    }

    private static string Explain(SqliteEngineException e) => e.Code switch
    {
        SQLitePCL.raw.SQLITE_NOTADB => "the file is not a SQLite database, or it is encrypted",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => "another process kept it locked",
        SQLitePCL.raw.SQLITE_CORRUPT => $"the file is damaged: {e.Message}",
        SqliteEngineException.Interrupted => "reading its schema took too long",
        _ => e.Message,
    };

    private static IndexTrialResult Refused(ObservedDatabase db, string why, string mend) =>
        new([], [new Gap(Section, $"indexes on a copy of {db.Name}", why, mend)]);

    private static string? SourcePath(ObservedDatabase db)
    {
        if (db.Copy is { } copy && File.Exists(copy))
            return copy;
        var name = db.Name;
        if (name.Length == 0 || name == ":memory:")
            return null;
        if (!name.StartsWith("file:", StringComparison.Ordinal))
            return name;
        var query = name.IndexOf('?', StringComparison.Ordinal);
        if (query >= 0 && name.AsSpan(query).Contains("mode=memory", StringComparison.Ordinal))
            return null;
        var path = name[5..(query < 0 ? name.Length : query)];
        path = path.StartsWith("//", StringComparison.Ordinal) ? path[2..] : path;
        return Uri.UnescapeDataString(path.StartsWith("localhost/", StringComparison.Ordinal) ? path[9..] : path);
    }

    private static long Length(string source)
    {
        var log = new FileInfo(source + "-wal");
        return new FileInfo(source).Length + (log.Exists ? log.Length : 0);
    }
}
