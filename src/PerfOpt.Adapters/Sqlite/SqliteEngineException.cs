namespace PerfOpt.Adapters.Sqlite;

/// <summary>The engine refused; caught within this folder, where it becomes a gap.</summary>
/// <param name="code">The engine's primary result code.</param>
/// <param name="message">The engine's words.</param>
public sealed class SqliteEngineException(int code, string message) : Exception(message)
{
    /// <summary>The result code of an interrupted statement.</summary>
    public const int Interrupted = 9;

    /// <summary>The engine's primary result code (https://www.sqlite.org/rescode.html).</summary>
    public int Code { get; } = code;

    /// <summary>Whether the statement was stopped by its limit on time.</summary>
    public bool IsTimeout => Code == Interrupted;
}
