namespace PerfOpt.Cli.Terminal;

/// <summary>How perfopt talks: decided once, from the terminal, the environment and the options.</summary>
/// <param name="OutColour">Whether standard output is coloured.</param>
/// <param name="ErrorColour">Whether standard error is coloured.</param>
/// <param name="Progress">How progress is shown.</param>
/// <param name="Quiet">Whether notes are left out.</param>
/// <param name="Width">Columns, at least 40.</param>
public sealed record ConsoleStyle(bool OutColour, bool ErrorColour, ProgressMode Progress, bool Quiet, int Width)
{
    /// <summary>
    /// Decides. <c>--no-color</c> and <c>NO_COLOR</c> (https://no-color.org: any value but an empty one) come before
    /// <c>FORCE_COLOR</c>, that before <c>TERM=dumb</c>, and that before whether there is a terminal.
    /// </summary>
    public static ConsoleStyle From(TerminalFacts facts, bool quiet, bool verbose, bool noColour)
    {
        bool dumb = facts.Variable("TERM") == "dumb";
        bool refused = noColour || IsSet(facts, "NO_COLOR");
        bool forced = IsSet(facts, "FORCE_COLOR") && facts.Variable("FORCE_COLOR") != "0";
        bool Coloured(bool terminal) => !refused && (forced || (terminal && !dumb));

        bool live = facts.ErrorIsTerminal && !dumb && !IsSet(facts, "CI");
        ProgressMode progress = quiet ? ProgressMode.None
            : verbose ? ProgressMode.EveryEvent
            : live ? ProgressMode.Live
            : ProgressMode.Lines;
        return new ConsoleStyle(
            Coloured(facts.OutIsTerminal), Coloured(facts.ErrorIsTerminal), progress, quiet, Math.Max(facts.Width, 40));
    }

    private static bool IsSet(TerminalFacts facts, string name) => !string.IsNullOrEmpty(facts.Variable(name));
}

/// <summary>How progress is shown.</summary>
public enum ProgressMode
{
    /// <summary>Not at all.</summary>
    None,
    /// <summary>A line when a step begins and ends, and at most one a second between.</summary>
    Lines,
    /// <summary>A line for each event.</summary>
    EveryEvent,
    /// <summary>One region that is drawn anew.</summary>
    Live,
}
