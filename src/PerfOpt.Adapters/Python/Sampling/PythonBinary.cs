using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>What an ELF file tells of the CPython in it.</summary>
internal sealed partial record PythonBinary
{
    private const int MaxConstants = 64 << 20;
    private const string RuntimeSymbol = "_PyRuntime";
    private const string CodeTypeSymbol = "PyCode_Type";
    private const string VersionSymbol = "Py_Version";
    private const string RuntimeSection = ".PyRuntime";

    /// <summary>Loadable segments.</summary>
    public required ElfImage Image { get; init; }

    /// <summary>Where <c>_PyRuntime</c> is before relocation; null before CPython 3.7.</summary>
    public ulong? Runtime { get; init; }

    /// <summary>Where <c>PyCode_Type</c> is.</summary>
    public ulong? CodeType { get; init; }

    /// <summary>Where <c>Py_Version</c> is; from 3.11.</summary>
    public ulong? VersionWord { get; init; }

    /// <summary>The version that the constants and the name tell; empty where they do not.</summary>
    public required string VersionText { get; init; }

    /// <summary>Looks for a CPython in a file; null where there is none.</summary>
    /// <param name="file">The file; closed afterwards.</param>
    /// <param name="path">Its name, which may tell the version.</param>
    public static PythonBinary? TryRead(Stream file, string path)
    {
        using (file)
        {
            if (ElfImage.TryRead(file) is not { } image)
                return null;
            var symbols = image.FindSymbols(RuntimeSymbol, CodeTypeSymbol, VersionSymbol);
            ulong? runtime = symbols.TryGetValue(RuntimeSymbol, out var address)
                ? address
                : image.FindSection(RuntimeSection)?.Address;
            if (runtime is null && !symbols.ContainsKey(CodeTypeSymbol))
                return null;
            return new PythonBinary
            {
                Image = image,
                Runtime = runtime,
                CodeType = symbols.TryGetValue(CodeTypeSymbol, out var code) ? code : null,
                VersionWord = symbols.TryGetValue(VersionSymbol, out var version) ? version : null,
                VersionText = symbols.TryGetValue(VersionSymbol, out var at)
                    && image.InitialNumber(at) is { } number && number >> 24 == 3
                        ? Format(number)
                        : FindVersion(image, path),
            };
        }
    }

    private static string FindVersion(ElfImage image, string path)
    {
        var named = NamedVersion().Match(Path.GetFileName(path)).Groups[1].Value;
        if (image.FindSection(".rodata") is not { } constants)
            return named;
        var bytes = image.Contents(constants, MaxConstants).AsSpan();
        ReadOnlySpan<string> candidates = named.Length > 0 ? [named] : ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13",
            "3.14"];
        foreach (var candidate in candidates)
        {
            if (FindConstant(bytes, candidate) is { } found)
                return found;
        }
        return named;
    }

    /// <summary>A constant such as <c>3.8.18</c>; the linker may have joined it with the end of a longer one.</summary>
    private static string? FindConstant(ReadOnlySpan<byte> bytes, string minor)
    {
        var pattern = System.Text.Encoding.ASCII.GetBytes(minor + ".");
        var before = (byte)0;
        while (bytes.IndexOf(pattern) is var at and >= 0)
        {
            before = at > 0 ? bytes[at - 1] : before;
            bytes = bytes[at..];
            var end = bytes.IndexOf((byte)0);
            if (end is > 0 and < 16 && (before is 0 or (byte)' '))
            {
                var text = System.Text.Encoding.ASCII.GetString(bytes[..end]);
                if (FullVersion().IsMatch(text))
                    return text;
            }
            before = bytes[0];
            bytes = bytes[1..];
        }
        return null;
    }

    /// <summary>Splits a version's text.</summary>
    public static (int Major, int Minor)? Parse(string version)
    {
        var parts = version.Split('.');
        return parts.Length >= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture,
            out var major)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            ? (major, minor)
            : null;
    }

    /// <summary>The text of a version word, 0xMMmmppLS.</summary>
    public static string Format(uint word)
    {
        var level = (word >> 4 & 15) switch { 0xa => "a", 0xb => "b", 0xc => "rc", _ => "" };
        var serial = level.Length == 0 ? "" : (word & 15).ToString(CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture,
            $"{word >> 24}.{word >> 16 & 255}.{word >> 8 & 255}{level}{serial}");
    }

    [GeneratedRegex(@"python(\d\.\d{1,2})")]
    private static partial Regex NamedVersion();

    [GeneratedRegex(@"^\d\.\d{1,2}\.\d{1,3}((a|b|rc)\d{1,2})?\+?$")]
    private static partial Regex FullVersion();
}
