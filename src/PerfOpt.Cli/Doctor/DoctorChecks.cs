namespace PerfOpt.Cli.Doctor;

/// <summary>The checks, in the order in which they are shown.</summary>
public static class DoctorChecks
{
    /// <summary>Runs every check on this machine.</summary>
    /// <param name="outputFolder">The folder that reports would go to.</param>
    public static IReadOnlyList<CheckResult> RunAll(string outputFolder)
    {
        var machine = new Machine();
        return [.. For(outputFolder).Select(check => check.Run(machine))];
    }

    /// <summary>The list.</summary>
    public static IReadOnlyList<IDoctorCheck> For(string outputFolder) =>
    [
        new DotNetCheck(Environment.Version),
        new PythonCheck(),
        new PtraceCheck(),
        new ChildMemoryCheck(ChildMemory.Read),
        new ProcFilesCheck(),
        new SqliteCheck(SqliteLibrary.Version),
        new GitCheck(),
        new OutputFolderCheck(outputFolder),
        new FreeSpaceCheck("space for temporary files", Path.GetTempPath()),
        new FreeSpaceCheck("space for reports", outputFolder),
        new LoadCheck(),
        new GovernorCheck(),
        new PerfEventCheck(),
    ];
}
