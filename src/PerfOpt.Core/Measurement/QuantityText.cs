using System.Globalization;
using PerfOpt.Core.Text;

namespace PerfOpt.Core.Measurement;

/// <summary>Quantities with units as text, in and out, invariant of culture.</summary>
public static class QuantityText
{
    private static readonly Dictionary<string, (double Factor, string Unit)> Units = new(StringComparer.Ordinal)
    {
        ["s"] = (1, "s"), ["ms"] = (1e-3, "s"), ["us"] = (1e-6, "s"), ["µs"] = (1e-6, "s"), ["μs"] = (1e-6, "s"),
        ["ns"] = (1e-9, "s"), ["min"] = (60, "s"), ["m"] = (60, "s"), ["h"] = (3600, "s"),
        ["B"] = (1, "B"), ["KB"] = (1e3, "B"), ["kB"] = (1e3, "B"), ["MB"] = (1e6, "B"), ["GB"] = (1e9, "B"),
        ["KiB"] = (1024, "B"), ["MiB"] = (1048576, "B"), ["GiB"] = (1073741824, "B"),
        ["1/s"] = (1, "1/s"), ["/s"] = (1, "1/s"),
        ["B/s"] = (1, "B/s"), ["KB/s"] = (1e3, "B/s"), ["MB/s"] = (1e6, "B/s"), ["GB/s"] = (1e9, "B/s"),
        ["%"] = (0.01, "1"), ["1"] = (1, "1"), [""] = (1, "1"),
    };

    /// <summary>The units that are understood, for messages.</summary>
    public const string KnownUnits = "s, ms, us, min, h, B, KB, MB, GB, KiB, MiB, GiB, 1/s, B/s, KB/s, MB/s, % or 1";

    /// <summary>Brings a value into the report's unit: <c>(250, "ms")</c> is 0.25 s.</summary>
    /// <returns>Whether the unit is known.</returns>
    public static bool TryConvert(double value, string unit, out double converted, out string reportUnit)
    {
        bool known = Units.TryGetValue(unit, out (double Factor, string Unit) found);
        converted = value * found.Factor;
        reportUnit = found.Unit ?? "";
        return known;
    }

    /// <summary>
    /// Reads a number with a unit, such as <c>1.5 s</c>, <c>2%</c> or <c>64 MiB</c>; no unit is a plain number.
    /// </summary>
    /// <returns>Whether it is a finite number with a known unit.</returns>
    public static bool TryParse(string text, out double value, out string unit)
    {
        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        int end = 0;
        while (end < trimmed.Length && IsPartOfNumber(trimmed, end)) end++;
        value = 0;
        unit = "";
        if (!double.TryParse(trimmed[..end], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            || !double.IsFinite(number)) return false;
        return TryConvert(number, trimmed[end..].Trim().ToString(), out value, out unit);
    }

    /// <summary>
    /// A value for a sentence, three significant digits at a fitting scale, such as <c>1.23 s</c> or <c>340 ms</c>.
    /// </summary>
    /// <param name="value">In <paramref name="unit"/>.</param>
    /// <param name="unit">A unit of the report.</param>
    public static string Format(double value, string unit) => Quantities.Value(value, unit);

    /// <summary>The size of a fraction as a percentage, such as <c>23 %</c> or <c>1.5 %</c>.</summary>
    public static string Percent(double fraction) => Quantities.Percent(Math.Abs(fraction));

    private static bool IsPartOfNumber(ReadOnlySpan<char> text, int index)
    {
        char c = text[index];
        if (char.IsAsciiDigit(c) || c is '.' or '+' or '-') return true;
        // An exponent's e is followed by a digit or a sign; no unit begins with it.
        return c is 'e' or 'E' && index > 0 && index + 1 < text.Length
            && (char.IsAsciiDigit(text[index + 1]) || text[index + 1] is '+' or '-');
    }
}
