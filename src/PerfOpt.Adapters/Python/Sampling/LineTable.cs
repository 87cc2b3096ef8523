namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>
/// Finds the line of an instruction in CPython's line tables (Objects/lnotab_notes.txt, PEP 626, and
/// Objects/locations.md of the interpreter's sources). An entry covers <c>start &lt;= instruction &lt; end</c>.
/// </summary>
public static class LineTable
{
    private const int NoLine = -128;
    private const int UnitBytes = 2;

    /// <summary>The line, or 0 where the instruction has none or the table is cut.</summary>
    /// <param name="format">How the table is written.</param>
    /// <param name="table">Its bytes.</param>
    /// <param name="firstLine">The function's first line.</param>
    /// <param name="instruction">
    /// Before 3.11 <c>f_lasti</c> as the frame has it; later the instruction's distance from the first in 16-bit units.
    /// Negative for a frame that has not begun.
    /// </param>
    public static int Find(LineTableFormat format, ReadOnlySpan<byte> table, int firstLine, int instruction)
    {
        if (instruction < 0)
            return firstLine;
        return format switch
        {
            LineTableFormat.AddressPairs => InAddressPairs(table, firstLine, instruction),
            LineTableFormat.RangePairs => InRangePairs(table, firstLine, (long)instruction * UnitBytes),
            _ => InLocations(table, firstLine, instruction),
        };
    }

    private static int InAddressPairs(ReadOnlySpan<byte> table, int line, int address)
    {
        long at = 0;
        for (var i = 0; i + 1 < table.Length; i += 2)
        {
            at += table[i];
            if (at > address)
                break;
            line += (sbyte)table[i + 1];
        }
        return line;
    }

    private static int InRangePairs(ReadOnlySpan<byte> table, int line, long address)
    {
        long end = 0;
        for (var i = 0; i + 1 < table.Length; i += 2)
        {
            var step = (sbyte)table[i + 1];
            if (step != NoLine)
                line += step;
            end += table[i];
            if (address < end)
                return step == NoLine ? 0 : line;
        }
        return 0;
    }

    private static int InLocations(ReadOnlySpan<byte> table, int line, int unit)
    {
        long end = 0;
        var at = 0;
        while (at < table.Length)
        {
            var first = table[at++];
            end += (first & 7) + 1;
            var kind = first >> 3 & 15;
            switch (kind)
            {
                case 15:
                    break;
                case 14:
                    line += SignedNumber(table, ref at);
                    for (var i = 0; i < 3; i++)
                        _ = Number(table, ref at);
                    break;
                case 13:
                    line += SignedNumber(table, ref at);
                    break;
                case >= 10:
                    line += kind - 10;
                    at += 2;
                    break;
                default:
                    at++;
                    break;
            }
            if (at > table.Length)
                return 0;
            if (unit < end)
                return kind == 15 ? 0 : line;
        }
        return 0;
    }

    private static int SignedNumber(ReadOnlySpan<byte> table, ref int at)
    {
        var value = Number(table, ref at);
        return (value & 1) != 0 ? -(int)(value >> 1) : (int)(value >> 1);
    }

    private static uint Number(ReadOnlySpan<byte> table, ref int at)
    {
        uint value = 0;
        for (var shift = 0; at < table.Length; shift += 6)
        {
            var part = table[at++];
            if (shift < 32)
                value |= (uint)(part & 63) << shift;
            if ((part & 64) == 0)
                return value;
        }
        at = table.Length + 1;
        return 0;
    }
}
