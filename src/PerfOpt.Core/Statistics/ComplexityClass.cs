namespace PerfOpt.Core.Statistics;

/// <summary>How cost grows with size, simplest first.</summary>
public enum ComplexityClass
{
    /// <summary>O(1).</summary>
    Constant,
    /// <summary>O(log n).</summary>
    Logarithmic,
    /// <summary>O(n).</summary>
    Linear,
    /// <summary>O(n log n).</summary>
    Linearithmic,
    /// <summary>O(n²).</summary>
    Quadratic,
    /// <summary>O(n³).</summary>
    Cubic,
}

/// <summary>What the classes are as functions and as text.</summary>
public static class ComplexityClasses
{
    /// <summary>As the report writes it, such as <c>O(n log n)</c> or <c>O(n^2)</c>.</summary>
    public static string Notation(this ComplexityClass complexity) => complexity switch
    {
        ComplexityClass.Constant => "O(1)",
        ComplexityClass.Logarithmic => "O(log n)",
        ComplexityClass.Linear => "O(n)",
        ComplexityClass.Linearithmic => "O(n log n)",
        ComplexityClass.Quadratic => "O(n^2)",
        ComplexityClass.Cubic => "O(n^3)",
        _ => throw new ArgumentOutOfRangeException(nameof(complexity), complexity, "No such class."),
    };

    /// <summary>g(n), the term that grows; 1 for the constant class.</summary>
    /// <param name="complexity">The class.</param>
    /// <param name="size">n, at least 1.</param>
    public static double Term(this ComplexityClass complexity, double size) => complexity switch
    {
        ComplexityClass.Constant => 1,
        ComplexityClass.Logarithmic => Math.Log2(size),
        ComplexityClass.Linear => size,
        ComplexityClass.Linearithmic => size * Math.Log2(size),
        ComplexityClass.Quadratic => size * size,
        ComplexityClass.Cubic => size * size * size,
        _ => throw new ArgumentOutOfRangeException(nameof(complexity), complexity, "No such class."),
    };
}
