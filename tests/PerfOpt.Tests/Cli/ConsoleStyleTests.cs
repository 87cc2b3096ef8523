using PerfOpt.Cli.Terminal;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Cli;

public sealed class ConsoleStyleTests
{
    [Theory]
    [InlineData("", true, false, true)]
    [InlineData("", false, false, false)]
    [InlineData("", true, true, false)]
    [InlineData("NO_COLOR=1", true, false, false)]
    [InlineData("NO_COLOR=", true, false, true)]
    [InlineData("TERM=dumb", true, false, false)]
    [InlineData("FORCE_COLOR=1", false, false, true)]
    [InlineData("FORCE_COLOR=0", false, false, false)]
    [InlineData("FORCE_COLOR=1", false, true, false)]
    [InlineData("FORCE_COLOR=1 TERM=dumb", true, false, true)]
    [InlineData("FORCE_COLOR=1 NO_COLOR=1", true, false, false)]
    public void Colours_follow_the_terminal_the_environment_and_the_option(
        string variables, bool terminal, bool noColour, bool coloured)
    {
        ConsoleStyle style = ConsoleStyle.From(Facts(variables, terminal), false, false, noColour);
        style.OutColour.ShouldBe(coloured);
        style.ErrorColour.ShouldBe(coloured);
    }

    [Theory]
    [InlineData("", true, false, false, ProgressMode.Live)]
    [InlineData("", false, false, false, ProgressMode.Lines)]
    [InlineData("CI=true", true, false, false, ProgressMode.Lines)]
    [InlineData("TERM=dumb", true, false, false, ProgressMode.Lines)]
    [InlineData("FORCE_COLOR=1", false, false, false, ProgressMode.Lines)]
    [InlineData("", true, true, false, ProgressMode.None)]
    [InlineData("", true, false, true, ProgressMode.EveryEvent)]
    [InlineData("", true, true, true, ProgressMode.None)]
    public void Progress_follows_the_terminal_and_the_options(
        string variables, bool terminal, bool quiet, bool verbose, ProgressMode mode) =>
        ConsoleStyle.From(Facts(variables, terminal), quiet, verbose, noColour: false).Progress.ShouldBe(mode);

    private static TerminalFacts Facts(string variables, bool terminal)
    {
        Dictionary<string, string> environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new TerminalFacts
        {
            OutIsTerminal = terminal,
            ErrorIsTerminal = terminal,
            Variable = name => environment.GetValueOrDefault(name),
        };
    }
}
