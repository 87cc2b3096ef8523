using PerfOpt.Core.Model;

namespace PerfOpt.Cli.Commands;

/// <summary>A file that the user names.</summary>
public static class InputFile
{
    /// <summary>The absolute path of a file that exists and may be read; null where none was named.</summary>
    /// <exception cref="PerfOptException">It does not exist or may not be read (exit code 2).</exception>
    public static string? Require(string option, string? path, CommandContext context)
    {
        if (path is null)
            return null;
        string full = Path.GetFullPath(path, context.WorkingDirectory);
        try
        {
            // Opening is the one honest test of whether it may be read; a pipe has no length, and opening it may block.
            if (new FileInfo(full) is { Exists: true, Length: > 0 })
                File.OpenHandle(full).Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            throw new PerfOptException($"{option}: '{path}' may not be read", $"chmod u+r '{path}'", ExitCodes.Usage);
        }

        return File.Exists(full)
            ? full
            : throw new PerfOptException($"{option}: there is no file '{path}'",
                Directory.Exists(full) ? "name a file, not a folder" : "check the path", ExitCodes.Usage);
    }
}
