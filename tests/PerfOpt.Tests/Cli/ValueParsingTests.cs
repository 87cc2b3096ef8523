using PerfOpt.Cli.Parsing;
using PerfOpt.Core.Text;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class ValueParsingTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30)]
    [InlineData("1.5s", 1.5)]
    [InlineData("2m", 120)]
    [InlineData("2min", 120)]
    [InlineData("1h", 3600)]
    [InlineData("1h30m", 5400)]
    [InlineData("1m2s500ms", 62.5)]
    public void A_duration_is_read(string text, double seconds)
    {
        DurationText.TryParse(text, out TimeSpan value).ShouldBeTrue();
        value.TotalSeconds.ShouldBe(seconds, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("1,5s")]
    [InlineData("1.2.3s")]
    [InlineData("3 parsecs")]
    [InlineData("1d")]
    [InlineData("30s1m")]
    [InlineData("1s1s")]
    [InlineData("200h")]
    [InlineData("99999999999999999999h")]
    [InlineData("30S")]
    public void What_is_no_duration_is_refused(string text) => DurationText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(250, "250 ms")]
    [InlineData(1500, "1.5 s")]
    [InlineData(125_000, "2 min 5 s")]
    [InlineData(3_900_000, "1 h 5 min")]
    public void A_duration_is_written(double milliseconds, string text) =>
        DurationText.Format(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Theory]
    [InlineData("1", new[] { 0, 1 })]
    [InlineData("1,3-5", new[] { 0, 1, 3, 4, 5 })]
    [InlineData("0, 255", new[] { 0, 255 })]
    public void Exit_codes_are_read(string text, int[] codes)
    {
        ExitCodeList.TryParse(text, out IReadOnlySet<int> found).ShouldBeTrue();
        found.ShouldBe(codes, ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("256")]
    [InlineData("5-3")]
    [InlineData("-1")]
    [InlineData("1,,2")]
    [InlineData("1-2-3")]
    [InlineData("99999999999")]
    public void What_is_no_exit_code_is_refused(string text) => ExitCodeList.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("2%", 0.02)]
    [InlineData("0.5 %", 0.005)]
    [InlineData("0.1", 0.1)]
    public void A_share_is_read(string text, double value)
    {
        Fraction.TryParse(text, out double found).ShouldBeTrue();
        found.ShouldBe(value, 1e-12);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100%")]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("-1%")]
    [InlineData("%")]
    [InlineData("NaN")]
    [InlineData("2,5%")]
    public void What_is_no_share_is_refused(string text) => Fraction.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("--runz", "--runs")]
    [InlineData("--buget", "--budget")]
    [InlineData("--ruin=5", "--runs")]
    [InlineData("--tiemout", "--timeout")]
    [InlineData("--xyzzy", null)]
    public void The_nearest_word_is_found(string word, string? nearest) =>
        Spelling.Near(word.Split('=', ':')[0], ["--runs", "--budget", "--timeout"]).ShouldBe(nearest);

    [Fact]
    public void A_swap_of_neighbours_is_one_edit() => Spelling.Distance("report", "reoprt").ShouldBe(1);

    [Fact]
    public void A_message_stays_one_line_and_cannot_drive_a_terminal() =>
        OneLine.Of("a\n\tb\u001b[31mc").ShouldBe("a b [31mc");
}
