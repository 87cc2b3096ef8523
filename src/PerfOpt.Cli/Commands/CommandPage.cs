using System.CommandLine;

namespace PerfOpt.Cli.Commands;

/// <summary>A command with what its help says of it.</summary>
public sealed record CommandPage
{
    /// <summary>The command; its description is one line.</summary>
    public required Command Command { get; init; }

    /// <summary>The lines of its use, without <c>perfopt</c>.</summary>
    public required IReadOnlyList<string> Usage { get; init; }

    /// <summary>What it does, in a few sentences.</summary>
    public required string About { get; init; }

    /// <summary>Its options by section, in order.</summary>
    public required IReadOnlyList<OptionGroup> Groups { get; init; }

    /// <summary>Examples, at least one.</summary>
    public required IReadOnlyList<UsageExample> Examples { get; init; }

    /// <summary>Its exit codes, as in the contract.</summary>
    public required IReadOnlyList<ExitCodeMeaning> ExitCodes { get; init; }

    /// <summary>Whether a command may follow after <c>--</c>.</summary>
    public bool TakesTargetCommand { get; init; }

    /// <summary>Words that may stand as its argument; empty where it takes none or a path.</summary>
    public IReadOnlyList<string> ArgumentWords { get; init; } = [];

    /// <summary>The options of all sections.</summary>
    public IEnumerable<Option> Options => Groups.SelectMany(section => section.Options);

    /// <summary>Adds the options to the command.</summary>
    public CommandPage Build()
    {
        foreach (Option option in Options)
            Command.Options.Add(option);
        return this;
    }
}

/// <summary>A section of options.</summary>
public sealed record OptionGroup(string Title, IReadOnlyList<Option> Options);

/// <summary>A line to try, with what it does.</summary>
public sealed record UsageExample(string Text, string Line);

/// <summary>What an exit code means.</summary>
public sealed record ExitCodeMeaning(int Code, string Text);
