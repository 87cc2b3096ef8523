using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PerfOpt.Adapters.Sqlite;
using PerfOpt.Core.Databases;
using PerfOpt.Core.Profiles;
using Xunit;

namespace PerfOpt.Tests.Sqlite;

/// <summary>A database file made for one test, in a folder that goes with it.</summary>
internal sealed class TrialDatabase : IDisposable
{
    public TrialDatabase(params string[] sql)
    {
        Folder = Directory.CreateTempSubdirectory("perfopt-test-").FullName;
        Execute(sql);
    }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "data.db");

    public string Scratch => Path.Combine(Folder, "scratch");

    /// <summary>Orders of customers, 40,000 rows, without any index.</summary>
    public static TrialDatabase Shop(params string[] more) => new(
    [
        "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, city TEXT)",
        "CREATE TABLE orders(id INTEGER PRIMARY KEY, customer_id INTEGER, status TEXT, created INTEGER, " +
        "total REAL, note TEXT)",
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<4000) " +
        "INSERT INTO customers SELECT i, 'name'||i, 'city'||(i%50) FROM n",
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<40000) " +
        "INSERT INTO orders SELECT i, (i*7919)%4000, CASE i%4 WHEN 0 THEN 'open' ELSE 'done' END, " +
        "(i*104729)%1000003, i*0.5, 'note '||i||' lorem ipsum dolor sit amet' FROM n",
        .. more,
    ]);

    public void Execute(params string[] sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        foreach (var text in sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = text;
            command.ExecuteNonQuery();
        }
    }

    public async Task<IndexTrialResult> TryAsync(params StatementTemplate[] statements) =>
        await IndexTrialRunner.RunAsync(
            new ObservedDatabase { Name = File, Driver = "sqlite3" }, statements, Scratch,
            new IndexTrialLimits { PerComparison = TimeSpan.FromSeconds(0.2) },
            TestContext.Current.CancellationToken);

    /// <summary>Each file beside the database with a hash of its bytes.</summary>
    public string[] Bytes() => [.. Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Select(static f =>
        Path.GetFileName(f) + " " + Convert.ToHexString(SHA256.HashData(System.IO.File.ReadAllBytes(f))))];

    public static StatementTemplate Read(string sql, params object?[][] parameters) =>
        Template(sql, StatementKind.Read, [.. parameters.Select(p => new StatementExecution(sql, p, null))]);

    public static StatementTemplate Write(string sql, params object?[][] parameters) =>
        Template(sql, StatementKind.Write, [.. parameters.Select(p => new StatementExecution(sql, p, null))]);

    public static StatementTemplate Template(string sql, StatementKind kind,
        IReadOnlyList<StatementExecution> samples) => new()
        {
            Fingerprint = SqlFingerprint.Of(sql),
            Example = sql,
            Kind = kind,
            Database = 0,
            Calls = 100,
            DriverCalls = 100,
            TotalSeconds = 1,
            Rows = 100,
            DistinctParameters = samples.Count,
            Samples = samples,
            CallSites = [],
        };

    public void Dispose() => Directory.Delete(Folder, true);
}
