using PerfOpt.Adapters.Linux;

namespace PerfOpt.Adapters.Python.Sampling;

/// <summary>How the readings of stacks went.</summary>
internal sealed class SampleCounts
{
    /// <summary>Stacks that could not be read in one piece.</summary>
    public long Failed { get; private set; }

    /// <summary>Stacks without their innermost frames, which changed too quickly.</summary>
    public long Cut { get; private set; }

    /// <summary>Stacks cut at the limit on depth.</summary>
    public long Truncated { get; private set; }

    /// <summary>Stacks that were read.</summary>
    public long Read { get; private set; }

    /// <summary>Calls that read memory.</summary>
    public long Calls { get; private set; }

    /// <summary>Bytes that were read of memory.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Adds what reading a process took.</summary>
    public void AddReadings(ProcessMemory memory)
    {
        Calls += memory.Calls;
        BytesRead += memory.BytesRead;
    }

    /// <summary>Counts a reading.</summary>
    public void Count(StackOutcome outcome, bool truncated)
    {
        switch (outcome)
        {
            case StackOutcome.Failed:
                Failed++;
                break;
            case StackOutcome.Whole or StackOutcome.Cut:
                Read++;
                Cut += outcome == StackOutcome.Cut ? 1 : 0;
                Truncated += truncated ? 1 : 0;
                break;
            case StackOutcome.Empty or StackOutcome.Gone:
                break;
        }
    }
}
