namespace PerfOpt.Core.Profiles;

/// <summary>What the source says of one function, from the runtime's own parser. Facts, no verdicts.</summary>
public sealed record SourceFunction
{
    /// <summary>Which.</summary>
    public required FunctionKey Function { get; init; }

    /// <summary>Its first line, decorators not counted.</summary>
    public required int Line { get; init; }

    /// <summary>Its last line.</summary>
    public required int EndLine { get; init; }

    /// <summary>Parameters' names.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }

    /// <summary>Its loops, comprehensions included, outer before inner.</summary>
    public required IReadOnlyList<SourceLoop> Loops { get; init; }

    /// <summary>Its operations.</summary>
    public required IReadOnlyList<SourceOperation> Operations { get; init; }

    /// <summary>Whether it is a coroutine.</summary>
    public bool IsAsync { get; init; }

    /// <summary>The class that it is a method of; null for a plain function.</summary>
    public string? Class { get; init; }

    /// <summary>The innermost loop around a line, or null.</summary>
    public SourceLoop? InnermostLoop(int line) =>
        Loops.Where(l => l.Line <= line && line <= l.EndLine).MaxBy(l => l.Depth);
}

/// <summary>A loop.</summary>
public sealed record SourceLoop
{
    /// <summary>Of its header.</summary>
    public required int Line { get; init; }

    /// <summary>Of its body's end.</summary>
    public required int EndLine { get; init; }

    /// <summary><c>for</c>, <c>while</c>, <c>async for</c> or <c>comprehension</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>1 for a loop that is in no other.</summary>
    public required int Depth { get; init; }

    /// <summary>Source of what it iterates over, or of its condition.</summary>
    public required string Iterable { get; init; }

    /// <summary>Names bound by its header.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>
    /// Names assigned in the body and read there before they are assigned, in the next iteration: the iterations
    /// depend on one another. Accumulators that are only added to or appended to are not among them.
    /// </summary>
    public required IReadOnlyList<string> CarriedNames { get; init; }

    /// <summary>
    /// The name or chain of attributes whose length tells how many iterations there are, such as <c>rows</c> in
    /// <c>enumerate(rows)</c>; null where none can be told.
    /// </summary>
    public string? SizedBy { get; init; }

    /// <summary>
    /// How <see cref="SizedBy"/> tells it: <c>len</c> by its length, <c>int</c> by its value, <c>fixed</c> where it is
    /// the number itself.
    /// </summary>
    public string? SizedHow { get; init; }

    /// <summary>Containers that the body adds to (append, add, extend, update, ...), by their source.</summary>
    public IReadOnlyList<string> Grows { get; init; } = [];

    /// <summary>Whether the body leaves early (break, return, raise).</summary>
    public bool LeavesEarly { get; init; }
}

/// <summary>An operation of a function.</summary>
public sealed record SourceOperation
{
    /// <summary>Of its beginning.</summary>
    public required int Line { get; init; }

    /// <summary>What it is.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>
    /// Source of the operand whose structure matters: the container, the receiver; the callee for a call.
    /// </summary>
    public required string Operand { get; init; }

    /// <summary>The whole expression's source, at most 200 characters.</summary>
    public required string Text { get; init; }

    /// <summary>The innermost loop's line; 0 outside of loops.</summary>
    public int LoopLine { get; init; }

    /// <summary>Whether it names nothing that the innermost loop assigns or changes by a method.</summary>
    public bool LoopInvariant { get; init; }

    /// <summary>For calls and awaits: whether they name a target of a loop around them.</summary>
    public bool DependsOnLoopTarget { get; init; }

    /// <summary>Whether it is a statement of its own, its value thrown away.</summary>
    public bool IsStatement { get; init; }

    /// <summary>Where the operand comes from.</summary>
    public OperandScope Scope { get; init; }

    /// <summary>Whether a loop around it adds to the operand.</summary>
    public bool GrownInLoop { get; init; }
}

/// <summary>Where an operand comes from.</summary>
public enum OperandScope
{
    /// <summary>A parameter.</summary>
    Parameter,
    /// <summary>A local name.</summary>
    Local,
    /// <summary>A name of the module, or a built-in one.</summary>
    Global,
    /// <summary>An attribute of something.</summary>
    Attribute,
    /// <summary>Another expression.</summary>
    Expression,
}

/// <summary>Sorts of operation that detectors ask for.</summary>
public enum OperationKind
{
    /// <summary><c>x in y</c> and <c>x not in y</c>.</summary>
    Membership,
    /// <summary><c>y.pop(0)</c> and <c>del y[0]</c>.</summary>
    PopFront,
    /// <summary><c>y.insert(0, x)</c> and <c>y.insert(i, x)</c>.</summary>
    Insert,
    /// <summary><c>y.index(x)</c>, <c>y.count(x)</c>, <c>y.remove(x)</c>.</summary>
    SearchByValue,
    /// <summary><c>y.sort()</c> and <c>sorted(y)</c>.</summary>
    Sort,
    /// <summary>
    /// <c>min(y)</c>, <c>max(y)</c>, <c>sum(y)</c>, <c>any(y)</c>, <c>all(y)</c>, <c>len(list(y))</c> over a whole
    /// container.
    /// </summary>
    Scan,
    /// <summary><c>y[a:b]</c>.</summary>
    Slice,
    /// <summary><c>y = y + x</c>, <c>y += x</c>.</summary>
    Concatenate,
    /// <summary>Arithmetic or comparison of scalars.</summary>
    Arithmetic,
    /// <summary><c>y[i]</c>.</summary>
    Subscript,
    /// <summary>Any other call; the operand is the callee's source.</summary>
    Call,
    /// <summary>An <c>await</c>; the operand is the awaited callee's source.</summary>
    Await,
}
