using System.Text.Json;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>The frames that one process numbered.</summary>
internal sealed class FrameTable
{
    private readonly IReadOnlyList<FrameInfo> _frames;

    public FrameTable(IEnumerable<JsonElement[]> entries) => _frames = [.. entries.Select(Frame)];

    /// <summary>The frames of a stack, innermost first; numbers that no frame has are left out.</summary>
    public IReadOnlyList<FrameInfo> Stack(IEnumerable<int> numbers) =>
        [.. numbers.Where(n => n >= 0 && n < _frames.Count).Select(n => _frames[n])];

    private static FrameInfo Frame(JsonElement[] entry)
    {
        var origin = entry.Length > 4 ? Number(entry[4]) : 0;
        return new FrameInfo(
            Text(entry, 0), Text(entry, 1), entry.Length > 2 ? Number(entry[2]) : 0,
            entry.Length > 3 ? Number(entry[3]) : 0,
            origin switch { 1 => FrameOrigin.Library, 2 => FrameOrigin.Runtime, _ => FrameOrigin.Own });
    }

    private static string Text(JsonElement[] entry, int at) =>
        at < entry.Length && entry[at].ValueKind == JsonValueKind.String ? entry[at].GetString() ?? "" : "";

    private static int Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;
}

/// <summary>Compares stacks by their frames.</summary>
internal sealed class StackComparer : IEqualityComparer<IReadOnlyList<FrameInfo>>
{
    public static readonly StackComparer Instance = new();

    public bool Equals(IReadOnlyList<FrameInfo>? x, IReadOnlyList<FrameInfo>? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

    public int GetHashCode(IReadOnlyList<FrameInfo> obj)
    {
        var hash = new HashCode();
        foreach (var frame in obj)
            hash.Add(frame);
        return hash.ToHashCode();
    }
}
