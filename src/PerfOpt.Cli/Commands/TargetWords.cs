using PerfOpt.Cli.Parsing;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>The target's command after <c>--</c>.</summary>
public static class TargetWords
{
    /// <summary>The words.</summary>
    /// <exception cref="PerfOptException">There are none (exit code 2).</exception>
    public static IReadOnlyList<string> Require(CommandContext context, string command) => context.TargetCommand switch
    {
        null => throw new PerfOptException($"{command} needs the command to run after '--'",
            $"for example: perfopt {command} -- python3 app.py", ExitCodes.Usage),
        { Count: 0 } => throw new PerfOptException("no command follows '--'",
            $"for example: perfopt {command} -- python3 app.py", ExitCodes.Usage),
        [""  , ..] => throw new PerfOptException("the command after '--' is an empty word",
            $"for example: perfopt {command} -- python3 app.py", ExitCodes.Usage),
        var words => words,
    };

    /// <summary>A command given as one text: split into words, or handed to a shell.</summary>
    /// <exception cref="PerfOptException">It cannot be split (exit code 2).</exception>
    public static IReadOnlyList<string> Split(string text, string option, bool shell)
    {
        if (!shell)
            return CommandWords.Split(text, option);
        return string.IsNullOrWhiteSpace(text)
            ? throw new PerfOptException($"{option} is empty", $"give it a command: {option} \"python3 app.py\"",
                ExitCodes.Usage)
            : ["/bin/sh", "-c", text];
    }
}
