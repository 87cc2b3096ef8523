namespace PerfOpt.Adapters.Processes.Native;

/// <summary>Signal numbers of x86-64 Linux.</summary>
internal static class Signals
{
    internal const int HangUp = 1;
    internal const int Interrupt = 2;
    internal const int Quit = 3;
    internal const int Kill = 9;
    internal const int Pipe = 13;
    internal const int Terminate = 15;
    internal const int Continue = 18;
    internal const int Stop = 19;
}
