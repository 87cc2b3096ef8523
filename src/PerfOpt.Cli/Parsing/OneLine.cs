namespace PerfOpt.Cli.Parsing;

/// <summary>Makes a message one line.</summary>
public static class OneLine
{
    /// <summary>
    /// The text with line breaks and control characters replaced, so that it cannot drive a terminal.
    /// </summary>
    public static string Of(string text) =>
        string.Join(' ', new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
