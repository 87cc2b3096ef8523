using System.CommandLine;
using PerfOpt.Cli.Help;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary><c>perfopt completion</c>: a script that completes the command line.</summary>
public sealed class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    private readonly CommandContext _context;
    private readonly Func<IReadOnlyList<CommandPage>> _pages;
    private readonly Argument<string?> _shell = new("SHELL")
    {
        Description = "bash, zsh or fish",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private CompletionCommand(CommandContext context, Func<IReadOnlyList<CommandPage>> pages) =>
        (_context, _pages) = (context, pages);

    /// <summary>The command, ready to be added to the tree.</summary>
    /// <param name="context">What is around it.</param>
    /// <param name="pages">All commands, this one included.</param>
    public static CommandPage Create(CommandContext context, Func<IReadOnlyList<CommandPage>> pages)
    {
        var completion = new CompletionCommand(context, pages);
        var command = new Command("completion", "Print a script that completes the command line in your shell");
        completion._shell.CompletionSources.Add(Shells);
        command.Arguments.Add(completion._shell);
        command.SetAction((Func<ParseResult, int>)completion.Run);
        return Describe(command).Build();
    }

    private static CommandPage Describe(Command command) => new()
    {
        Command = command,
        Usage = ["completion bash|zsh|fish"],
        About = "Prints a script for the shell to source. It holds the commands, options and values of this version "
            + "and starts nothing while you type.",
        Groups = [],
        ArgumentWords = Shells,
        Examples =
        [
            new("bash, in ~/.bashrc", "source <(perfopt completion bash)"),
            new("zsh, in ~/.zshrc after compinit", "source <(perfopt completion zsh)"),
            new("fish", "perfopt completion fish > ~/.config/fish/completions/perfopt.fish"),
        ],
        ExitCodes = [new(ExitCodes.Done, "done"), new(ExitCodes.Usage, "no shell, or one that is not known")],
    };

    private int Run(ParseResult result)
    {
        string? shell = result.GetValue(_shell);
        _context.Out.Write(shell switch
        {
            "bash" => CompletionScript.Bash(_pages()),
            "zsh" => CompletionScript.Zsh(_pages()),
            "fish" => CompletionScript.Fish(_pages()),
            _ => throw new PerfOptException(
                shell is null ? "completion needs the name of a shell" : $"there is no completion for '{shell}'",
                "perfopt completion bash, zsh or fish", ExitCodes.Usage),
        });
        return ExitCodes.Done;
    }
}
