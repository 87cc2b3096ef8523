using PerfOpt.Core.Model;
using PerfOpt.Core.Text;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Text;

public sealed class QuantitiesTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(1.23e-8, "12.3 ns")]
    [InlineData(4.56e-5, "45.6 µs")]
    [InlineData(0.0123, "12.3 ms")]
    [InlineData(0.99949, "999 ms")]
    [InlineData(0.9996, "1 s")]
    [InlineData(1.9, "1.9 s")]
    [InlineData(119.9, "120 s")]
    [InlineData(150, "2.5 min")]
    [InlineData(86400, "24 h")]
    [InlineData(-0.25, "-250 ms")]
    public void Durations(double seconds, string expected) => Quantities.Duration(seconds).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 KB")]
    [InlineData(999_600, "1 MB")]
    [InlineData(48_230_000, "48.2 MB")]
    [InlineData(4.3e15, "4\u202F300 TB")]
    public void Sizes(double bytes, string expected) => Quantities.Bytes(bytes).ShouldBe(expected);

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.123, "12.3 %")]
    [InlineData(0.62, "62 %")]
    [InlineData(0.0004, "0.04 %")]
    [InlineData(1, "100 %")]
    [InlineData(15.2, "1\u202F520 %")]
    public void Shares(double share, string expected) => Quantities.Percent(share).ShouldBe(expected);

    [Theory]
    [InlineData(2001, "2\u202F001")]
    [InlineData(0.00195, "0.00195")]
    [InlineData(10.57, "10.6")]
    [InlineData(1234567, "1\u202F234\u202F567")]
    [InlineData(1e-9, "1e-9")]
    public void Numbers(double value, string expected) => Quantities.Number(value).ShouldBe(expected);

    [Fact]
    public void What_is_no_number_is_not_measured()
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            foreach (var unit in new[] { "s", "B", "1", "1/s", "B/s", "ops" })
                Quantities.Value(value, unit).ShouldBe(Quantities.NotMeasured);
            Quantities.Percent(value).ShouldBe(Quantities.NotMeasured);
        }
    }

    [Theory]
    [InlineData(double.MaxValue)]
    [InlineData(-double.MaxValue)]
    [InlineData(double.Epsilon)]
    [InlineData(1e18)]
    public void No_figure_is_long(double value)
    {
        foreach (var unit in new[] { "s", "B", "1", "1/s", "B/s" })
            Quantities.Value(value, unit).Length.ShouldBeLessThan(30);
        Quantities.Percent(value).Length.ShouldBeLessThan(30);
        Quantities.Interval(value, value, MetricNames.WallTime, "s").Length.ShouldBeLessThan(60);
    }

    [Fact]
    public void Intervals_have_one_unit_and_digits_that_tell_the_ends_apart()
    {
        Quantities.Interval(0.9, 1.2, MetricNames.WallTime, "s").ShouldBe("0.9 to 1.2 s");
        Quantities.Interval(1.23401, 1.23409, MetricNames.WallTime, "s").ShouldBe("1.234 to 1.2341 s");
        Quantities.Interval(0.95, 0.99, MetricNames.CpuUtilization, "1").ShouldBe("95 to 99 %");
        Quantities.Interval(1e6, 2e6, MetricNames.RssGrowth, "B/s").ShouldBe("1 to 2 MB/s");
    }

    [Fact]
    public void Changes_say_their_direction()
    {
        Quantities.Change(-0.62).ShouldBe("-62 %");
        Quantities.Change(0.03).ShouldBe("+3 %");
        Quantities.ChangeInWords(-0.62).ShouldBe("62 % less");
        Quantities.ChangeInterval(-0.57, -0.63).ShouldBe("57 to 63 % less");
        Quantities.ChangeInterval(-0.02, 0.03).ShouldBe("-2 % to +3 %");
    }
}
