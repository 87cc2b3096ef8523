using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using PerfOpt.Cli.Parsing;
using PerfOpt.Core.Model;
using PerfOpt.Core.Text;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class CommandWordsTests
{
    [Theory]
    [InlineData("python3 app.py", new[] { "python3", "app.py" })]
    [InlineData("  a   b\t c  ", new[] { "a", "b", "c" })]
    [InlineData("a 'b c' d", new[] { "a", "b c", "d" })]
    [InlineData("a \"b 'c' d\"", new[] { "a", "b 'c' d" })]
    [InlineData("a b\\ c", new[] { "a", "b c" })]
    [InlineData("a'b'\"c\"\\d", new[] { "abcd" })]
    [InlineData("a '' \"\"", new[] { "a", "", "" })]
    [InlineData("a \"\\\" \\\\ \\n \\$x\"", new[] { "a", "\" \\ \\n $x" })]
    [InlineData("python3 -c 'import os; print(1 > 0)'", new[] { "python3", "-c", "import os; print(1 > 0)" })]
    [InlineData("a '$HOME' \\$b c$", new[] { "a", "$HOME", "$b", "c$" })]
    [InlineData("a \\\n b", new[] { "a", "b" })]
    public void A_command_is_split_as_a_shell_splits_it(string text, string[] words)
    {
        CommandWords.Split(text, "--before").ShouldBe(words);
        AsTheShellSplits(text).ShouldBe(words);
    }

    [Theory]
    [InlineData("a | b", "--before uses '|', which needs a shell", "add --shell, or quote it")]
    [InlineData("a > b", "--before uses '>', which needs a shell", "add --shell, or quote it")]
    [InlineData("a && b", "--before uses '&', which needs a shell", "add --shell, or quote it")]
    [InlineData("echo $HOME", "--before uses '$', which needs a shell", "add --shell, or put it in single quotes")]
    [InlineData("echo \"$HOME\"", "--before uses '$', which needs a shell", "add --shell, or put it in single quotes")]
    [InlineData("echo `date`", "--before uses '`', which needs a shell", "add --shell, or put it in single quotes")]
    [InlineData("a 'b", "--before has a ' that is not closed", "close the quote")]
    [InlineData("a \"b", "--before has a \" that is not closed", "close the quote")]
    [InlineData("a \\", "--before ends in a lone backslash", "remove it, or double it")]
    [InlineData("   ", "--before is empty", "give it a command: --before \"python3 app.py\"")]
    public void What_needs_a_shell_or_is_not_closed_is_refused(string text, string message, string mend)
    {
        PerfOptException refusal = Should.Throw<PerfOptException>(() => CommandWords.Split(text, "--before"));
        refusal.Message.ShouldBe(message);
        refusal.Mend.ShouldBe(mend);
        refusal.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [Fact]
    public void Words_that_were_joined_are_split_into_the_same_words()
    {
        Gen<string> word = Gen.Elements("ab '\"\\$|&;<>()`*~#=\n\té€".ToCharArray()).ArrayOf()
            .Select(letters => new string(letters));
        Prop.ForAll(word.NonEmptyListOf().ToArbitrary(), words =>
            CommandWords.Split(ShellWords.Join(words), "--before").SequenceEqual(words)).QuickCheckThrowOnFailure();
    }

    private static string[] AsTheShellSplits(string command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"printf '%s\\0' {command}");
        using Process shell = Process.Start(start)!;
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return output.Split('\0')[..^1];
    }
}
