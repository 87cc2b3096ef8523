using Microsoft.Data.Sqlite;

namespace PerfOpt.Cli.Doctor;

/// <summary>The SQLite library that comes with perfopt.</summary>
public static class SqliteLibrary
{
    /// <summary>Loads the library and asks it for its version.</summary>
    public static string Version()
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        return connection.ServerVersion;
    }
}
