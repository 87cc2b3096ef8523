using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Model;
using PerfOpt.Core.Strategy;

namespace PerfOpt.Core.Reporting;

/// <summary>What the steps made, before it becomes a report.</summary>
public sealed record ReportParts
{
    /// <summary>What was analysed.</summary>
    public required TargetInfo Target { get; init; }

    /// <summary>On what machine.</summary>
    public required EnvironmentInfo Environment { get; init; }

    /// <summary>Step 1; null when no run was measured.</summary>
    public required Baseline? Baseline { get; init; }

    /// <summary>Step 2 and the attribution of time.</summary>
    public required DiagnosisInput Input { get; init; }

    /// <summary>Steps 3 and 4; null without a baseline.</summary>
    public required Plan? Plan { get; init; }

    /// <summary>What was not looked at.</summary>
    public required IReadOnlyList<Gap> Gaps { get; init; }

    /// <summary>Why the target could not be measured whole; null when it could.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the user stopped it.</summary>
    public bool Interrupted { get; init; }
}
