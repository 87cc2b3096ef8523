using PerfOpt.Core.Model;

namespace PerfOpt.Core.Strategy;

/// <summary>Capacity and resources now and after the recommendations, from what was measured of single runs.</summary>
public static class Forecast
{
    private const double SecondsPerDay = 86_400;

    /// <summary>Runs a day, one after another, now, after the first recommendation and after all.</summary>
    public static IReadOnlyList<Projection> Projections(
        Baseline baseline, Savings savings, IReadOnlyList<Recommendation> recommendations)
    {
        if (baseline.Find(MetricNames.WallTime) is not { Median: > 0 } wall)
            return [];
        var list = new List<Projection>
        {
            Scenario("current", baseline, wall, 0, 0, "measured: the baseline's median run"),
        };
        if (recommendations.Count > 0)
        {
            list.Add(Scenario("after R1", baseline, wall, savings.FirstSeconds(1), savings.FirstCpuSeconds(1),
                "modelled: the baseline less the estimate of R1"));
        }

        if (recommendations.Count > 1)
        {
            list.Add(Scenario("after all", baseline, wall, savings.AllSeconds, savings.AllCpuSeconds,
                "modelled: the baseline less the estimates of all recommendations, time that two explain counted "
                    + "once"));
        }

        return list;
    }

    /// <summary>What one run uses and how many the machine could carry at once.</summary>
    public static Scaling? Limits(Baseline baseline, EnvironmentInfo environment)
    {
        var wall = baseline.Find(MetricNames.WallTime)?.Median;
        var cpu = baseline.Find(MetricNames.CpuTime)?.Median;
        var rss = baseline.Find(MetricNames.PeakRss)?.Median;
        var list = new List<ResourceLimit>();
        if (wall is > 0 && cpu is > 0)
        {
            list.Add(new ResourceLimit
            {
                Resource = "cpu",
                Use = Math.Min(cpu.Value / wall.Value / environment.Cores, 1),
                At = 1 / wall.Value,
                Limit = environment.Cores / cpu.Value,
                Unit = "runs/s",
            });
        }

        if (rss is > 0 && environment.MemoryBytes > 0)
        {
            list.Add(new ResourceLimit
            {
                Resource = "memory",
                Use = Math.Min(rss.Value / environment.MemoryBytes, 1),
                At = 1,
                Limit = Math.Floor(environment.MemoryBytes / rss.Value),
                Unit = "concurrent",
            });
        }

        return list.Count > 0 ? new Scaling { Resources = list } : null;
    }

    /// <summary>Wall and processor time, memory and throughput, now and after all recommendations.</summary>
    public static IReadOnlyList<ResourceComparison> Resources(Baseline baseline, Savings savings)
    {
        var list = new List<ResourceComparison>();
        var wall = baseline.Find(MetricNames.WallTime)?.Median;
        var cpu = baseline.Find(MetricNames.CpuTime)?.Median;
        var changes = savings.AllSeconds > 0;
        if (wall is > 0)
        {
            var after = wall.Value - savings.AllSeconds;
            list.Add(Compare("Wall time", "s", wall.Value, changes ? after : null));
            list.Add(Compare("Throughput", "1/s", 1 / wall.Value, changes ? 1 / after : null));
        }

        if (cpu is > 0)
        {
            var after = cpu.Value - Saved(savings.AllCpuSeconds, savings.AllSeconds, wall, cpu.Value);
            list.Add(Compare("CPU time", "s", cpu.Value, changes ? after : null));
        }

        if (baseline.Find(MetricNames.PeakRss)?.Median is { } rss)
            list.Add(Compare("Peak memory", "B", rss, null));
        return list;
    }

    /// <summary>
    /// Processor time saved of a run's: at most the share that is saved of its wall time, since what the profile gives
    /// to the computing lines also holds the interpreter's start, which stays.
    /// </summary>
    private static double Saved(double savedCpu, double savedWall, double? wall, double cpu) =>
        wall is > 0 ? Math.Min(savedCpu, cpu * Math.Min(savedWall / wall.Value, 1)) : 0;

    private static ResourceComparison Compare(string resource, string unit, double current, double? after) => new()
    {
        Resource = resource,
        Unit = unit,
        Current = current,
        After = after,
        Change = after is { } a && current > 0 ? (a - current) / current : null,
        Basis = after is null ? Basis.Measured : Basis.Modelled,
    };

    private static Projection Scenario(
        string scenario, Baseline baseline, Metric wall, double saved, double savedCpu, string basis)
    {
        var after = wall.Median!.Value - saved;
        var cpu = baseline.Find(MetricNames.CpuTime)?.Median;
        return new Projection
        {
            Scenario = scenario,
            Driver = "runs a day, one after another",
            Capacity = Math.Floor(SecondsPerDay / after),
            P95 = saved == 0 ? wall.P95 : null,
            Cpu = cpu is { } c ? (c - Saved(savedCpu, saved, wall.Median, c)) / after : null,
            MemoryBytes = saved == 0 ? baseline.Find(MetricNames.PeakRss)?.Median : null,
            Basis = basis,
        };
    }
}
