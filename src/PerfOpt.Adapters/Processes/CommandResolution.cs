using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Model;
using PerfOpt.Core.Text;

namespace PerfOpt.Adapters.Processes;

/// <summary>Finds the file of a command as <c>execvp(3)</c> does, by the target's directory and <c>PATH</c>.</summary>
public static class CommandResolution
{
    private const string DefaultPath = "/bin:/usr/bin";
    private const int MayExecute = 1;

    /// <summary>What runs a file of this ending that is no program itself.</summary>
    private static readonly Dictionary<string, string> Interpreters = new(StringComparer.Ordinal)
    {
        [".py"] = "python3", [".js"] = "node", [".mjs"] = "node", [".cjs"] = "node", [".sh"] = "sh", [".bash"] = "bash",
        [".dll"] = "dotnet", [".rb"] = "ruby", [".pl"] = "perl",
    };

    /// <summary>Finds it.</summary>
    /// <param name="command">The program, and its arguments.</param>
    /// <param name="directory">Where it will run.</param>
    /// <param name="searchPath">The target's <c>PATH</c>; null where it has none.</param>
    /// <returns>An absolute path.</returns>
    /// <exception cref="PerfOptException">There is none, or it may not be executed (exit code 3).</exception>
    public static string Resolve(IReadOnlyList<string> command, string directory, string? searchPath)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Count == 0 || command[0].Length == 0)
            throw Failure("no command to run", "perfopt analyze -- python3 app.py");
        if (command.Any(word => word.Contains('\0', StringComparison.Ordinal)))
            throw Failure("the command holds a NUL character, which no program can be given", "Remove it");
        directory = Path.GetFullPath(directory);
        if (!Directory.Exists(directory))
            throw Failure($"no such working directory: {directory}", $"mkdir -p {Quote(directory)}");
        string name = command[0];
        if (name.Contains('/', StringComparison.Ordinal))
            return Check(name, Path.Combine(directory, name));

        string[] folders = (searchPath ?? DefaultPath).Split(':')
            .Select(folder => Path.Combine(directory, folder)).Distinct().ToArray();
        string? refused = null;
        foreach (string folder in folders)
        {
            string candidate = Path.Combine(folder, name);
            if (!File.Exists(candidate))
                continue;
            if (Libc.access(candidate, MayExecute) == 0)
                return candidate;
            refused ??= candidate;
        }
        if (refused is not null)
            throw NotExecutable(refused, refused);
        throw NotFound(name, directory, folders);
    }

    private static string Check(string name, string path)
    {
        if (Directory.Exists(path))
        {
            throw Failure(
                $"{name} is a directory, not a program",
                File.Exists(Path.Combine(path, "__main__.py"))
                    ? $"perfopt analyze -- python3 {Quote(name)}"
                    : $"Name a program in it: ls {Quote(name)}");
        }
        if (!File.Exists(path))
        {
            string folder = Path.GetDirectoryName(path) ?? "/";
            string typed = name[..(name.LastIndexOf('/') + 1)];
            string? near = Directory.Exists(folder)
                ? Spelling.Nearest(Path.GetFileName(name), NamesIn(folder))
                : null;
            throw Failure(
                $"no such program: {name}",
                near is null ? $"ls {Quote(typed)}" : $"Did you mean {typed}{near}?");
        }
        return Libc.access(path, MayExecute) == 0 ? path : throw NotExecutable(name, path);
    }

    private static PerfOptException NotExecutable(string name, string path) => Failure(
        $"permission denied: {name} is not executable",
        Interpreters.TryGetValue(Path.GetExtension(path), out string? interpreter)
            ? $"perfopt analyze -- {interpreter} {Quote(name)}"
            : $"chmod +x {Quote(name)}");

    private static PerfOptException NotFound(string name, string directory, string[] folders)
    {
        string here = Path.Combine(directory, name);
        string message = $"no such program: {name}";
        if (File.Exists(here))
        {
            string mend = Interpreters.TryGetValue(Path.GetExtension(name), out string? interpreter)
                ? $"perfopt analyze -- {interpreter} {Quote(name)}"
                : $"perfopt analyze -- ./{Quote(name)}";
            return Failure($"{message} (a file of this name is in the working directory)", mend);
        }
        string? near = Spelling.Nearest(name, folders.SelectMany(NamesIn));
        return Failure(message, near is null
            ? $"Check the spelling, or install it: it is in none of the {folders.Length} folders of PATH"
            : $"Did you mean {near}?");
    }

    private static List<string> NamesIn(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).ToList()
                : [];
        }
        catch (UnauthorizedAccessException)
        {
            return []; // A folder that may not be listed suggests nothing.
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string Quote(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@%".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static PerfOptException Failure(string message, string mend) => new(message, mend, ExitCodes.TargetFailed);
}
