using PerfOpt.Core.Statistics;

namespace PerfOpt.Core.Verification;

/// <summary>
/// The order of randomised blocks: each block runs both sides once, and a fair coin says which first, so that a drift
/// of the machine falls on both alike (randomised multiple interleaved trials; Abedi and Brecht, ICPE 2017).
/// </summary>
/// <param name="seed">The same seed gives the same order.</param>
public sealed class PairOrder(ulong seed)
{
    private readonly SplitMix64 _coins = new(seed);

    /// <summary>Whether the next block runs the old side first.</summary>
    public bool NextBeforeFirst() => _coins.NextCoin();
}
