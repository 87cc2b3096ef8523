using System.Runtime.CompilerServices;
using PerfOpt.Adapters.Processes;
using PerfOpt.Cli.Parsing;
using PerfOpt.Cli.Terminal;
using PerfOpt.Core.Model;

namespace PerfOpt.Cli;

/// <summary>The entry point, and the one place where failures become words and exit codes.</summary>
public static class Program
{
    /// <summary>What <c>perfopt --version</c> prints.</summary>
    public static string VersionLine => $"perfopt {Version}";

    /// <summary>The version of this build, such as <c>0.1.0</c>.</summary>
    public static string Version => typeof(Program).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Runs perfopt.</summary>
    public static int Main(string[] args)
    {
        if (args is [GuardProcess.Argument, ..])
            return RunGuard(args);
        if (args is ["--version"])
        {
            // Answered before anything else is loaded.
            Console.Out.WriteLine(VersionLine);
            return ExitCodes.Done;
        }

        return RunCommands(args);
    }

    /// <summary>Runs a command and turns what the user can mend into one line.</summary>
    /// <param name="args">The words after <c>perfopt</c>.</param>
    /// <param name="context">What is around.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await CommandLine.RunAsync(args, context, cancellationToken).ConfigureAwait(false);
        }
        catch (PerfOptException failure)
        {
            string line = OneLine.Of($"perfopt: {failure.Message.TrimEnd('.')}; {AsClause(failure.Mend)}");
            await context.Error.WriteLineAsync(line).ConfigureAwait(false);
            return failure.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Error.WriteLineAsync("perfopt: interrupted; nothing is left running").ConfigureAwait(false);
            return ExitCodes.Interrupted;
        }
    }

    // This and the next are kept apart so that the fast path above does not load what they need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunGuard(string[] args) => GuardProcess.Main(args);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunCommands(string[] args)
    {
        CrashReport.Install(args);
        TerminalFacts terminal = TerminalFacts.OfThisProcess();
        using var interruption = new Interruption(() => SayStopping(terminal));
        var context = new CommandContext
        {
            Operations = Composition.Operations,
            Out = new StandardOutput(Console.Out),
            Error = Console.Error,
            Terminal = terminal,
            Time = TimeProvider.System,
            WorkingDirectory = Environment.CurrentDirectory,
        };
        return RunAsync(args, context, interruption.Token).GetAwaiter().GetResult();
    }

    /// <summary>A sentence as the second half of another; what begins with a name or a capital word stays.</summary>
    private static string AsClause(string sentence)
    {
        string text = sentence.TrimEnd('.');
        return text.Length > 1 && char.IsUpper(text[0]) && char.IsLower(text[1])
            ? char.ToLowerInvariant(text[0]) + text[1..]
            : text;
    }

    private static void SayStopping(TerminalFacts terminal)
    {
        // A live region hides the cursor, and a second signal leaves no time to show it again.
        if (terminal.ErrorIsTerminal)
            Console.Error.Write("\u001b[?25h");
        Console.Error.WriteLine("perfopt: stopping; what was measured is kept (a second signal ends at once)");
    }
}
