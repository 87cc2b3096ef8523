namespace PerfOpt.Core.Statistics;

/// <summary>
/// A small seeded generator whose sequence is the same on every machine and version of the runtime, so that an order
/// of runs can be reproduced from its seed. Not for secrets.
/// </summary>
/// <remarks>Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, figure 19.</remarks>
/// <param name="seed">Any value.</param>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A fair coin.</summary>
    public bool NextCoin() => (NextBits() >> 63) == 1;

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1, without the bias of a remainder (by rejection).</summary>
    /// <param name="bound">At least 1.</param>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ulong range = (ulong)bound;
        ulong limit = ulong.MaxValue - ulong.MaxValue % range;
        ulong bits;
        do bits = NextBits();
        while (bits >= limit);
        return (int)(bits % range);
    }
}
