using System.Globalization;
using PerfOpt.Adapters.Python.Probe;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Inspection;

/// <summary>
/// Runs a Python target once with a few functions instrumented, to learn why they are slow. Without it a report says
/// where the time goes, but its causes stay suspicions.
/// </summary>
public static class PythonInspector
{
    private static readonly string[] Parts = ["inspection.py", "inspect_engine.py"];

    /// <summary>Runs the target with the functions instrumented.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="request">The run, as it would be without.</param>
    /// <param name="scratch">An existing folder of perfopt's own.</param>
    /// <param name="functions">What to look at, with what their source says.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="cancellationToken">Ends the run; what was seen until then is given.</param>
    public static async Task<PythonInspectionResult> RunAsync(
        ITargetRunner runner, RunRequest request, string scratch, IReadOnlyList<SourceFunction> functions,
        InspectionBudget budget, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(budget);
        var settings = new Dictionary<string, string>
        {
            ["copy"] = "False",
            ["seconds"] = budget.LimitSeconds.ToString("R", CultureInfo.InvariantCulture),
            ["events"] = budget.EventsOf(functions.Count).ToString(CultureInfo.InvariantCulture),
            ["functions"] = InspectionPlan.Of(functions, request.WorkingDirectory),
        };
        var site = ProbeSite.Write(scratch, "inspection", Parts, settings);
        foreach (var engine in (string[])["inspect_trace.py", "inspect_monitor.py"])
            await site.AddAsync(engine, cancellationToken).ConfigureAwait(false);
        var run = await runner.RunAsync(site.Inject(request), null, cancellationToken).ConfigureAwait(false);
        var (documents, problems) = ProbeFiles.Read(site.Out, InspectionJson.Default.InspectionDocument);
        var inspection = new Core.Profiles.Inspection
        {
            Functions = InspectionMerge.Functions(functions, documents),
            Slowdown = budget.BaselineSeconds > 0 ? run.Usage.WallSeconds / budget.BaselineSeconds : null,
            Thinned = documents.Any(d => d.Thinned || d.Stopped || d.Functions.Any(f => f.Truncated)),
            Notes = [.. Notes(site, documents, functions).Concat(problems)],
        };
        return new PythonInspectionResult(run, inspection);
    }

    private static IEnumerable<string> Notes(
        ProbeSite site, IReadOnlyList<InspectionDocument> documents, IReadOnlyList<SourceFunction> functions)
    {
        if (site.Obstacle is { } obstacle)
            yield return obstacle;
        else if (documents.Count == 0)
            yield return "No CPython process loaded the instrumentation.";
        foreach (var version in documents.Select(d => d.Unsupported).OfType<string>().Distinct())
            yield return $"Python {version} is not supported: CPython 3.8 or newer is.";
        foreach (var failure in documents.Select(d => d.Failed).OfType<string>().Distinct())
            yield return "The instrumentation did not start: " + failure;
        if (documents.Any(d => d.Stopped))
            yield return "Instrumentation was stopped because it would have cost too much: counts are lower bounds.";
        else if (Cut(documents, functions) is { Length: > 0 } symbols)
            yield return $"{symbols} used up a function's share of the inspection: counts of lines are lower bounds.";
        foreach (var text in documents.SelectMany(d => d.Notes.Concat(d.Errors)).Distinct().Take(5))
            yield return text;
        var seen = documents.SelectMany(d => d.Functions).Where(f => f.Calls > 0).Select(f => f.Index).ToHashSet();
        foreach (var missing in functions.Where((_, i) => !seen.Contains(i)).Take(5))
            yield return $"{missing.Function.Symbol} was not called in the inspected run.";
        var cut = documents.Count(d => d.Unsupported is null && d.Failed is null && !d.Final);
        if (cut > 0)
            yield return $"{cut} processes ended without leaving Python: what they counted last may be missing.";
    }

    /// <summary>The functions whose lines were followed to the end of their share only.</summary>
    private static string Cut(IReadOnlyList<InspectionDocument> documents, IReadOnlyList<SourceFunction> functions) =>
        string.Join(", ", documents.SelectMany(d => d.Functions)
            .Where(f => f.Truncated && f.Index >= 0 && f.Index < functions.Count)
            .Select(f => functions[f.Index].Function.Symbol)
            .Distinct()
            .Take(5));
}

/// <summary>An inspected run.</summary>
/// <param name="Run">How it ended.</param>
/// <param name="Inspection">What was seen; functions that were not called are left out.</param>
public sealed record PythonInspectionResult(RunResult Run, Core.Profiles.Inspection Inspection);
