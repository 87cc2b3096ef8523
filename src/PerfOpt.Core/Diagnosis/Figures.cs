using PerfOpt.Core.Text;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Figures inside sentences, as <see cref="Quantities"/> words them everywhere.</summary>
public static class Figures
{
    /// <summary>Seconds at a fitting scale.</summary>
    public static string Time(double seconds) => Quantities.Duration(seconds);

    /// <summary>A share as per cent.</summary>
    public static string Percent(double share) => Quantities.Percent(share);

    /// <summary>A count, thousands apart.</summary>
    public static string Count(double count) => Quantities.Number(Math.Round(count));

    /// <summary>Bytes at a fitting scale.</summary>
    public static string Bytes(double bytes) => Quantities.Bytes(bytes);

    /// <summary>Three significant digits.</summary>
    public static string Digits(double value) => Quantities.Significant(value);
}
