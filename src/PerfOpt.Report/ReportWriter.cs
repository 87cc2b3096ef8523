using System.Globalization;
using System.Text;
using PerfOpt.Core.Model;
using PerfOpt.Report.Html;
using PerfOpt.Report.Json;
using PerfOpt.Report.Markdown;

namespace PerfOpt.Report;

/// <summary>
/// Writes <c>report.json</c>, <c>report.md</c> and <c>report.html</c>. Each appears whole or not at all, and the
/// JSON, of which the others are renderings, comes first, so that a later failure loses nothing.
/// </summary>
public static class ReportWriter
{
    /// <summary>The data.</summary>
    public const string JsonName = "report.json";

    /// <summary>As Markdown.</summary>
    public const string MarkdownName = "report.md";

    /// <summary>As a page.</summary>
    public const string HtmlName = "report.html";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes the three files, making the folder where it is missing.</summary>
    /// <returns>The paths, JSON first.</returns>
    /// <exception cref="PerfOptException">
    /// A file could not be written; exit code 4. The message names the file that holds what was measured, where it
    /// could be saved.
    /// </exception>
    public static async Task<IReadOnlyList<string>> WriteAsync(
        ReportDocument report, string directory, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        var json = ReportJson.Write(report);
        var path = Path.Combine(directory, JsonName);
        try
        {
            Directory.CreateDirectory(directory);
            await ReplaceAsync(path, json, cancellationToken);
            path = Path.Combine(directory, MarkdownName);
            await ReplaceAsync(path, Utf8.GetBytes(MarkdownReport.Render(report)), cancellationToken);
            path = Path.Combine(directory, HtmlName);
            await ReplaceAsync(path, Utf8.GetBytes(await HtmlReport.RenderAsync(report)), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw await FailedAsync(e, path, json);
        }
        return [Path.Combine(directory, JsonName), Path.Combine(directory, MarkdownName), path];
    }

    /// <summary>A file beside the old one, flushed, then put in its place in one step.</summary>
    private static async Task ReplaceAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8] + ".tmp";
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                await file.WriteAsync(content, cancellationToken);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<PerfOptException> FailedAsync(Exception cause, string path, byte[] json)
    {
        var isData = path.EndsWith(JsonName, StringComparison.Ordinal);
        var kept = isData
            ? await SaveElsewhereAsync(json)
            : Path.Combine(Path.GetDirectoryName(path) ?? "", JsonName);
        var loss = kept is null
            ? "It could not be saved in the temporary directory either"
            : $"Nothing measured is lost: it is in {SafeText.Line(kept)}";
        return new PerfOptException(
            $"The report could not be written to {SafeText.Line(path)}: {Reason(cause)}. {loss}.",
            Mend(cause, path), ExitCodes.EnvironmentNotReady);
    }

    private static async Task<string?> SaveElsewhereAsync(byte[] json)
    {
        var name = "perfopt-report-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8] + ".json";
        var path = Path.Combine(Path.GetTempPath(), name);
        try
        {
            await ReplaceAsync(path, json, CancellationToken.None);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string Reason(Exception cause) => IsFull(cause)
        ? "no space is left on the device"
        : SafeText.Line(cause.Message).TrimEnd('.');

    private static string Mend(Exception cause, string path)
    {
        var directory = ShellWords.Join([Path.GetDirectoryName(Path.GetFullPath(path)) ?? "."]);
        if (IsFull(cause))
            return $"free some space (df -h {directory}) or write elsewhere with --out DIR";
        return $"make the folder writable (ls -ld {directory}) or write elsewhere with --out DIR";
    }

    /// <summary>ENOSPC (28) and EDQUOT (122) of Linux, which .NET puts into the result's code.</summary>
    private static bool IsFull(Exception cause) => cause is IOException && cause.HResult is 28 or 122
        || (cause.HResult & 0xFFFF) == 0x70;
}
