using PerfOpt.Core.Statistics;

namespace PerfOpt.Tests.Statistics;

/// <summary>Seeded noise for simulations.</summary>
internal sealed class NoiseSource(ulong seed)
{
    private readonly SplitMix64 _bits = new(seed);

    public double Uniform() => _bits.NextDouble();

    public double Normal() => StandardNormal.Quantile(Math.Clamp(_bits.NextDouble(), 1e-15, 1 - 1e-15));

    public double Exponential() => -Math.Log(1 - _bits.NextDouble());

    public double[] Normals(int count, double mean = 0, double deviation = 1) =>
        [.. Enumerable.Range(0, count).Select(_ => mean + deviation * Normal())];
}
