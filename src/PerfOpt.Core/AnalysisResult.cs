using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core;

/// <summary>The report, the profile behind it, and how the analysis ended.</summary>
/// <param name="Report">The report.</param>
/// <param name="Profile">For the profile's files; null when there is none.</param>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Failure">Why the target could not be measured whole; null when it could.</param>
public sealed record AnalysisResult(ReportDocument Report, StackProfile? Profile, int ExitCode, string? Failure);
