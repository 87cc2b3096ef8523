namespace PerfOpt.Cli.Doctor;

/// <summary>This machine.</summary>
public sealed class Machine : IMachine
{
    /// <inheritdoc />
    public int Processors => Environment.ProcessorCount;

    /// <inheritdoc />
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc />
    public string? Read(string path) => Try(() => File.ReadAllText(path));

    /// <inheritdoc />
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc />
    public IReadOnlyList<string> Entries(string folder) =>
        Try(() => Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : []) ?? [];

    /// <inheritdoc />
    public string Resolve(string path) => Try(() =>
    {
        // A link's target may itself lie below linked folders, which do not matter for the file's own name.
        FileSystemInfo? target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true);
        return target?.FullName ?? path;
    }) ?? path;

    /// <inheritdoc />
    public long? FreeBytes(string path) => Try<DriveInfo>(() => new DriveInfo(Existing(path)))?.AvailableFreeSpace;

    /// <inheritdoc />
    public string? WhyNotWritable(string folder)
    {
        try
        {
            string probe = Path.Combine(Existing(folder), $".perfopt-{Environment.ProcessId}");
            File.WriteAllText(probe, "perfopt");
            File.Delete(probe);
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return failure.Message.TrimEnd('.');
        }
    }

    /// <summary>The nearest folder that exists, from the path upwards.</summary>
    private static string Existing(string path)
    {
        string full = Path.GetFullPath(path);
        while (!Directory.Exists(full))
            full = Path.GetDirectoryName(full) ?? "/";
        return full;
    }

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
