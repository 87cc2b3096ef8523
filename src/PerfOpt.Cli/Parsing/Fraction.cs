using System.Globalization;

namespace PerfOpt.Cli.Parsing;

/// <summary>Shares as a user writes them: <c>2%</c> or <c>0.02</c>.</summary>
public static class Fraction
{
    /// <summary>Reads a share above 0 and below 1.</summary>
    public static bool TryParse(string text, out double value)
    {
        bool percent = text.EndsWith('%');
        ReadOnlySpan<char> digits = percent ? text.AsSpan(0, text.Length - 1).TrimEnd() : text;
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
            return false;
        if (percent)
            value /= 100;
        return value is > 0 and < 1;
    }
}
