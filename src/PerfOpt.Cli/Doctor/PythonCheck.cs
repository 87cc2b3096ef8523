using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfOpt.Cli.Doctor;

/// <summary>
/// Interpreters on the path, of pyenv and in /usr/bin, and whether they can be profiled. Nothing is run: the version is
/// read from the interpreter's real name or from the folder of its library.
/// </summary>
public sealed partial class PythonCheck : IDoctorCheck
{
    private const int OldestMinor = 8;
    private const int NewestMinor = 14;
    private const string Name = "Python";

    /// <inheritdoc />
    public CheckResult Run(IMachine machine)
    {
        List<Version> found =
            [.. Candidates(machine).Distinct().Select(path => VersionOf(path, machine)).OfType<Version>()];
        List<Version> supported = [.. found.Where(IsSupported).Distinct().Order()];
        string range = string.Create(CultureInfo.InvariantCulture, $"3.{OldestMinor} to 3.{NewestMinor}");
        if (supported.Count == 0)
        {
            string others = found.Count == 0 ? "no interpreter found" : $"only {List(found)} found";
            return new CheckResult(Name, CheckStatus.Failed, $"{others}; CPython {range} can be profiled",
                "sudo apt-get install python3");
        }

        List<Version> rest = [.. found.Where(version => !IsSupported(version)).Distinct().Order()];
        return rest.Count == 0
            ? new CheckResult(Name, CheckStatus.Ok, List(supported))
            : new CheckResult(Name, CheckStatus.Ok, $"{List(supported)} (not for profiling: {List(rest)})");
    }

    /// <summary>
    /// The version that an interpreter's path tells; null where it tells none, such as for a wrapper script.
    /// </summary>
    public static Version? VersionOf(string path, IMachine machine)
    {
        string real = machine.Resolve(path);
        if (NameWithVersion().Match(Path.GetFileName(real)) is { Success: true } name)
            return Version.Parse(name.Groups[1].ValueSpan);
        string library = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(real)) ?? "/", "lib");
        return machine.Entries(library)
            .Select(entry => NameWithVersion().Match(Path.GetFileName(entry)))
            .Where(match => match.Success)
            .Select(match => Version.Parse(match.Groups[1].ValueSpan))
            .Order()
            .LastOrDefault();
    }

    private static IEnumerable<string> Candidates(IMachine machine)
    {
        IEnumerable<string> path = (machine.Variable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        string pyenv = machine.Variable("PYENV_ROOT") ?? Path.Combine(machine.Variable("HOME") ?? "/", ".pyenv");
        IEnumerable<string> versions = machine.Entries(Path.Combine(pyenv, "versions"))
            .Select(folder => Path.Combine(folder, "bin"));
        return from folder in path.Append("/usr/bin").Concat(versions)
               where !folder.StartsWith(Path.Combine(pyenv, "shims"), StringComparison.Ordinal)
               let interpreter = Path.Combine(folder, "python3")
               where machine.FileExists(interpreter)
               select interpreter;
    }

    private static bool IsSupported(Version version) =>
        version is { Major: 3, Minor: >= OldestMinor and <= NewestMinor };

    private static string List(IEnumerable<Version> versions) => string.Join(", ", versions.Distinct().Order());

    [GeneratedRegex(@"^python(3\.\d{1,3})$")]
    private static partial Regex NameWithVersion();
}
