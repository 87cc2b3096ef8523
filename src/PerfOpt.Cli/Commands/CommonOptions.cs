using System.CommandLine;
using PerfOpt.Cli.Parsing;
using PerfOpt.Cli.Terminal;

namespace PerfOpt.Cli.Commands;

/// <summary>Options that say how perfopt itself talks, the same for every command.</summary>
public sealed class CommonOptions
{
    /// <summary>No progress and no notes.</summary>
    public Option<bool> Quiet { get; } = OptionFactory.Flag("--quiet", "No progress and no notes");

    /// <summary>Every event on a line, and the stack trace of a bug.</summary>
    public Option<bool> Verbose { get; } =
        OptionFactory.Flag("--verbose", "Every event on a line, and a bug's stack trace");

    /// <summary>No colours.</summary>
    public Option<bool> NoColour { get; } = OptionFactory.Flag("--no-color", "No colours, as with NO_COLOR");

    /// <summary>The section of the help that holds them.</summary>
    public OptionGroup Group => new("Output", [Quiet, Verbose, NoColour]);

    /// <summary>The terminal as these options leave it.</summary>
    public ConsoleStyle StyleOf(ParseResult result, TerminalFacts facts) => ConsoleStyle.From(
        facts, result.GetValue(Quiet), result.GetValue(Verbose), result.GetValue(NoColour));
}
