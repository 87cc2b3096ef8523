namespace PerfOpt.Tests.Adapters.Processes;

/// <summary>A directory for one test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("perfoptest-").FullName;

    public string this[string name] => Path.Combine(FullPath, name);

    public string Write(string name, string text, bool executable = false)
    {
        File.WriteAllText(this[name], text);
        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(this[name], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return this[name];
    }

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
