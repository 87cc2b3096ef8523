using System.Text;
using PerfOpt.Adapters.Configuration;
using PerfOpt.Core.Measurement;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Configuration;

public sealed class OperationsFileTests
{
    [Fact]
    public void The_three_forms_of_a_line_are_read()
    {
        OperationReadings log =
            Read("checkout 0.0123\ncheckout error\ncheckout rows 120 1\ncheckout latency 15 ms\n# note\n\n");
        log.Samples.ShouldBe([
            new OperationSample("checkout", "latency", 0.0123, "s"),
            new OperationSample("checkout", "rows", 120, "1"),
            new OperationSample("checkout", "latency", 0.015, "s")]);
        log.Completed["checkout"].ShouldBe(2);
        log.Failed["checkout"].ShouldBe(1);
        log.Malformed.ShouldBe(0);
    }

    [Theory]
    [InlineData("checkout")]
    [InlineData("checkout soon")]
    [InlineData("checkout -1")]
    [InlineData("checkout NaN")]
    [InlineData("checkout 1,5")]
    [InlineData("checkout rows 120")]
    [InlineData("checkout rows many 1")]
    [InlineData("checkout rows 1 parsec")]
    [InlineData("a b c d e")]
    [InlineData("check\u0007out 1")]
    public void A_malformed_line_is_counted_and_skipped(string line)
    {
        OperationReadings log = Read($"ok 1\r\n{line}\nok 2");
        log.Malformed.ShouldBe(1);
        log.FirstMalformedLine.ShouldBe(2);
        log.Completed["ok"].ShouldBe(2);
        log.Samples.Count.ShouldBe(2);
    }

    [Fact]
    public void Bounds_hold_and_are_said()
    {
        StringBuilder text = new();
        for (int i = 0; i < OperationsFile.MaximumSamples + 5; i++) text.Append("tick 0.001\n");
        text.Append(new string('x', 5_000_000)).Append('\n');
        OperationReadings log = Read(text.ToString());
        log.Samples.Count.ShouldBe(OperationsFile.MaximumSamples);
        log.Dropped.ShouldBe(5);
        log.Completed["tick"].ShouldBe(OperationsFile.MaximumSamples + 5);
        log.Malformed.ShouldBe(1);
        log.Truncated.ShouldBeFalse();
    }

    [Fact]
    public void Too_many_names_are_malformed()
    {
        StringBuilder text = new();
        for (int i = 0; i < OperationsFile.MaximumNames + 7; i++) text.Append("op").Append(i).Append(" 1\n");
        Read(text.ToString()).Malformed.ShouldBe(7);
    }

    [Fact]
    public void Bytes_that_are_no_text_never_crash()
    {
        byte[] bytes = new byte[200_000];
        PerfOpt.Core.Statistics.SplitMix64 random = new(3);
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)random.NextBits();
        OperationReadings log = OperationsFile.Read(new MemoryStream(bytes));
        log.Malformed.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_missing_file_is_a_run_that_wrote_nothing() =>
        OperationsFile.Read(Path.Combine(Path.GetTempPath(), "no such perfopt file")).ShouldBe(OperationReadings.Empty);

    private static OperationReadings Read(string text) =>
        OperationsFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
