using System.Diagnostics;
using PerfOpt.Core.Text;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Text;

public sealed class ShellWordsTests
{
    [Theory]
    [InlineData("python3 app.py", "python3", "app.py")]
    [InlineData("a 'b c' '' 'it'\\''s'", "a", "b c", "", "it's")]
    [InlineData("'$(reboot)' 'a;b' '~x' '*'", "$(reboot)", "a;b", "~x", "*")]
    public void Plain_words_stay_and_others_are_quoted(string expected, params string[] words) =>
        ShellWords.Join(words).ShouldBe(expected);

    [Fact]
    public void A_shell_reads_the_same_words_back()
    {
        string[] words =
        [
            "a b", "it's", "line\nbreak\tand \\n", "\u001b[31m", "\u202Ex", "漢字 😀", "$HOME `id` \"q\"", "",
        ];
        using var shell = Process.Start(new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", "LC_ALL=C.UTF-8; printf '%s\\0' " + ShellWords.Join(words) },
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        })!;
        shell.StandardOutput.ReadToEnd().Split('\0').SkipLast(1).ShouldBe(words);
        shell.WaitForExit();
    }
}
