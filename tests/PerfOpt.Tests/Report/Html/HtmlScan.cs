using System.Text.RegularExpressions;

namespace PerfOpt.Tests.Report.Html;

/// <summary>Tags and attributes of a page, read strictly: anything that is not well formed is an error.</summary>
internal static partial class HtmlScan
{
    private static readonly HashSet<string> Void = ["meta", "link", "br", "img", "input", "hr"];

    /// <summary>Tags that open, with their attributes; text of script and style is skipped.</summary>
    public static List<(string Name, Dictionary<string, string> Attributes)> Elements(string html)
    {
        var found = new List<(string, Dictionary<string, string>)>();
        var open = new Stack<string>();
        var at = html.IndexOf('>', StringComparison.Ordinal) + 1;
        while (html.IndexOf('<', at) is var next && next >= 0)
        {
            var tag = Tag().Match(html, next);
            if (!tag.Success)
                throw new FormatException("no tag at: " + html[next..Math.Min(html.Length, next + 80)]);
            at = next + tag.Length;
            var name = tag.Groups["name"].Value;
            if (tag.Groups["close"].Length > 0)
            {
                if (open.Pop() is var last && last != name)
                    throw new FormatException($"</{name}> closes <{last}>");
                continue;
            }

            found.Add((name, Attribute().Matches(tag.Value).ToDictionary(
                a => a.Groups[1].Value, a => System.Net.WebUtility.HtmlDecode(a.Groups[2].Value))));
            if (tag.Value.EndsWith("/>", StringComparison.Ordinal) || Void.Contains(name))
                continue;
            open.Push(name);
            if (name is "script" or "style")
                at = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
        }
        if (open.Count > 0)
            throw new FormatException("not closed: " + string.Join(", ", open));
        return found;
    }

    /// <summary>The text of the element with an id, as it stands in the source.</summary>
    public static string Raw(string html, string id)
    {
        var start = html.IndexOf('>', html.IndexOf($"id=\"{id}\"", StringComparison.Ordinal)) + 1;
        return html[start..html.IndexOf('<', start)];
    }

    [GeneratedRegex("""\G<(?<close>/?)(?<name>[a-z][a-z0-9]*)(?:\s+[a-zA-Z][\w:-]*(?:="[^"<]*")?)*\s*/?>""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s([a-zA-Z][\w:-]*)=""([^""]*)""")]
    private static partial Regex Attribute();
}
