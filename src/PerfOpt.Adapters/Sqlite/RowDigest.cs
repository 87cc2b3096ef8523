using System.Runtime.InteropServices;
using SQLitePCL;

namespace PerfOpt.Adapters.Sqlite;

/// <summary>Tells whether two results hold the same rows, in any order and in the same order.</summary>
internal struct RowDigest
{
    private const ulong Prime = 0x100000001B3;
    private const ulong Basis = 0xCBF29CE484222325;

    // The last bits of a sum depend on the order in which its terms were read.
    private const long LastBits = 0xFFF;

    private ulong _sum;
    private ulong _mixed;
    private ulong _chain;

    public long Rows { get; private set; }

    public void Add(sqlite3_stmt statement, int columns)
    {
        var row = Basis;
        for (var i = 0; i < columns; i++)
            row = AddColumn(row, statement, i);
        row = Finish(row);
        _sum += row;
        _mixed += Finish(row ^ 0x9E3779B97F4A7C15);
        _chain = Finish((_chain * 31) + row);
        Rows++;
    }

    public readonly bool SameAs(RowDigest other, bool ordered) =>
        Rows == other.Rows && _sum == other._sum && _mixed == other._mixed && (!ordered || _chain == other._chain);

    private static ulong AddColumn(ulong hash, sqlite3_stmt statement, int column)
    {
        var type = raw.sqlite3_column_type(statement, column);
        hash = (hash ^ (ulong)type) * Prime;
        return type switch
        {
            raw.SQLITE_NULL => hash,
            raw.SQLITE_INTEGER => Mix(hash, (ulong)raw.sqlite3_column_int64(statement, column)),
            raw.SQLITE_FLOAT => Mix(hash, Rounded(raw.sqlite3_column_double(statement, column))),
            _ => AddBytes(hash, raw.sqlite3_column_blob(statement, column)),
        };
    }

    private static ulong Rounded(double value) =>
        (ulong)((BitConverter.DoubleToInt64Bits(value) + (LastBits / 2)) & ~LastBits);

    private static ulong AddBytes(ulong hash, ReadOnlySpan<byte> bytes)
    {
        hash = Mix(hash, (ulong)bytes.Length);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            hash = Mix(hash, word);
        foreach (var b in bytes[(words.Length * sizeof(ulong))..])
            hash = (hash ^ b) * Prime;
        return hash;
    }

    private static ulong Mix(ulong hash, ulong value) => Finish((hash ^ value) * Prime);

    // The finalizer of splitmix64 (Steele, Lea, Flood 2014).
    private static ulong Finish(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
