namespace PerfOpt.Adapters.Processes.Native;

/// <summary>The error numbers that are told apart (asm-generic/errno-base.h, errno.h).</summary>
internal static class Errno
{
    internal const int NotPermitted = 1;
    internal const int NoEntry = 2;
    internal const int NoProcess = 3;
    internal const int Interrupted = 4;
    internal const int ArgumentsTooLong = 7;
    internal const int BadExecutable = 8;
    internal const int NoChild = 10;
    internal const int TryAgain = 11;
    internal const int NoMemory = 12;
    internal const int AccessDenied = 13;
    internal const int NotDirectory = 20;
    internal const int TextBusy = 26;
    internal const int NoSpace = 28;
    internal const int TooManyLinks = 40;
}
