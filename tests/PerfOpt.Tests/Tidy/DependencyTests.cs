using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Tidy;

/// <summary>Arrows point down: Cli, then Report and Adapters, then Core.</summary>
public sealed class DependencyTests
{
    // What two adapters share because it is the operating system's, not a technology's.
    private static readonly string[] s_sharedAdapters = ["Linux", "Processes"];

    [Theory]
    [InlineData("Core", "")]
    [InlineData("Report", "Core")]
    [InlineData("Adapters", "Core")]
    [InlineData("Cli", "Adapters Report")]
    public void Projects_refer_downwards(string project, string allowed)
    {
        string file = $"src/PerfOpt.{project}/PerfOpt.{project}.csproj";
        IEnumerable<string> referred = XDocument.Parse(SourceTree.Read(file)).Descendants("ProjectReference")
            .Select(node => Path.GetFileNameWithoutExtension((string)node.Attribute("Include")!)["PerfOpt.".Length..]);

        referred.Except(allowed.Split(' ').Append(project == "Cli" ? "Core" : "")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Core", "Core")]
    [InlineData("Report", "Core Report")]
    [InlineData("Adapters", "Core Adapters")]
    public void Sources_name_only_what_is_below(string project, string allowed) =>
        SourceTree.CSharp($"src/PerfOpt.{project}")
            .SelectMany(file => Named(file).Select(name => (File: file, Name: name)))
            .Where(use => !allowed.Split(' ').Contains(use.Name.Split('.')[1]))
            .Select(use => $"{use.File} names {use.Name}")
            .ShouldBeEmpty();

    [Theory]
    [InlineData("Model")]
    [InlineData("Statistics")]
    public void The_lowest_folders_of_Core_name_none_of_ours(string folder) =>
        SourceTree.CSharp($"src/PerfOpt.Core/{folder}")
            .SelectMany(file => Named(file).Select(name => (File: file, Name: name)))
            .Where(use => use.Name != $"PerfOpt.Core.{folder}")
            .Select(use => $"{use.File} names {use.Name}")
            .ShouldBeEmpty();

    [Fact]
    public void Adapters_do_not_see_one_another()
    {
        string[] rooms = [.. SourceTree.CSharp("src/PerfOpt.Adapters").Select(Room).Distinct()];
        SourceTree.CSharp("src/PerfOpt.Adapters")
            .SelectMany(file => Named(file)
                .Where(name => name.StartsWith("PerfOpt.Adapters.", StringComparison.Ordinal))
                .Select(name => (File: file, Other: name.Split('.')[2])))
            .Where(use => rooms.Contains(use.Other) && use.Other != Room(use.File)
                && !s_sharedAdapters.Contains(use.Other))
            .Select(use => $"{use.File} sees {use.Other}")
            .ShouldBeEmpty();
    }

    private static string Room(string file) => file.Split('/')[2];

    // Namespaces of ours that a file names outside its own declaration, by using or in full.
    private static IEnumerable<string> Named(string file) =>
        Regex.Matches(Regex.Replace(SourceTree.CodeOf(file), @"^namespace [\w.]+;", "", RegexOptions.Multiline),
                @"\bPerfOpt\.(?:Core|Adapters|Report|Cli|Agent)(?:\.[A-Z]\w*)?")
            .Select(match => match.Value)
            .Distinct();
}
