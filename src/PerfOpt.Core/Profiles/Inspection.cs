namespace PerfOpt.Core.Profiles;

/// <summary>
/// A second, narrow look: a run in which only the hot functions were instrumented, to learn why they are slow.
/// </summary>
public sealed record Inspection
{
    /// <summary>The functions looked at.</summary>
    public required IReadOnlyList<InspectedFunction> Functions { get; init; }

    /// <summary>Wall seconds of this run over those of the baseline's median.</summary>
    public double? Slowdown { get; init; }

    /// <summary>Whether instrumentation was thinned out or stopped because it would have cost too much.</summary>
    public bool Thinned { get; init; }

    /// <summary>What went wrong or was bounded, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>A function to inspect.</summary>
/// <param name="File">The file as the runtime names it.</param>
/// <param name="Symbol">The function.</param>
/// <param name="FirstLine">Where it begins.</param>
public sealed record FunctionKey(string File, string Symbol, int FirstLine);

/// <summary>What was seen of one function.</summary>
public sealed record InspectedFunction
{
    /// <summary>Which.</summary>
    public required FunctionKey Function { get; init; }

    /// <summary>Calls of it.</summary>
    public required long Calls { get; init; }

    /// <summary>Wall seconds in it, what it called included, with the cost of instrumentation.</summary>
    public double WallSeconds { get; init; }

    /// <summary>Distinct argument tuples by value, up to a bound; null where they could not be fingerprinted.</summary>
    public long? DistinctArguments { get; init; }

    /// <summary>Calls whose arguments were looked at: <see cref="DistinctArguments"/> stands against this.</summary>
    public long ArgumentsSeen { get; init; }

    /// <summary>
    /// Whether <see cref="Calls"/> and <see cref="Lines"/> are lower bounds because instrumentation stopped early.
    /// </summary>
    public bool Truncated { get; init; }

    /// <summary>Executions of each line.</summary>
    public required IReadOnlyList<LineCount> Lines { get; init; }

    /// <summary>The structures in use at operations of hot lines.</summary>
    public required IReadOnlyList<OperandUse> Operands { get; init; }

    /// <summary>Work of single calls against the size of their input, for a fit; a bounded sample.</summary>
    public required IReadOnlyList<WorkPoint> Work { get; init; }
}

/// <summary>Executions of one line.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Count">Line events: for a loop's header one for each iteration and one to leave.</param>
/// <param name="WallSeconds">Time from the line's event to the function's next one; 0 where not timed.</param>
public sealed record LineCount(int Line, long Count, double WallSeconds);

/// <summary>The operand of one operation, as seen at run time.</summary>
public sealed record OperandUse
{
    /// <summary>The line of the operation.</summary>
    public required int Line { get; init; }

    /// <summary>The operand's source, such as <c>seen</c> or <c>self.queue</c>.</summary>
    public required string Expression { get; init; }

    /// <summary>Its type's name, such as <c>list</c>.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// Times it was seen with this type. Of often executed lines only a sample is looked at; each look then stands for
    /// the executions since the one before, so that this estimates executions.
    /// </summary>
    public required long Count { get; init; }

    /// <summary>Smallest length; -1 for a type without one.</summary>
    public required long MinLength { get; init; }

    /// <summary>Mean length over the executions; -1 for a type without one.</summary>
    public required double MeanLength { get; init; }

    /// <summary>Largest length.</summary>
    public required long MaxLength { get; init; }
}

/// <summary>One call's work against its input's size.</summary>
/// <param name="Size">Length of the largest sized argument or iterated container.</param>
/// <param name="Work">Line events within the call.</param>
public readonly record struct WorkPoint(long Size, long Work);
