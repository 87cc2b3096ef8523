using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>Reads what the processes of a target wrote. They are the target's: nothing in them is trusted.</summary>
internal static class ProbeFiles
{
    private const int MostFiles = 1000;
    private const long LargestFile = 64L << 20;
    private const long LargestInAll = 512L << 20;

    /// <summary>The documents of a folder, in the order of their names, and what could not be read.</summary>
    public static (IReadOnlyList<T> Documents, IReadOnlyList<string> Problems) Read<T>(
        string folder, JsonTypeInfo<T> type)
        where T : class
    {
        var documents = new List<T>();
        var problems = new List<string>();
        if (!Directory.Exists(folder))
            return (documents, ["The folder for results is gone."]);
        var files = Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList();
        if (files.Count > MostFiles)
            problems.Add($"{files.Count} processes wrote results; the first {MostFiles} were read.");
        var total = 0L;
        foreach (var file in files.Take(MostFiles))
        {
            var length = new FileInfo(file).Length;
            total += length;
            if (length > LargestFile || total > LargestInAll)
            {
                problems.Add($"{Path.GetFileName(file)} is too large to read ({length} bytes).");
                continue;
            }
            if (Parse(file, type, problems) is { } document)
                documents.Add(document);
        }
        return (documents, problems);
    }

    private static T? Parse<T>(string file, JsonTypeInfo<T> type, List<string> problems)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type);
        }
        catch (Exception error) when (error is JsonException or IOException or InvalidOperationException)
        {
            problems.Add($"{Path.GetFileName(file)} cannot be read: {error.Message}");
            return null;
        }
    }
}
