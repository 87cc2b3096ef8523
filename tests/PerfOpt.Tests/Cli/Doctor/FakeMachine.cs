using PerfOpt.Cli.Doctor;

namespace PerfOpt.Tests.Cli.Doctor;

/// <summary>A machine written by hand.</summary>
public sealed class FakeMachine : IMachine
{
    public Dictionary<string, string> Files { get; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    public Dictionary<string, string> Links { get; } = [];

    public long? Free { get; set; }

    public string? Refusal { get; set; }

    public int Processors { get; set; } = 4;

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public string? Read(string path) => Files.GetValueOrDefault(path);

    public bool FileExists(string path) => Files.ContainsKey(path) || Links.ContainsKey(path);

    public IReadOnlyList<string> Entries(string folder) =>
    [
        .. Files.Keys.Concat(Links.Keys)
            .Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(path => folder + "/" + path[(folder.Length + 1)..].Split('/')[0])
            .Distinct(),
    ];

    public string Resolve(string path) => Links.GetValueOrDefault(path, path);

    public long? FreeBytes(string path) => Free;

    public string? WhyNotWritable(string folder) => Refusal;
}
