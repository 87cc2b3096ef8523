using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>The example on the page of a cause is an example of it.</summary>
public sealed class CausePageTests
{
    private static readonly string s_pages = Path.Combine(Repository.Root, "docs", "causes");

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(s_pages, "*.md").Select(page => Path.GetFileNameWithoutExtension(page))
            .Where(name => name != "README"),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_example_of_a_page_shows_its_cause(string page)
    {
        string text = await File.ReadAllTextAsync(
            Path.Combine(s_pages, page + ".md"), TestContext.Current.CancellationToken);
        MatchCollection examples = Regex.Matches(text, "^```python\n(.*?)^```$",
            RegexOptions.Singleline | RegexOptions.Multiline);
        examples.ShouldNotBeEmpty();
        foreach (Match example in examples)
        {
            using var command = new PerfOptCommand();
            command.Write("example.py", example.Groups[1].Value);

            PerfOptResult result = await command.RunAsync(
                "analyze", "--runs", "3", "--warmups", "0", "--format", "json", "--", "python3", "example.py");

            JsonElement report = result.ShouldBeWhole();
            report.List("bottlenecks").Select(b => b.Text("rootCause")).FirstOrDefault()
                .ShouldBe(page, report.Findings());
        }
    }
}
