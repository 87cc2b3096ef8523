using PerfOpt.Adapters.Python.Sampling;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Sampling;

/// <summary>Line tables written by hand, looked up at their boundaries, and malformed ones.</summary>
public sealed class LineTableTests
{
    [Theory]
    [InlineData(-1, 10), InlineData(0, 11), InlineData(3, 11), InlineData(4, 9), InlineData(100, 9)]
    public void Address_pairs_change_at_their_address(int instruction, int line) =>
        LineTable.Find(LineTableFormat.AddressPairs, [0, 1, 4, 254], 10, instruction).ShouldBe(line);

    [Theory]
    [InlineData(-1, 10), InlineData(0, 11), InlineData(1, 11), InlineData(2, 0), InlineData(3, 12), InlineData(4, 0)]
    public void Range_pairs_cover_up_to_their_end(int instruction, int line) =>
        LineTable.Find(LineTableFormat.RangePairs, [4, 1, 2, 128, 2, 1], 10, instruction).ShouldBe(line);

    [Theory]
    [InlineData(-1, 10), InlineData(0, 10), InlineData(1, 10), InlineData(2, 11), InlineData(3, 8), InlineData(4, 0)]
    [InlineData(5, 108), InlineData(6, 0)]
    public void Locations_start_where_the_one_before_ends(int unit, int line)
    {
        byte[] table =
        [
            0x80 | (0 << 3) | 1, 0x00,              // short, two units
            0x80 | (11 << 3), 0x00, 0x00,           // one line on
            0x80 | (13 << 3), 0x07,                 // three lines back, without columns
            0x80 | (15 << 3),                       // nowhere
            0x80 | (14 << 3), 0x48, 0x03, 0, 1, 1,  // long, a hundred lines on
        ];
        LineTable.Find(LineTableFormat.Locations, table, 10, unit).ShouldBe(line);
    }

    [Fact]
    public void Survives_any_bytes()
    {
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var table = new byte[random.Next(40)];
            random.NextBytes(table);
            foreach (var format in Enum.GetValues<LineTableFormat>())
                LineTable.Find(format, table, 1, random.Next(-2, 200));
            LineTable.Find(LineTableFormat.Locations, table, 1, 1000).ShouldBe(0);
        }
    }
}
