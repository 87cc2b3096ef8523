using System.Globalization;

namespace PerfOpt.Cli.Parsing;

/// <summary>
/// Lengths of time as a user writes them: <c>500ms</c>, <c>30s</c>, <c>2m</c>, <c>1h</c>, <c>1h30m</c>.
/// </summary>
public static class DurationText
{
    /// <summary>The longest that is accepted.</summary>
    public static TimeSpan Longest => TimeSpan.FromDays(7);

    /// <summary>
    /// Reads a length of time above zero and up to <see cref="Longest"/>; each part carries its unit.
    /// </summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        double seconds = 0;
        double largestAllowed = double.PositiveInfinity;
        int at = 0;
        while (at < text.Length)
        {
            int digits = at;
            while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.'))
                digits++;
            int letters = digits;
            while (letters < text.Length && char.IsAsciiLetter(text[letters]))
                letters++;
            if (!double.TryParse(text.AsSpan(at, digits - at), NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture, out double number)
                || SecondsOf(text.AsSpan(digits, letters - digits)) is not { } unit || unit >= largestAllowed)
                return false;

            seconds += number * unit;
            largestAllowed = unit;
            at = letters;
        }

        if (!(seconds > 0) || seconds > Longest.TotalSeconds)
            return false;
        value = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>
    /// Writes a length of time in the unit that reads best, such as <c>12.3 s</c> or <c>2 min 5 s</c>.
    /// </summary>
    public static string Format(TimeSpan value) => value switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture,
            $"{(int)value.TotalMinutes} min {value.Seconds} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)value.TotalHours} h {value.Minutes} min"),
    };

    private static double? SecondsOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 0.001,
        "s" or "sec" => 1,
        "m" or "min" => 60,
        "h" => 3600,
        _ => null,
    };
}
