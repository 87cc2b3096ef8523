using System.Globalization;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Words figures inside sentences, the same way everywhere: three significant digits, unit beside.</summary>
public static class Figures
{
    /// <summary>Seconds as s, ms or µs.</summary>
    public static string Time(double seconds) => Math.Abs(seconds) switch
    {
        >= 120 => Digits(seconds / 60) + " min",
        >= 1 => Digits(seconds) + " s",
        >= 1e-3 => Digits(seconds * 1e3) + " ms",
        >= 1e-6 => Digits(seconds * 1e6) + " µs",
        _ => Digits(seconds * 1e9) + " ns",
    };

    /// <summary>A share as per cent.</summary>
    public static string Percent(double share) => Digits(share * 100) + " %";

    /// <summary>A count, thousands apart.</summary>
    public static string Count(double count) =>
        Math.Round(count).ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary>Bytes as B, KB, MB or GB of 1000.</summary>
    public static string Bytes(double bytes) => Math.Abs(bytes) switch
    {
        >= 1e9 => Digits(bytes / 1e9) + " GB",
        >= 1e6 => Digits(bytes / 1e6) + " MB",
        >= 1e3 => Digits(bytes / 1e3) + " KB",
        _ => Digits(bytes) + " B",
    };

    /// <summary>Three significant digits.</summary>
    public static string Digits(double value)
    {
        if (value == 0)
            return "0";
        var digits = 2 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return Math.Round(value, Math.Clamp(digits, 0, 15))
            .ToString("0." + new string('#', Math.Clamp(digits, 0, 15)), CultureInfo.InvariantCulture);
    }
}
