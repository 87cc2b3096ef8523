using System.Text;

namespace PerfOpt.Report.Terminal;

/// <summary>Lines ready to print, plain or coloured.</summary>
/// <param name="Lines">From top to bottom.</param>
public sealed record TerminalView(IReadOnlyList<TerminalLine> Lines)
{
    /// <summary>The view without styles, for pipes and <c>NO_COLOR</c>; each line ends with a line feed.</summary>
    public string ToPlainText()
    {
        var text = new StringBuilder();
        foreach (var line in Lines)
            text.Append(line.Plain.TrimEnd(' ')).Append('\n');
        return text.ToString();
    }
}
