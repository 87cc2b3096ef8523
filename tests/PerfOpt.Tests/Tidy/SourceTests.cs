using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Tidy;

/// <summary>The conventions that a reader relies on. A real exception is listed here, with its reason.</summary>
public sealed class SourceTests
{
    private const int MostLines = 400;
    private const int LongestLine = 120;

    // file -> why it may be longer
    private static readonly Dictionary<string, string> s_mayBeLong = new(StringComparer.Ordinal);

    // file -> why it bears the name of a family and not of a type
    private static readonly Dictionary<string, string> s_families = new(StringComparer.Ordinal)
    {
        ["src/PerfOpt.Core/Profiles/SourceFacts.cs"] = "small records of one reader, read together",
        ["src/PerfOpt.Core/Profiles/Statements.cs"] = "small records of one log, read together",
    };

    // file -> why its lines may be wider
    private static readonly Dictionary<string, string> s_mayBeWide = new(StringComparer.Ordinal);

    [Fact]
    public void Files_are_short() => Offences(SourceTree.Code.Except(s_mayBeLong.Keys), file =>
        SourceTree.Lines(file).Length is var count && count > MostLines ? [$"{count} lines"] : []).ShouldBeEmpty();

    [Fact]
    public void Lines_are_narrow() => Offences(SourceTree.Code.Except(s_mayBeWide.Keys), file =>
        Numbered(file).Where(line => line.Text.Length > LongestLine)
            .Select(line => $"{line.Number}: {line.Text.Length} characters")).ShouldBeEmpty();

    [Fact]
    public void Lines_end_without_blanks() => Offences(SourceTree.Code, file =>
        Numbered(file).Where(line => line.Text.Length > 0 && char.IsWhiteSpace(line.Text[^1]))
            .Select(line => line.Number.ToString(CultureInfo.InvariantCulture))).ShouldBeEmpty();

    [Fact]
    public void A_file_is_named_after_a_type_in_it() => Offences(
        SourceTree.CSharp("src").Where(NotTopLevel).Except(s_families.Keys), file =>
    {
        // A part of a partial type may say which part it is: Reader.Frames.cs
        string name = Path.GetFileNameWithoutExtension(file).Split('.')[0];
        string declared = $@"\b(class|struct|record|interface|enum|delegate [\w<>]+)\s+{Regex.Escape(name)}\b";
        return Regex.IsMatch(SourceTree.CodeOf(file), declared) ? [] : [$"declares no {name}"];
    }).ShouldBeEmpty();

    [Fact]
    public void A_namespace_is_its_folder() => Offences(
        SourceTree.CSharp("src").Concat(SourceTree.CSharp("tests")).Where(NotTopLevel), file =>
        {
            string folder = Path.GetDirectoryName(file)!;
            string wanted = folder[(folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.');
            Match found = Regex.Match(SourceTree.CodeOf(file), @"^namespace ([\w.]+);", RegexOptions.Multiline);
            return found.Success && found.Groups[1].Value == wanted
                ? []
                : [$"has '{found.Groups[1].Value}', not '{wanted}'"];
        }).ShouldBeEmpty();

    [Fact]
    public void Type_names_are_nouns_of_the_domain() => Offences(SourceTree.CSharp("src"), file =>
        Regex.Matches(SourceTree.CodeOf(file), @"\b(?:class|struct|record|interface)\s+(\w+)")
            .Select(match => match.Groups[1].Value)
            .Where(name => Regex.IsMatch(name, "(Manager|Helper|Helpers|Util|Utils|Utilities|Base|Impl)$")))
        .ShouldBeEmpty();

    [Theory]
    [InlineData(@"\bcatch\s*\(\s*(System\.)?Exception\b(?![^{]*\bwhen\b)", "catches everything")]
    [InlineData(@"\bcatch\s*(\{|\n)", "catches everything")]
    [InlineData(@"\bcatch\b[^{]*\{\s*\}", "swallows an exception")]
    [InlineData(@"\bNotImplementedException\b", "is not finished")]
    [InlineData(@"\bDateTime(Offset)?\.(Utc)?Now\b", "reads the clock of the wall; take a TimeProvider")]
    [InlineData(@"\bSkip\s*=", "skips a test")]
    [InlineData(@"\bAssert\.True\(true\)", "asserts nothing")]
    public void Code_has_none_of(string pattern, string why)
    {
        // The one place where every exception is caught stands at the program's edge.
        IEnumerable<string> files = SourceTree.CSharp("src").Concat(SourceTree.CSharp("tests"))
            .Where(file => why != "catches everything" || file != "src/PerfOpt.Cli/Program.cs");
        Offences(files, file => Regex.Matches(SourceTree.CodeOf(file), pattern).Select(_ => why)).ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_marked_for_later() => Offences(SourceTree.Code.Where(NotTidy), file =>
        Numbered(file).Where(line => Regex.IsMatch(line.Text, @"\b(TODO|FIXME|HACK|XXX)\b"))
            .Select(line => $"{line.Number}: {line.Text.Trim()}")).ShouldBeEmpty();

    [Fact]
    public void No_path_of_a_machine_and_no_registry_is_named() => Offences(SourceTree.Text.Where(NotTidy), file =>
        Numbered(file)
            .Where(line => Regex.IsMatch(line.Text, @"(?<![\w.~}-])/(root|work)(?![\w-])|(?<![\w.~-])/home/[a-z]")
                || Regex.IsMatch(line.Text, @"api\.nuget\.org|registry\.npmjs\.org|pypi\.org|deb\.debian\.org"))
            .Select(line => $"{line.Number}: {line.Text.Trim()}")).ShouldBeEmpty();

    [Fact]
    public void The_list_of_exceptions_holds_only_files_that_exist() =>
        s_mayBeLong.Keys.Concat(s_mayBeWide.Keys).Concat(s_families.Keys).Except(SourceTree.Files).ShouldBeEmpty();

    private static List<string> Offences(IEnumerable<string> files, Func<string, IEnumerable<string>> judge)
    {
        List<string> judged = [.. files];
        judged.ShouldNotBeEmpty();
        return [.. judged.SelectMany(file => judge(file).Select(offence => $"{file}: {offence}"))];
    }

    private static IEnumerable<(int Number, string Text)> Numbered(string file) =>
        SourceTree.Lines(file).Select((text, index) => (index + 1, text));

    // These rules name what they ban.
    private static bool NotTidy(string file) => !file.StartsWith("tests/PerfOpt.Tests/Tidy/", StringComparison.Ordinal);

    // Top-level statements and lists of assembly attributes declare no type and have no namespace.
    private static bool NotTopLevel(string file) =>
        Path.GetFileName(file) is not ("Program.cs" or "GlobalUsings.cs" or "AssemblyInfo.cs");
}
