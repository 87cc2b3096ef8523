using System.Security.Cryptography;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>One analysis of the bookshop, looked at by several tests.</summary>
public sealed class BookshopAnalysis : IAsyncLifetime
{
    private readonly PerfOptCommand _command = new();

    /// <summary>How it ended.</summary>
    public PerfOptResult Result { get; private set; } = null!;

    /// <summary>Digests of the database before and after.</summary>
    public (string Before, string After) Digests { get; private set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _command.Copy(Repository.Sample("bookshop"), "samples/bookshop");
        string database = Path.Combine(_command.WorkingFolder, "samples", "bookshop", "data", "bookshop.db");
        string before = await DigestAsync(database);
        Result = await _command.RunAsync("analyze", "--runs", "3", "--", "python3", "samples/bookshop/main.py");
        Digests = (before, await DigestAsync(database));
    }

    /// <summary>The digest of a file.</summary>
    public static async Task<string> DigestAsync(string path) =>
        Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(path)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _command.Dispose();
        return ValueTask.CompletedTask;
    }
}
