namespace PerfOpt.Core.Model;

/// <summary>The exit codes of the command line.</summary>
public static class ExitCodes
{
    /// <summary>Done; every gate held.</summary>
    public const int Done = 0;
    /// <summary>Done; a gate failed.</summary>
    public const int GateFailed = 1;
    /// <summary>The command line or a configuration file is wrong.</summary>
    public const int Usage = 2;
    /// <summary>The target could not be run or measured.</summary>
    public const int TargetFailed = 3;
    /// <summary>A needed component is missing or access was refused.</summary>
    public const int EnvironmentNotReady = 4;
    /// <summary>Done, but a gate could not be decided.</summary>
    public const int Undecided = 5;
    /// <summary>A bug in perfopt.</summary>
    public const int Bug = 70;
    /// <summary>Interrupted.</summary>
    public const int Interrupted = 130;
}
