using System.Globalization;
using PerfOpt.Core.Measurement;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Measurement;

public sealed class QuantityTextTests
{
    [Theory]
    [InlineData("1.5 s", 1.5, "s")]
    [InlineData("250ms", 0.25, "s")]
    [InlineData("10 us", 1e-5, "s")]
    [InlineData("2 min", 120, "s")]
    [InlineData("64 MiB", 67108864, "B")]
    [InlineData("64MB", 64e6, "B")]
    [InlineData("100 1/s", 100, "1/s")]
    [InlineData("2%", 0.02, "1")]
    [InlineData("1e-3 s", 1e-3, "s")]
    [InlineData("7", 7, "1")]
    [InlineData("7 1", 7, "1")]
    public void Quantities_are_read(string text, double value, string unit)
    {
        QuantityText.TryParse(text, out double read, out string readUnit).ShouldBeTrue();
        read.ShouldBe(value, Math.Abs(value) * 1e-12);
        readUnit.ShouldBe(unit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fast")]
    [InlineData("1,5 s")]
    [InlineData("1 parsec")]
    [InlineData("NaN s")]
    [InlineData("1e999 s")]
    [InlineData("1.2.3 s")]
    public void What_is_no_quantity_is_refused(string text) =>
        QuantityText.TryParse(text, out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData(1.234, "s", "1.23 s")]
    [InlineData(1, "s", "1 s")]
    [InlineData(0.0345, "s", "34.5 ms")]
    [InlineData(2e-6, "s", "2 µs")]
    [InlineData(61.04, "s", "61 s")]
    [InlineData(123456, "1", "123\u202F456")]
    [InlineData(52_300_000, "B", "52.3 MB")]
    [InlineData(0, "s", "0 s")]
    [InlineData(99.5, "1/s", "99.5/s")]
    public void Quantities_are_written(double value, string unit, string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            QuantityText.Format(value, unit).ShouldBe(text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
