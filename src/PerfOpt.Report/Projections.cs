using PerfOpt.Core.Model;

namespace PerfOpt.Report;

/// <summary>Projections and laws in words.</summary>
internal static class Projections
{
    public static IEnumerable<(string Label, string Text)> Of(Projection p)
    {
        if (p.GrowthPerDay is { } growth)
            yield return ("Growth", Quantities.Change(growth) + " a day" + Per(p.Driver));
        if (p.Capacity is { } capacity)
            yield return ("Capacity", Quantities.Number(capacity) + (p.Driver is null ? "" : " " + p.Driver));
        if (p.TimeToCapacityDays is { } days)
            yield return ("Capacity reached in", Quantities.Number(days) + " days");
        if (p.P95 is { } p95)
            yield return ("P95", Quantities.Duration(p95));
        if (p.Cpu is { } cpu)
            yield return ("CPU", Quantities.Percent(cpu));
        if (p.MemoryBytes is { } memory)
            yield return ("Memory", Quantities.Bytes(memory));
        yield return ("Basis", p.Basis);
    }

    public static string Of(ScalabilityLaw law) =>
        $"Universal scalability law fitted: λ {Quantities.Number(law.Lambda)}, σ {Quantities.Number(law.Sigma)}, "
        + $"κ {Quantities.Number(law.Kappa)}, R² {Quantities.Number(law.R2)}; " + (law.PeakConcurrency is { } peak
            ? $"throughput is highest at {Quantities.Number(peak)} at once" : "no peak was seen");

    public static string Of(Complexity cost) =>
        $"Cost grows as {cost.Model}, exponent {Quantities.Number(cost.Exponent)}" + (cost.Ci95 is [var low, var high]
            ? $", 95 % interval {Quantities.Number(low)} to {Quantities.Number(high)}" : ", no interval");

    private static string Per(string? driver) => driver is null ? "" : " in " + driver;
}
