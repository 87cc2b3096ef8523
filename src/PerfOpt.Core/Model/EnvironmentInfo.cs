namespace PerfOpt.Core.Model;

/// <summary>The machine that was measured on.</summary>
public sealed record EnvironmentInfo
{
    /// <summary>Operating system and kernel.</summary>
    public required string Os { get; init; }

    /// <summary>The processor's model name.</summary>
    public required string Cpu { get; init; }

    /// <summary>Processors that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Physical memory, bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>How noisy the machine was while it measured.</summary>
    public required NoiseInfo Noise { get; init; }
}
