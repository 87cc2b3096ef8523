using PerfOpt.Report.Terminal;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Report.Terminal;

public sealed class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("漢字", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("1\u202F234", 5)]
    public void Columns(string text, int expected) => TextWidth.Of(text).ShouldBe(expected);

    [Fact]
    public void A_long_path_keeps_its_end() =>
        TextWidth.CutMiddle("/data/ada/projects/shop/store/books.py:42", 24).ShouldBe("/data/ad…ore/books.py:42");

    [Fact]
    public void No_cut_is_wider_than_asked_or_splits_a_character()
    {
        const string text = "ab漢字漢字e\u0301e\u0301😀😀 long/path/漢字.py:12";
        for (var columns = 0; columns < 50; columns++)
        {
            foreach (var cut in new[] { TextWidth.CutEnd(text, columns), TextWidth.CutMiddle(text, columns) })
            {
                TextWidth.Of(cut).ShouldBeLessThanOrEqualTo(columns);
                cut.EnumerateRunes().ShouldNotContain(System.Text.Rune.ReplacementChar);
            }
        }
    }

    [Fact]
    public void Wraps_at_spaces_and_cuts_the_last_line() =>
        TextWidth.Wrap("one two three four five six", 9, 2).ShouldBe(["one two", "three fo…"]);

    [Fact]
    public void A_word_longer_than_the_line_is_broken() =>
        TextWidth.Wrap("abcdefghij", 4, 3).ShouldBe(["abcd", "efgh", "ij"]);
}
