using PerfOpt.Core.Measurement;

namespace PerfOpt.Tests.Python;

/// <summary>A folder for one test: its programs, its data and perfopt's scratch folder.</summary>
public sealed class PythonRoom : IDisposable
{
    public PythonRoom()
    {
        Folder = Directory.CreateTempSubdirectory("perfopt-test-").FullName;
        Work = Directory.CreateDirectory(Path.Combine(Folder, "work")).FullName;
        Scratch = Directory.CreateDirectory(Path.Combine(Folder, "scratch")).FullName;
    }

    public string Folder { get; }

    public string Work { get; }

    public string Scratch { get; }

    public ProcessRunner Runner { get; } = new();

    public string Write(string name, string text)
    {
        var path = Path.Combine(Work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void WriteExecutable(string name, string text)
    {
        var path = Write(name, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public RunRequest Request(params string[] command) => new()
    {
        Command = command,
        WorkingDirectory = Work,
        Timeout = TimeSpan.FromMinutes(2),
    };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
