using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// <c>missing-index</c>: a filter, join or sort read many more rows than it returned, and an index built on a copy
/// served it. Confirmed by the plan and by the very statements run on the copy without and with the index.
/// </summary>
public sealed class MissingIndex : IDetector
{
    private const double LeastShare = 0.005;

    /// <summary>What one call costs beside the engine's work: the driver and the interpreter.</summary>
    private const double SecondsPerCall = 4e-6;

    /// <inheritdoc />
    public RootCause Cause => RootCause.MissingIndex;

    /// <inheritdoc />
    public IEnumerable<Finding> Detect(DiagnosisInput input)
    {
        foreach (var trial in input.Observation.IndexTrials.Where(t => t.SameRows && t.SecondsAfter < t.SecondsBefore))
        {
            var finding = Describe(input, trial);
            if (input.Time.Share(finding.Gain.Seconds) >= LeastShare)
                yield return finding;
        }
    }

    private static Finding Describe(DiagnosisInput input, IndexTrial trial)
    {
        var statement = trial.Statement;
        var site = statement.CallSites[0];
        var seconds = statement.CallSites.Sum(s => SiteTime.Of(input, s));
        var engine = statement.Calls * trial.SecondsBefore;
        var ratio = (trial.SecondsAfter + SecondsPerCall) / (trial.SecondsBefore + SecondsPerCall);
        var saved = seconds > 0 ? seconds * (1 - ratio) : engine * (1 - ratio);
        var cost = seconds > 0 ? seconds : engine;
        var columns = string.Join(", ", trial.Columns);
        var read = trial.RowsReadBefore is { } rows
            ? $"reads {Figures.Count(rows)} rows to return {Figures.Count(trial.RowsReturned)}"
            : "reads the whole table";
        var name = Places.ShortName(site.Frame.Symbol);
        return new Finding
        {
            Cause = RootCause.MissingIndex,
            Title = $"{name} scans {trial.Table} for want of an index on {columns}",
            Status = BottleneckStatus.Confirmed,
            Location = input.Places.Location(site.Frame),
            Statement = statement.Fingerprint,
            Table = trial.Table,
            Seconds = cost,
            Explanation =
                $"Each of {Figures.Count(statement.Calls)} executions {read} ({SqlText.Short(trial.PlanBefore)}). "
                + $"On a copy of the database the index took one execution from {Figures.Time(trial.SecondsBefore)} "
                + $"to {Figures.Time(trial.SecondsAfter)} with the same rows.",
            Impact = $"The time grows with the table: twice the rows of {trial.Table}, twice the {Figures.Time(cost)}.",
            Evidence = EvidenceOf(input, trial, site, cost),
            Gain = Gains.Measured(saved, saved * 0.9, Math.Min(saved * 1.1, cost), 1,
                $"trial on a copy: the index built, {trial.Executions} executions timed on each side, applied to "
                + $"{Figures.Count(statement.Calls)} calls"),
            Remedy = Remedies.Index(trial),
            Lines = [.. statement.CallSites.Select(s => new LineKey(TimeAttribution.KeyOf(s.Frame), s.Frame.Line))],
        };
    }

    private static List<Evidence> EvidenceOf(
        DiagnosisInput input, IndexTrial trial, StatementCallSite site, double cost)
    {
        var evidence = new List<Evidence>
        {
            new(EvidenceKind.Plan, $"without the index: {SqlText.Short(trial.PlanBefore)}"),
            new(EvidenceKind.Plan, $"with the index: {SqlText.Short(trial.PlanAfter)}"),
            new(EvidenceKind.Counter,
                $"one execution on the copy without the index: {Figures.Time(trial.SecondsBefore)}",
                trial.SecondsBefore, "s"),
            new(EvidenceKind.Counter,
                $"one execution on the copy with the index: {Figures.Time(trial.SecondsAfter)}",
                trial.SecondsAfter, "s"),
            new(EvidenceKind.StatementCount,
                $"{Figures.Count(trial.Statement.Calls)} executions in one run", trial.Statement.Calls, "1"),
            new(EvidenceKind.Stack,
                $"{Figures.Time(cost)} of a run at {input.Places.Of(site.Frame.File, site.Frame.Line)}", cost, "s"),
        };
        if (trial.RowsReadBefore is { } rows)
        {
            evidence.Add(new(EvidenceKind.Counter,
                $"{Figures.Count(rows)} rows read for {Figures.Count(trial.RowsReturned)} returned", rows, "1"));
        }

        return evidence;
    }
}
