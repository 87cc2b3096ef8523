using System.Text.Json;

namespace PerfOpt.AcceptanceTests;

/// <summary>How one call of the command ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Report">The <c>report.json</c> in the newest report folder; null where none was written.</param>
/// <param name="ReportFolder">That folder.</param>
public sealed record PerfOptResult(
    int ExitCode, string Output, string Error, JsonElement? Report, string? ReportFolder);
