using System.Globalization;

namespace PerfOpt.Adapters.Linux;

/// <summary>One line of <c>/proc/pid/maps</c>.</summary>
/// <param name="Start">First address.</param>
/// <param name="End">First address after it.</param>
/// <param name="Offset">Offset into the file.</param>
/// <param name="Path">The file, as the process's own root sees it; empty for memory without one.</param>
/// <param name="Deleted">Whether the file's name is gone.</param>
public sealed record MemoryMapping(ulong Start, ulong End, ulong Offset, string Path, bool Deleted)
{
    private const string DeletedMark = " (deleted)";
    private const int FieldsBeforePath = 5;

    /// <summary>Parses the text of a maps file; lines that are not understood are left out.</summary>
    public static IReadOnlyList<MemoryMapping> Parse(string text)
    {
        var mappings = new List<MemoryMapping>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (ParseLine(line) is { } mapping)
                mappings.Add(mapping);
        }
        return mappings;
    }

    private static MemoryMapping? ParseLine(ReadOnlySpan<char> line)
    {
        Span<Range> fields = stackalloc Range[FieldsBeforePath + 1];
        var count = line.Split(fields, ' ', StringSplitOptions.RemoveEmptyEntries);
        if (count < FieldsBeforePath)
            return null;
        var bounds = line[fields[0]];
        var dash = bounds.IndexOf('-');
        if (dash < 0 || !TryHex(bounds[..dash], out var start) || !TryHex(bounds[(dash + 1)..], out var end)
            || !TryHex(line[fields[2]], out var offset) || end <= start)
            return null;
        var path = count > FieldsBeforePath ? line[fields[FieldsBeforePath]].Trim().ToString() : "";
        var deleted = path.EndsWith(DeletedMark, StringComparison.Ordinal);
        return new MemoryMapping(start, end, offset, deleted ? path[..^DeletedMark.Length] : path, deleted);
    }

    private static bool TryHex(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
