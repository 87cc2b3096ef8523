namespace PerfOpt.Cli.Terminal;

/// <summary>What is known of the terminal that perfopt talks to.</summary>
public sealed record TerminalFacts
{
    /// <summary>Whether standard output is a terminal.</summary>
    public required bool OutIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal.</summary>
    public required bool ErrorIsTerminal { get; init; }

    /// <summary>Columns; 80 where there is no terminal.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Reads a variable of the environment.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>The process's own terminal.</summary>
    public static TerminalFacts OfThisProcess()
    {
        bool outIsTerminal = !Console.IsOutputRedirected;
        bool errorIsTerminal = !Console.IsErrorRedirected;
        int width = outIsTerminal || errorIsTerminal ? Console.WindowWidth : 80;
        return new TerminalFacts
        {
            OutIsTerminal = outIsTerminal,
            ErrorIsTerminal = errorIsTerminal,
            Width = width > 0 ? width : 80,
            Variable = Environment.GetEnvironmentVariable,
        };
    }
}
