using System.Text;

namespace PerfOpt.Cli.Doctor;

/// <summary>The checks as lines: a mark, the name, what was found, and the mend below it.</summary>
public static class DoctorText
{
    private const string Reset = "\u001b[0m";

    /// <summary>Writes them.</summary>
    public static string Write(DoctorReport report, bool colour, int width)
    {
        var text = new StringBuilder();
        int column = report.Checks.Select(check => check.Name.Length).DefaultIfEmpty(0).Max() + 4;
        foreach (CheckResult check in report.Checks)
        {
            text.Append(Mark(check.Status, colour)).Append(' ').Append(check.Name.PadRight(column - 2));
            Wrap(text, check.Found, column, width);
            if (check.Mend is { } mend)
                text.Append(' ', column).Append("mend: ").AppendLine(mend);
        }

        int failed = report.Checks.Count(check => check.Status == CheckStatus.Failed);
        int warned = report.Checks.Count(check => check.Status == CheckStatus.Warning);
        text.AppendLine().Append(failed > 0 ? $"Not ready: {Count(failed, "check")} failed" : "Ready");
        text.Append(warned > 0 ? $", {Count(warned, "warning")}." : ".");
        return text.ToString();
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Mark(CheckStatus status, bool colour)
    {
        (string mark, string code) = status switch
        {
            CheckStatus.Ok => ("✓", "\u001b[32m"),
            CheckStatus.Information => ("·", "\u001b[2m"),
            CheckStatus.Warning => ("!", "\u001b[33m"),
            _ => ("✗", "\u001b[31m"),
        };
        return colour ? code + mark + Reset : mark;
    }

    private static void Wrap(StringBuilder text, string words, int column, int width)
    {
        int at = column;
        foreach (string word in words.Split(' '))
        {
            if (at > column && at + 1 + word.Length > width)
            {
                text.AppendLine().Append(' ', column);
                at = column;
            }

            if (at > column)
                text.Append(' ');
            text.Append(word);
            at += word.Length + 1;
        }

        text.AppendLine();
    }
}
