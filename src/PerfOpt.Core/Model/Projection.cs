namespace PerfOpt.Core.Model;

/// <summary>How long the target lasts as its load grows.</summary>
public sealed record Projection
{
    /// <summary><c>current</c>, <c>after R1</c> or <c>after all</c>.</summary>
    public required string Scenario { get; init; }

    /// <summary>What grows.</summary>
    public string? Driver { get; init; }

    /// <summary>Fraction a day.</summary>
    public double? GrowthPerDay { get; init; }

    /// <summary>In the driver's unit.</summary>
    public double? Capacity { get; init; }

    /// <summary>Days until it is reached.</summary>
    public double? TimeToCapacityDays { get; init; }

    /// <summary>95th percentile of the time of a run or operation, seconds.</summary>
    public double? P95 { get; init; }

    /// <summary>CPU utilization, 1 is one core.</summary>
    public double? Cpu { get; init; }

    /// <summary>Peak memory, bytes.</summary>
    public double? MemoryBytes { get; init; }

    /// <summary>How the figures were come by.</summary>
    public required string Basis { get; init; }
}
