using System.Text;
using PerfOpt.Report.Terminal;

namespace PerfOpt.Cli.Terminal;

/// <summary>Prints the summary's view: each meaning in its colour, or all of it plain.</summary>
public static class SummaryPrinter
{
    private const string Reset = "\u001b[0m";

    /// <summary>The view as text.</summary>
    public static string Print(TerminalView view, bool colour)
    {
        if (!colour)
            return view.ToPlainText();
        var text = new StringBuilder();
        foreach (TerminalLine line in view.Lines)
        {
            foreach (TerminalSegment segment in line.Segments)
            {
                string code = CodeOf(segment.Style);
                text.Append(code).Append(segment.Text).Append(code.Length > 0 ? Reset : "");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The sixteen colours that every terminal has, so that the user's theme decides how they look.</summary>
    private static string CodeOf(TerminalStyle style) => style switch
    {
        TerminalStyle.Strong => "\u001b[1m",
        TerminalStyle.Muted => "\u001b[2m",
        TerminalStyle.Good => "\u001b[32m",
        TerminalStyle.Bad => "\u001b[31m",
        TerminalStyle.Caution => "\u001b[33m",
        TerminalStyle.Place => "\u001b[36m",
        TerminalStyle.Command => "\u001b[1;36m",
        _ => "",
    };
}
