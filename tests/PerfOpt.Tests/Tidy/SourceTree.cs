using System.Text.RegularExpressions;

namespace PerfOpt.Tests.Tidy;

/// <summary>The files of the checkout that are ours: what git tracks or would track.</summary>
internal static class SourceTree
{
    private static readonly string[] s_generated =
        ["artifacts", "node_modules", ".git", ".perfopt", "__pycache__", ".vs"];

    public static string Root { get; } = FindRoot();

    /// <summary>All files, relative to the root, with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Walk(Root).Select(path => Path.GetRelativePath(Root, path)).Order(StringComparer.Ordinal)];

    /// <summary>C# files below a folder.</summary>
    public static IEnumerable<string> CSharp(string folder) =>
        Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal)
            && file.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Code that people read: C#, Python, Razor and shell scripts.</summary>
    public static IEnumerable<string> Code =>
        Files.Where(file => Path.GetExtension(file) is ".cs" or ".py" or ".razor" or ".sh" || IsScript(file));

    /// <summary>Text that we write: code, documents and settings, without data and lock files.</summary>
    public static IEnumerable<string> Text => Code.Concat(Files.Where(file =>
        (Path.GetExtension(file) is ".md" or ".csproj" or ".props" or ".slnx" or ".yaml" or ".yml" or ".css" or ".js"
            or ".json")
        && !file.EndsWith("packages.lock.json", StringComparison.Ordinal)));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>A C# file's text with comments and the contents of its strings blanked.</summary>
    public static string CodeOf(string file) => Regex.Replace(
        Read(file),
        """"""(?s)(\"{3,}).*?\1|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\])'|//[^\n]*|/\*.*?\*/"""""",
        match => match.Value.StartsWith('/') ? "" : "\"\"");

    private static bool IsScript(string file)
    {
        if (Path.GetExtension(file).Length > 0 && !file.StartsWith(".ci/", StringComparison.Ordinal))
            return false;
        using StreamReader reader = File.OpenText(Path.Combine(Root, file));
        var start = new char[2];
        return reader.Read(start, 0, 2) == 2 && start[0] == '#' && start[1] == '!';
    }

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder))
        {
            // In a linked worktree .git is a file.
            if (Path.GetFileName(file) != ".git")
                yield return file;
        }
        foreach (string child in Directory.EnumerateDirectories(folder))
        {
            if (s_generated.Contains(Path.GetFileName(child)))
                continue;
            foreach (string file in Walk(child))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "perfopt.slnx")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException("The checkout was not found above " + AppContext.BaseDirectory);
    }
}
