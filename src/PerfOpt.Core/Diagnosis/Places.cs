using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Words places for the report: files relative to the working directory where they lie below it.</summary>
/// <param name="workingDirectory">An absolute path.</param>
public sealed class Places(string workingDirectory)
{
    private readonly string _prefix = workingDirectory.EndsWith('/') ? workingDirectory : workingDirectory + "/";

    /// <summary>A file for the report.</summary>
    public string File(string file) =>
        file.StartsWith(_prefix, StringComparison.Ordinal) ? file[_prefix.Length..] : file;

    /// <summary>A place as <c>file:line</c>.</summary>
    public string Of(string file, int line) => $"{File(file)}:{line}";

    /// <summary>A frame as a location.</summary>
    public Location Location(FrameInfo frame, int? endLine = null) =>
        new(File(frame.File), frame.Line, endLine > frame.Line ? endLine : null, ShortName(frame.Symbol));

    /// <summary>A line of a function as a location.</summary>
    public Location Location(FunctionKey function, int line, int? endLine = null) =>
        new(File(function.File), line, endLine > line ? endLine : null, ShortName(function.Symbol));

    /// <summary>A symbol without the marks of where it was defined.</summary>
    public static string ShortName(string symbol) => symbol.Replace("<locals>.", "", StringComparison.Ordinal);
}
