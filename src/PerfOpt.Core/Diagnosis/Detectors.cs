namespace PerfOpt.Core.Diagnosis;

/// <summary>
/// Every detector, the most specific cause first: of two that explain the same lines the earlier one stands.
/// </summary>
public static class Detectors
{
    /// <summary>The list.</summary>
    public static IReadOnlyList<IDetector> All { get; } =
    [
        new NPlusOneQuery(),
        new MissingIndex(),
        new CommitPerRow(),
        new SequentialBlockingIo(),
        new WrongDataStructure(),
        new SuperlinearAlgorithm(),
        new InterpreterBoundLoop(),
    ];

    /// <summary>
    /// Runs them all. A line's time is explained once, except that a missing index and an N+1 query may both explain
    /// a statement: either remedy removes its time.
    /// </summary>
    /// <returns>Findings, most costly first.</returns>
    public static IReadOnlyList<Finding> Run(DiagnosisInput input)
    {
        var found = new List<Finding>();
        foreach (var detector in All)
        {
            foreach (var finding in detector.Detect(input).OrderByDescending(f => f.Seconds))
            {
                if (!found.Any(f => Explains(f, finding)))
                    found.Add(finding);
            }
        }

        return [.. found.OrderByDescending(f => f.Seconds).ThenByDescending(f => f.Gain.Seconds)];
    }

    /// <summary>Whether an earlier finding already explains most of a later one's time.</summary>
    private static bool Explains(Finding earlier, Finding later)
    {
        if (earlier.Statement is not null && later.Statement is not null)
            return earlier.Cause == later.Cause && earlier.Location == later.Location
                && earlier.Statement == later.Statement;
        // A lambda or comprehension is a function of its own on its caller's line.
        var shared = later.Lines.Count(l =>
            earlier.Lines.Any(e => e.Line == l.Line && e.Function.File == l.Function.File));
        return shared > 0 && shared * 2 >= Math.Min(later.Lines.Count, earlier.Lines.Count * 2);
    }
}
