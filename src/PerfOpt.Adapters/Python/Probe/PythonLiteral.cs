using System.Globalization;
using System.Text;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>Values written as Python source.</summary>
public static class PythonLiteral
{
    /// <summary>A string in double quotes.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var literal = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                literal.Append('\\').Append(c);
            else if (char.IsControl(c))
                literal.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            else
                literal.Append(c);
        }
        return literal.Append('"').ToString();
    }

    /// <summary>A list of strings.</summary>
    public static string Of(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Of)) + "]";

    /// <summary>A dictionary whose values are Python literals already.</summary>
    public static string Of(IReadOnlyDictionary<string, string> members) =>
        "{" + string.Join(", ", members.Select(m => Of(m.Key) + ": " + m.Value)) + "}";
}
