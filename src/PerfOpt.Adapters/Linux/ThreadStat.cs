using System.Buffers.Text;

namespace PerfOpt.Adapters.Linux;

/// <summary>What <c>/proc/pid/stat</c> and <c>/proc/pid/task/tid/stat</c> say (proc(5)).</summary>
/// <param name="State">The state's letter, such as <c>R</c>, <c>S</c> or <c>D</c>.</param>
/// <param name="ParentId">The parent process.</param>
/// <param name="StartTicks">Start after boot, in clock ticks: with the id it names a process for good.</param>
public readonly record struct ThreadStat(char State, int ParentId, long StartTicks)
{
    private const int FieldsFromStateToStart = 19;

    /// <summary>
    /// Parses a reading. The name may hold spaces and parentheses, so fields begin after the last one.
    /// </summary>
    public static ThreadStat? Parse(ReadOnlySpan<byte> text)
    {
        var end = text.LastIndexOf((byte)')');
        if (end < 0 || end + 2 >= text.Length)
            return null;
        var rest = text[(end + 2)..];
        var state = (char)rest[0];
        var parent = 0;
        long start = 0;
        for (var field = 0; field <= FieldsFromStateToStart && !rest.IsEmpty; field++)
        {
            var space = rest.IndexOf((byte)' ');
            var value = space < 0 ? rest : rest[..space];
            if (field == 1 && !Utf8Parser.TryParse(value, out parent, out _))
                return null;
            if (field == FieldsFromStateToStart && !Utf8Parser.TryParse(value, out start, out _))
                return null;
            rest = space < 0 ? [] : rest[(space + 1)..];
        }
        return new ThreadStat(state, parent, start);
    }

    /// <summary>The state's letter alone; <c>X</c> (ended) where the reading is empty.</summary>
    public static char StateOf(ReadOnlySpan<byte> text)
    {
        var end = text.LastIndexOf((byte)')');
        return end < 0 || end + 2 >= text.Length ? 'X' : (char)text[end + 2];
    }
}
