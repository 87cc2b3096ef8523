using System.Globalization;
using PerfOpt.Adapters.Processes.Native;
using PerfOpt.Core.Model;

namespace PerfOpt.Adapters.Processes;

/// <summary>
/// The guard: perfopt executed a second time, in a session of its own, to start targets, to account for them, and to
/// outlive perfopt by as long as it takes to kill what is left of them. It is the subreaper of all that it started
/// (prctl(2), PR_SET_CHILD_SUBREAPER), so that a daemon that forks twice is its child again and not lost.
/// </summary>
/// <remarks>
/// It writes to none of perfopt's standard streams. If perfopt and the guard are killed in the same instant, the
/// target's root dies too (PR_SET_PDEATHSIG) but its descendants may not; the guard's name and command line therefore
/// do not contain <c>perfopt</c>, so that a <c>pkill -9 -f perfopt</c> spares it.
/// </remarks>
public static class GuardProcess
{
    /// <summary>The hidden first argument of perfopt's command line that makes it a guard.</summary>
    public const string Argument = "__guard";

    private const string Name = "target-guard";

    /// <summary>The guard's whole life. To be called before anything else in perfopt's entry point.</summary>
    /// <param name="args"><see cref="Argument"/> and the number of the socket's descriptor.</param>
    /// <returns>The exit code.</returns>
    public static int Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Length != 2
            || !int.TryParse(args[1], CultureInfo.InvariantCulture, out int control)
            || Libc.fcntl(control, Libc.FcntlSetDescriptorFlags, Libc.CloseOnExec) != 0)
            return ExitCodes.Usage;
        _ = Libc.prctl(Libc.PrctlSetChildSubreaper, 1, 0, 0, 0);
        // It ends when perfopt does and not before, whatever is sent to the group or by name.
        foreach (int number in (ReadOnlySpan<int>)[Signals.HangUp, Signals.Interrupt, Signals.Quit, Signals.Terminate])
            _ = Libc.signal(number, 1);
        ProcessTitle.Set(Name);
        _ = Libc.chdir("/");
        using var server = new GuardServer(control);
        return server.Serve();
    }
}
