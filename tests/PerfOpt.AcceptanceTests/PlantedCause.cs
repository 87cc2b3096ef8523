using System.Text.Json;

namespace PerfOpt.AcceptanceTests;

/// <summary>What a list of planted causes says of one program.</summary>
/// <param name="File">The program, or the module at fault.</param>
/// <param name="RootCause">The cause.</param>
/// <param name="Symbols">The functions that may be named as the place.</param>
public sealed record PlantedCause(string File, string RootCause, IReadOnlyList<string> Symbols)
{
    /// <summary>Reads one list of an <c>expected.json</c>.</summary>
    /// <param name="folder">The folder that holds it.</param>
    /// <param name="list">The list's name.</param>
    public static IReadOnlyList<PlantedCause> Read(string folder, string list)
    {
        using JsonDocument document = JsonDocument.Parse(
            System.IO.File.ReadAllText(Path.Combine(folder, "expected.json")));
        return [.. document.RootElement.GetProperty(list).EnumerateArray().Select(Of)];
    }

    /// <summary>Whether a bottleneck of a report is this one.</summary>
    public bool IsAt(JsonElement bottleneck, string folder) =>
        bottleneck.GetProperty("rootCause").GetString() == RootCause
        && bottleneck.Place("file") == Path.Combine(folder, File)
        && Symbols.Contains(bottleneck.Place("symbol"));

    private static PlantedCause Of(JsonElement entry)
    {
        var symbols = new List<string> { entry.GetProperty("symbol").GetString()! };
        if (entry.TryGetProperty("alsoSymbols", out JsonElement also))
            symbols.AddRange(also.EnumerateArray().Select(symbol => symbol.GetString()!));
        return new PlantedCause(
            entry.GetProperty("file").GetString()!, entry.GetProperty("rootCause").GetString()!, symbols);
    }
}
