namespace PerfOpt.Core;

/// <summary>The five steps, in order.</summary>
public enum Step
{
    /// <summary>1 · measure.</summary>
    Baseline,
    /// <summary>2 · observe.</summary>
    Profile,
    /// <summary>3 · diagnose, with the runs that confirm.</summary>
    Diagnose,
    /// <summary>4 · plan, with the trials.</summary>
    Plan,
    /// <summary>5 · verify.</summary>
    Verify,
}

/// <summary>Something that a person who waits may want to know. Rendered by the terminal; never while timing.</summary>
/// <param name="Step">The step under way.</param>
/// <param name="Message">A short present-tense line, such as <c>run 3 of 10</c>.</param>
/// <param name="Fraction">How far the step is, 0..1; null where not known.</param>
public sealed record ProgressEvent(Step Step, string Message, double? Fraction = null);
