using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>Tells by a file's name whose code it is.</summary>
public static class PythonOrigins
{
    private static readonly string[] PackageFolders = ["/site-packages/", "/dist-packages/"];

    /// <summary>The origin of a frame.</summary>
    /// <param name="file">The file as an absolute path, or a name such as <c>&lt;string&gt;</c>.</param>
    /// <param name="libraryFolders">
    /// Folders of the interpreter's standard library, each with a slash at its end.
    /// </param>
    public static FrameOrigin Of(string file, IReadOnlyList<string> libraryFolders)
    {
        if (file.Length == 0 || file.StartsWith("<frozen ", StringComparison.Ordinal))
            return FrameOrigin.Runtime;
        if (file[0] == '<')
            return FrameOrigin.Own;
        foreach (var folder in PackageFolders)
        {
            if (file.Contains(folder, StringComparison.Ordinal))
                return FrameOrigin.Library;
        }
        foreach (var folder in libraryFolders)
        {
            if (file.StartsWith(folder, StringComparison.Ordinal))
                return FrameOrigin.Runtime;
        }
        return FrameOrigin.Own;
    }

    /// <summary>
    /// Folders where the standard library of an interpreter may be, from where its executable and its shared library
    /// lie: <c>PREFIX/bin/python3</c> and <c>PREFIX/lib/libpython3.so</c> both have it in <c>PREFIX/lib/python3.N</c>.
    /// </summary>
    public static IReadOnlyList<string> LibraryFolders(int minor, params ReadOnlySpan<string> binaries)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var binary in binaries)
        {
            var folder = Path.GetDirectoryName(binary);
            for (var level = 0; level < 3 && !string.IsNullOrEmpty(folder) && folder != "/"; level++)
            {
                foreach (var library in (ReadOnlySpan<string>)["lib", "lib64"])
                    folders.Add($"{folder}/{library}/python3.{minor}/");
                folder = Path.GetDirectoryName(folder);
            }
        }
        foreach (var library in (ReadOnlySpan<string>)["lib", "lib64"])
            folders.Add($"/usr/{library}/python3.{minor}/");
        return [.. folders];
    }

    /// <summary>
    /// The file's absolute path where the name is one of a file; other names as they are. A name with a null character,
    /// which memory that is being torn down may show, is none: it gives the empty name.
    /// </summary>
    public static string Absolute(string file, string workingDirectory) =>
        file.Contains('\0', StringComparison.Ordinal) ? ""
        : file.Length == 0 || file[0] == '<' || (file[0] != '/' && workingDirectory.Length == 0)
            ? file
            : Path.GetFullPath(file, workingDirectory.Length == 0 ? "/" : workingDirectory);
}
