namespace PerfOpt.Core.Statistics;

/// <summary>One class fitted to costs over sizes.</summary>
/// <param name="Class">The class.</param>
/// <param name="Constant">a.</param>
/// <param name="Coefficient">b.</param>
/// <param name="Bic">n·ln(RSS/n) + k·ln n of the weighted residuals.</param>
internal sealed record ComplexityTerm(ComplexityClass Class, double Constant, double Coefficient, double Bic)
{
    // Below this the residuals are rounding; letting them differ would choose a class by noise in the last digit.
    private const double Rounding = 1e-18;

    public double At(double size) => Constant + Coefficient * Class.Term(size);

    /// <summary>
    /// Minimises Σ((a + b·g − t)/t)² under a, b ≥ 0. With two parameters the active set is found by trying: both free,
    /// then a = 0, then b = 0 (Lawson and Hanson, "Solving Least Squares Problems", 1974, chapter 23).
    /// </summary>
    public static ComplexityTerm Fit(ComplexityClass complexity, IReadOnlyList<(double Size, double Cost)> points)
    {
        double uu = 0, uv = 0, vv = 0, u = 0, v = 0;
        foreach ((double size, double cost) in points)
        {
            double constant = 1 / cost;
            double term = complexity.Term(size) / cost;
            uu += constant * constant;
            uv += constant * term;
            vv += term * term;
            u += constant;
            v += term;
        }
        double a = u / uu;
        double b = 0;
        if (complexity != ComplexityClass.Constant)
        {
            double determinant = uu * vv - uv * uv;
            double freeA = determinant > 0 ? (u * vv - v * uv) / determinant : -1;
            double freeB = determinant > 0 ? (v * uu - u * uv) / determinant : -1;
            if (freeA >= 0 && freeB >= 0) (a, b) = (freeA, freeB);
            else if (Residuals(points, complexity, 0, v / vv) < Residuals(points, complexity, a, 0))
                (a, b) = (0, v / vv);
        }
        int parameters = complexity == ComplexityClass.Constant ? 1 : 2;
        double n = points.Count;
        double mean = Math.Max(Rounding, Residuals(points, complexity, a, b) / n);
        return new ComplexityTerm(complexity, a, b, n * Math.Log(mean) + parameters * Math.Log(n));
    }

    private static double Residuals(
        IReadOnlyList<(double Size, double Cost)> points, ComplexityClass complexity, double a, double b) =>
        points.Sum(p =>
        {
            double residual = (a + b * complexity.Term(p.Size)) / p.Cost - 1;
            return residual * residual;
        });
}
