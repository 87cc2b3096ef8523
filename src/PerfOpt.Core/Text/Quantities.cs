using System.Globalization;
using PerfOpt.Core.Model;

namespace PerfOpt.Core.Text;

/// <summary>
/// Figures as a person reads them: three significant digits, thousands apart by a narrow no-break space, units
/// chosen by size. Decimal prefixes (1 KB is 1000 bytes). All renderings use it, so that one figure reads the same
/// everywhere, in every culture.
/// </summary>
public static class Quantities
{
    /// <summary>What stands between groups of three digits: U+202F, the narrow no-break space.</summary>
    public const char ThousandsSeparator = '\u202F';

    /// <summary>Said where a figure is absent.</summary>
    public const string NotMeasured = "not measured";

    private const int Digits = 3;
    private const int MostDigits = 6;
    private const double Exponential = 1e15;

    private static readonly (double Scale, string Unit)[] TimeUnits =
        [(1e-9, "ns"), (1e-6, "µs"), (1e-3, "ms"), (1, "s"), (60, "min"), (3600, "h")];

    private static readonly (double Scale, string Unit)[] ByteUnits =
        [(1, "B"), (1e3, "KB"), (1e6, "MB"), (1e9, "GB"), (1e12, "TB")];

    private static readonly NumberFormatInfo Format = new()
    {
        NumberGroupSeparator = ThousandsSeparator.ToString(),
        NumberDecimalSeparator = ".",
        NegativeSign = "-",
        NumberGroupSizes = [3],
    };

    /// <summary>A duration in seconds, such as <c>12.3 ms</c>, <c>1.9 s</c>, <c>2.5 min</c>.</summary>
    public static string Duration(double seconds) => Scaled(seconds, TimeUnits, Digits);

    /// <summary>A size in bytes, such as <c>48.2 MB</c>.</summary>
    public static string Bytes(double bytes) => Scaled(bytes, ByteUnits, Digits);

    /// <summary>A share or fraction, such as <c>12.3 %</c> of 0.123.</summary>
    public static string Percent(double fraction) =>
        double.IsFinite(fraction) ? PercentNumber(fraction) + " %" : NotMeasured;

    /// <summary>A signed fraction as a change, such as <c>-62 %</c> or <c>+3 %</c>.</summary>
    public static string Change(double fraction) =>
        (fraction > 0 ? "+" : "") + Percent(fraction);

    /// <summary>A signed fraction in words, such as <c>62 % less</c>.</summary>
    public static string ChangeInWords(double fraction) => fraction switch
    {
        < 0 => Percent(-fraction) + " less",
        > 0 => Percent(fraction) + " more",
        _ => "no change",
    };

    /// <summary>A plain number; whole numbers in full, others to three significant digits.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
            return NotMeasured;
        return value == Math.Floor(value) && Math.Abs(value) < Exponential
            ? value.ToString("N0", Format)
            : Significant(value, Digits);
    }

    /// <summary>Three significant digits.</summary>
    public static string Significant(double value) =>
        double.IsFinite(value) ? Significant(value, Digits) : NotMeasured;

    /// <summary>A count.</summary>
    public static string Count(long value) => value.ToString("N0", Format);

    /// <summary>A value in one of the report's units: <c>s</c>, <c>B</c>, <c>1</c>, <c>1/s</c>, <c>B/s</c>.</summary>
    public static string Value(double value, string? unit) => unit switch
    {
        _ when !double.IsFinite(value) => NotMeasured,
        "s" => Duration(value),
        "B" => Bytes(value),
        "B/s" => Bytes(value) + "/s",
        "1/s" => Number(value) + "/s",
        null or "" or "1" => Number(value),
        _ => Number(value) + " " + SafeText.Line(unit, 40),
    };

    /// <summary>A value of a metric; utilization and error rate, which have no unit, are shown in percent.</summary>
    public static string OfMetric(double value, string metric, string? unit) =>
        IsShare(metric, unit) ? Percent(value) : Value(value, unit);

    /// <summary>
    /// Two ends of an interval in one unit, such as <c>1.21 to 1.26 s</c>, with as many digits as tell them apart.
    /// </summary>
    public static string Interval(double low, double high, string metric, string? unit)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
            return NotMeasured;
        if (IsShare(metric, unit))
            return PercentNumber(low) + " to " + Percent(high);
        var (units, suffix) = unit switch
        {
            "s" => (TimeUnits, ""),
            "B" => (ByteUnits, ""),
            "B/s" => (ByteUnits, "/s"),
            _ => (null, ""),
        };
        return units is null
            ? Value(low, null) + " to " + Value(high, unit)
            : ScaledInterval(low, high, units) + suffix;
    }

    /// <summary>Two ends of a change, the smaller first, such as <c>57 to 63 % less</c>.</summary>
    public static string ChangeInterval(double one, double other)
    {
        var (low, high) = one <= other ? (one, other) : (other, one);
        if (high <= 0)
            return PercentNumber(-high) + " to " + PercentNumber(-low) + " % less";
        return low >= 0
            ? PercentNumber(low) + " to " + PercentNumber(high) + " % more"
            : Change(low) + " to " + Change(high);
    }

    /// <summary>Hours of work, such as <c>1 hour</c> or <c>1 to 2 hours</c>.</summary>
    public static string Hours(IReadOnlyList<double> range) => range switch
    {
        [var low, var high] when low.Equals(high) => Hours(low),
        [var low, var high] => Number(low) + " to " + Hours(high),
        [var only] => Hours(only),
        _ => NotMeasured,
    };

    /// <summary>Hours of work.</summary>
    public static string Hours(double hours) => Number(hours) + (hours.Equals(1.0) ? " hour" : " hours");

    private static bool IsShare(string metric, string? unit) =>
        unit is null or "1" && metric is MetricNames.CpuUtilization or MetricNames.ErrorRate;

    private static string PercentNumber(double fraction)
    {
        var percent = fraction * 100;
        var size = Math.Abs(percent);
        return size switch
        {
            0 => "0",
            < 0.005 => percent.ToString("0.##e+0", Format),
            < 0.1 => percent.ToString("0.##", Format),
            < 99.95 => percent.ToString("0.#", Format),
            >= Exponential => percent.ToString("0.##e+0", Format),
            _ => percent.ToString("N0", Format),
        };
    }

    private static string Scaled(double value, (double Scale, string Unit)[] units, int digits)
    {
        if (!double.IsFinite(value))
            return NotMeasured;
        var (scale, unit) = units[UnitOf(value, units)];
        return Significant(value / scale, digits) + " " + unit;
    }

    private static string ScaledInterval(double low, double high, (double Scale, string Unit)[] units)
    {
        var (scale, unit) = units[UnitOf(Math.Max(Math.Abs(low), Math.Abs(high)), units)];
        var digits = Digits;
        string first, second;
        do
        {
            first = Significant(low / scale, digits);
            second = Significant(high / scale, digits);
        }
        while (first == second && !low.Equals(high) && ++digits <= MostDigits);
        return first + " to " + second + " " + unit;
    }

    /// <summary>The largest unit of which there is at least one; of minutes and hours at least two.</summary>
    private static int UnitOf(double value, (double Scale, string Unit)[] units)
    {
        var size = Math.Abs(value);
        if (size == 0)
            return Array.FindIndex(units, u => u.Scale.Equals(1.0));
        for (var i = units.Length - 1; i > 0; i--)
        {
            var least = units[i].Unit is "min" or "h" ? 2 : 0.9995;
            if (size >= units[i].Scale * least)
                return i;
        }
        return 0;
    }

    private static string Significant(double value, int digits)
    {
        var size = Math.Abs(value);
        if (size == 0)
            return "0";
        if (size is >= Exponential or < 1e-6)
            return value.ToString("0.##e+0", Format);
        var magnitude = (int)Math.Floor(Math.Log10(size));
        var decimals = Math.Clamp(digits - 1 - magnitude, 0, 12);
        return value.ToString(decimals == 0 ? "N0" : "#,##0." + new string('#', decimals), Format);
    }
}
