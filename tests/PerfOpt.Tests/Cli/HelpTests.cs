using System.Text;
using PerfOpt.Cli.Commands;
using PerfOpt.Cli.Help;
using PerfOpt.Cli;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class HelpTests : IDisposable
{
    private readonly CliRun _run = new();

    public static TheoryData<string> Commands => ["analyze", "profile", "verify", "report", "doctor", "completion"];

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_help_of_perfopt_is_kept()
    {
        (await _run.RunAsync("--help")).ShouldBe(ExitCodes.Done);
        Snapshot.MatchesFile(_run.Out, "tests/PerfOpt.Tests/snapshots/cli/help.txt");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_help_of_a_command_is_kept(string command)
    {
        (await _run.RunAsync(command, "--help")).ShouldBe(ExitCodes.Done);
        Snapshot.MatchesFile(_run.Out, $"tests/PerfOpt.Tests/snapshots/cli/help-{command}.txt");
    }

    [Fact]
    public void All_commands_are_in_the_list_of_this_test() =>
        new CommandLine(_run.Context).Pages.Select(page => page.Command.Name)
            .ShouldBe(Commands.Select(row => row.Data));

    [Fact]
    public void Help_fits_80_columns_and_has_examples()
    {
        foreach (CommandPage page in new CommandLine(_run.Context).Pages)
        {
            page.Examples.ShouldNotBeEmpty();
            foreach (string line in HelpPage.Of(page).Split('\n'))
                line.Length.ShouldBeLessThanOrEqualTo(80, line);
        }
    }

    [Fact]
    public async Task Each_example_is_a_line_that_parses()
    {
        foreach (UsageExample example in new CommandLine(_run.Context).Pages.SelectMany(page => page.Examples))
        {
            string line = example.Line.Split(" | jq")[0].Split(" > ")[0];
            if (!line.StartsWith("perfopt ", StringComparison.Ordinal))
                continue;
            await _run.RunAsync([.. PerfOpt.Cli.Parsing.CommandWords.Split(line, "example").Skip(1)]);
        }

        // A file that is not there and a report that is not there are the only things that an example may lack.
        _run.Error.ShouldNotContain("unknown");
        _run.Error.ShouldNotContain("unexpected");
        _run.Error.ShouldNotContain(" is not ");
        _run.Error.ShouldNotContain("needs");
    }

    [Fact]
    public async Task Help_wins_over_what_else_is_wrong()
    {
        (await _run.RunAsync("analyze", "--runs", "nonsense", "--help")).ShouldBe(ExitCodes.Done);
        _run.Out.ShouldStartWith("perfopt analyze: ");
    }

    [Fact]
    public void The_reference_page_is_made_from_the_help()
    {
        IReadOnlyList<CommandPage> pages = new CommandLine(_run.Context).Pages;
        var text = new StringBuilder("""
            # The command line

            This page is made from `perfopt --help` and each command's `--help`, and a test holds it to them.

            ```text

            """);
        text.Append(HelpPage.OfRoot(pages)).Append("```\n");
        foreach (CommandPage page in pages)
            text.Append($"\n## perfopt {page.Command.Name}\n\n```text\n").Append(HelpPage.Of(page)).Append("```\n");
        Snapshot.MatchesFile(text.ToString(), "docs/cli.md");
    }
}
