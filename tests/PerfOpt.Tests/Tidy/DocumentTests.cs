using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Tidy;

public sealed class DocumentTests
{
    [Fact]
    public void The_causes_in_the_documents_are_the_causes_in_the_code()
    {
        IEnumerable<string> written = SourceTree.Lines("docs/causes/README.md")
            .Select(line => Regex.Match(line, @"^\| \[?`([a-z0-9-]+)`"))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value);
        IEnumerable<string> coded = typeof(RootCause).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name);

        written.ShouldBe(coded);
    }

    [Fact]
    public void Each_page_of_a_cause_is_linked_from_the_list()
    {
        string list = SourceTree.Read("docs/causes/README.md");
        SourceTree.Files
            .Where(file => Path.GetDirectoryName(file) == "docs/causes" && Path.GetFileName(file) != "README.md")
            .Select(file => Path.GetFileName(file))
            .Where(page => !list.Contains($"({page})", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Links_lead_to_files_that_exist()
    {
        var broken = new List<string>();
        foreach (string file in SourceTree.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)))
        {
            string text = Regex.Replace(SourceTree.Read(file), @"(?ms)^\s*```.*?^\s*```|`[^`\n]*`", "");
            foreach (Match link in Regex.Matches(text, @"\]\(([^)\s#]+)(#[^)\s]*)?\)"))
            {
                string target = link.Groups[1].Value;
                if (target.Contains("://", StringComparison.Ordinal)
                    || target.StartsWith("mailto:", StringComparison.Ordinal))
                    continue;
                string path = Path.Combine(SourceTree.Root, Path.GetDirectoryName(file)!, target);
                if (!File.Exists(path) && !Directory.Exists(path))
                    broken.Add($"{file}: {target}");
            }
        }
        broken.ShouldBeEmpty();
    }
}
