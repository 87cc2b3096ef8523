using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>
/// Runs a Python target once with a probe in it that tells every statement of <c>sqlite3</c>, and waits, starts of
/// processes and opened files, by call site. Without it a report knows neither statements nor why a program waits.
/// </summary>
public static class PythonProbe
{
    private static readonly string[] Parts =
    [
        "fingerprint.py", "statements.py", "sqlite.py", "sqlite_classes.py", "copies.py", "awaits.py", "operations.py",
    ];

    /// <summary>Runs the target with the probe in it.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="request">The run, as it would be without the probe.</param>
    /// <param name="scratch">An existing folder of perfopt's own; copies of databases stay there.</param>
    /// <param name="fingerprint">Makes the template of a statement from its text; null keeps the probe's own.</param>
    /// <param name="cancellationToken">Ends the run; what was seen until then is given.</param>
    public static async Task<PythonProbeResult> RunAsync(
        ITargetRunner runner, RunRequest request, string scratch, Func<string, string>? fingerprint,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        var settings = new Dictionary<string, string> { ["copy"] = "True" };
        var site = ProbeSite.Write(scratch, "statements", Parts, settings);
        var run = await runner.RunAsync(site.Inject(request), null, cancellationToken).ConfigureAwait(false);
        var (documents, problems) = ProbeFiles.Read(site.Out, ProbeJson.Default.ProbeDocument);
        return Result(site, run, documents, problems, fingerprint);
    }

    private static PythonProbeResult Result(
        ProbeSite site, RunResult run, IReadOnlyList<ProbeDocument> documents, IReadOnlyList<string> problems,
        Func<string, string>? fingerprint)
    {
        var seen = documents.Where(d => d.Unsupported is null && d.Failed is null).ToList();
        var merge = new StatementMerge(fingerprint);
        foreach (var document in seen)
            merge.Add(document);
        var gaps = new List<Gap>(problems.Select(p => Missing("Statements of one process", p)));
        if (site.Obstacle is { } obstacle)
            gaps.Add(Missing("Statements and operations", obstacle));
        else if (documents.Count == 0)
            gaps.Add(Missing("Statements and operations",
                "No CPython process loaded the probe: the program is none, or it starts Python with an environment "
                + "of its own or with -I, -E or -S."));
        gaps.AddRange(Gaps(documents, run));
        var first = seen.OrderByDescending(d => d.Seconds).FirstOrDefault();
        var seconds = run.Usage.WallSeconds;
        return new PythonProbeResult
        {
            Run = run,
            Statements = seen.Count == 0 ? null : merge.Log(seconds),
            Operations = seen.Count == 0 ? null : OperationMerge.Log(seen, seconds),
            Interpreter = first?.Executable is { Length: > 0 } path ? path : null,
            Version = first?.Version,
            Processes = seen.Count,
            Gaps = gaps,
        };
    }

    private static IEnumerable<Gap> Gaps(IReadOnlyList<ProbeDocument> documents, RunResult run)
    {
        foreach (var version in documents.Select(d => d.Unsupported).OfType<string>().Distinct())
            yield return Missing("Statements and operations of one interpreter",
                $"Python {version} is not supported: CPython 3.8 or newer is.");
        foreach (var failure in documents.Select(d => d.Failed).OfType<string>().Distinct())
            yield return Missing("Statements and operations of one process", "The probe did not start: " + failure);
        var unseen = documents.Sum(d => d.UnseenConnects);
        if (unseen > 0)
            yield return Missing("Statements of some connections",
                $"{unseen} connections were opened past sqlite3's own names.");
        foreach (var error in documents.SelectMany(d => d.Errors).Distinct().Take(5))
            yield return Missing("Some statements or operations", "The probe met an error: " + error);
        foreach (var note in documents.SelectMany(d => d.Notes).Distinct().Take(5))
            yield return Missing("Some statements or operations", note);
        var cut = documents.Count(d => d.Unsupported is null && d.Failed is null && !d.Final);
        if (cut > 0)
            yield return Missing("The last statements of some processes",
                $"{cut} processes ended without leaving Python (killed, crashed, or still running): what they did "
                + "in their last second may be missing."
                + (run.TimedOut ? " The run's limit on time ended them." : ""));
    }

    private static Gap Missing(string what, string why) => new("statements", what, why, "");
}
