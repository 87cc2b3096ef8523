using PerfOpt.Core.Model;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Makes gains whose bounds are in order and not negative.</summary>
internal static class Gains
{
    /// <summary>A gain that a model gives.</summary>
    /// <param name="seconds">Expected.</param>
    /// <param name="low">At least.</param>
    /// <param name="high">At most.</param>
    /// <param name="cpuShare">Share of it that is processor time.</param>
    /// <param name="method">The model, with its figures.</param>
    public static Gain Modelled(double seconds, double low, double high, double cpuShare, string method) =>
        Of(seconds, low, high, cpuShare, Basis.Modelled, method);

    /// <summary>A gain that a trial measured.</summary>
    /// <inheritdoc cref="Modelled"/>
    public static Gain Measured(double seconds, double low, double high, double cpuShare, string method) =>
        Of(seconds, low, high, cpuShare, Basis.Measured, method);

    private static Gain Of(double seconds, double low, double high, double cpuShare, Basis basis, string method)
    {
        var expected = Math.Max(seconds, 0);
        return new Gain
        {
            Seconds = expected,
            Low = Math.Clamp(low, 0, expected),
            High = Math.Max(high, expected),
            CpuSeconds = expected * Math.Clamp(cpuShare, 0, 1),
            Basis = basis,
            Method = method,
        };
    }
}
