using System.Text.RegularExpressions;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>
/// Reads commands that start Python: an interpreter with its options
/// (https://docs.python.org/3/using/cmdline.html), or a script whose first line names one.
/// </summary>
public static partial class PythonInvocationParser
{
    private const int ShebangBytes = 512;
    private const string ValueOptions = "WXcm";
    private static readonly string[] SearchPath =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Takes a command apart; null where it starts no Python that can be seen from here.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    public static PythonInvocation? Parse(IReadOnlyList<string> command, string workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.Count == 0)
            return null;
        if (PythonName().IsMatch(Path.GetFileName(command[0])))
            return Options(command);
        var file = Resolve(command[0], workingDirectory);
        var shebang = file is null ? null : Shebang(file);
        return shebang is null ? null : Options([.. shebang, file!, .. command.Skip(1)]);
    }

    private static PythonInvocation Options(IReadOnlyList<string> command)
    {
        var flags = new List<string>();
        var ignores = false;
        for (var at = 1; at < command.Count; at++)
        {
            var word = command[at];
            if (word is "-" or "--" || word.Length == 0 || word[0] != '-')
            {
                var kind = word is "-" or "--" ? PythonTarget.Other : PythonTarget.Script;
                return Make(kind, word, at + 1);
            }
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                flags.Add(word);
                if (word == "--check-hash-based-pycs" && at + 1 < command.Count)
                    flags.Add(command[++at]);
                continue;
            }
            var option = word.AsSpan(1).IndexOfAny(ValueOptions);
            var letters = option < 0 ? word[1..] : word[1..(option + 1)];
            ignores |= letters.AsSpan().IndexOfAny("IES") >= 0;
            if (option < 0)
            {
                flags.Add(word);
                continue;
            }
            var rest = word[(option + 2)..];
            var letter = word[option + 1];
            if (letter is 'c' or 'm')
            {
                if (letters.Length > 0)
                    flags.Add("-" + letters);
                var value = rest.Length > 0 ? rest : at + 1 < command.Count ? command[++at] : "";
                return Make(letter == 'c' ? PythonTarget.Code : PythonTarget.Module, value, at + 1);
            }
            flags.Add(word);
            if (rest.Length == 0 && at + 1 < command.Count)
                flags.Add(command[++at]);
        }
        return Make(PythonTarget.Other, "", command.Count);

        PythonInvocation Make(PythonTarget kind, string target, int arguments) => new()
        {
            Interpreter = command[0],
            Flags = flags,
            Kind = kind,
            Target = target,
            Arguments = [.. command.Skip(arguments)],
            IgnoresEnvironment = ignores,
        };
    }

    private static string? Resolve(string program, string workingDirectory)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(program, workingDirectory);
            return File.Exists(path) ? path : null;
        }
        return SearchPath.Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);
    }

    private static List<string>? Shebang(string file)
    {
        var buffer = new byte[ShebangBytes];
        int length;
        try
        {
            using var stream = File.OpenRead(file);
            length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        var text = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        if (!text.StartsWith("#!", StringComparison.Ordinal) || end < 0)
            return null;
        var words = text[2..end].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 0 && Path.GetFileName(words[0]) == "env")
        {
            words.RemoveAt(0);
            while (words.Count > 0 && (words[0][0] == '-' || words[0].Contains('=', StringComparison.Ordinal)))
                words.RemoveAt(0);
        }
        return words.Count > 0 && PythonName().IsMatch(Path.GetFileName(words[0])) ? words : null;
    }

    [GeneratedRegex(@"^python(\d+(\.\d+)*)?[a-z]*$")]
    private static partial Regex PythonName();
}
