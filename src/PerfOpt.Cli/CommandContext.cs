using PerfOpt.Cli.Terminal;

namespace PerfOpt.Cli;

/// <summary>What a command has around it.</summary>
public sealed record CommandContext
{
    /// <summary>What commands call.</summary>
    public required Operations Operations { get; init; }

    /// <summary>Standard output: reports and nothing else.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: progress, notes and errors.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>What is known of the terminal.</summary>
    public required TerminalFacts Terminal { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where the user stands.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The words after <c>--</c>; null where there is no <c>--</c>.</summary>
    public IReadOnlyList<string>? TargetCommand { get; init; }

    /// <summary>The whole command line, for repeating it.</summary>
    public string Invocation { get; init; } = "perfopt";
}
