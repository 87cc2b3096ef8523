namespace PerfOpt.Core.Statistics;

/// <summary>Search over doubles in their own order, which ends after at most 64 steps at an exact value.</summary>
internal static class OrderedDoubles
{
    /// <summary>
    /// The smallest double in [low, high] for which a monotone condition holds; it holds at <paramref name="high"/>.
    /// </summary>
    public static double SmallestWith(double low, double high, Func<double, bool> condition)
    {
        // Rounding of halves may put a mean one step outside of the ends.
        long below = Key(Math.BitDecrement(Math.BitDecrement(low)));
        long above = Key(high);
        // The distance of two keys may exceed a signed number, never an unsigned one.
        while ((ulong)(above - below) > 1)
        {
            long middle = below + (long)((ulong)(above - below) / 2);
            if (condition(Value(middle))) above = middle;
            else below = middle;
        }
        double found = Value(above);
        return found == 0 ? 0 : found;
    }

    private static long Key(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }

    private static double Value(long key) =>
        BitConverter.Int64BitsToDouble(key >= 0 ? key : long.MinValue - key);
}
