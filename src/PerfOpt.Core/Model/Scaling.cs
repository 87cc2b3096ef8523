namespace PerfOpt.Core.Model;

/// <summary>Where the limits are.</summary>
public sealed record Scaling
{
    /// <summary>Use and limit of each resource.</summary>
    public IReadOnlyList<ResourceLimit> Resources { get; init; } = [];

    /// <summary>The universal scalability law fitted; absent where no load was varied.</summary>
    public ScalabilityLaw? Usl { get; init; }

    /// <summary>Cost against size; absent where no size was varied.</summary>
    public Complexity? Complexity { get; init; }
}

/// <summary>Use and limit of one resource.</summary>
public sealed record ResourceLimit
{
    /// <summary><c>cpu</c>, <c>memory</c>, <c>io</c> or <c>network</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Share in use, 0..1.</summary>
    public required double Use { get; init; }

    /// <summary>At this rate.</summary>
    public required double At { get; init; }

    /// <summary>The rate at which it is used up, others not counted.</summary>
    public required double Limit { get; init; }

    /// <summary>The unit of the rates.</summary>
    public required string Unit { get; init; }
}

/// <summary>The universal scalability law (Gunther 2007).</summary>
public sealed record ScalabilityLaw
{
    /// <summary>Throughput at one.</summary>
    public required double Lambda { get; init; }
    /// <summary>Contention.</summary>
    public required double Sigma { get; init; }
    /// <summary>Coherency.</summary>
    public required double Kappa { get; init; }
    /// <summary>Where throughput is highest; absent when no peak was seen.</summary>
    public double? PeakConcurrency { get; init; }
    /// <summary>Of the fit.</summary>
    public required double R2 { get; init; }
}

/// <summary>Cost against size.</summary>
public sealed record Complexity
{
    /// <summary>Such as <c>O(n^2)</c>.</summary>
    public required string Model { get; init; }
    /// <summary>Of a power law.</summary>
    public required double Exponent { get; init; }
    /// <summary>95 % interval of the exponent.</summary>
    public IReadOnlyList<double>? Ci95 { get; init; }
}
