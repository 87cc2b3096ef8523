using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using PerfOpt.Adapters.Processes;
using PerfOpt.Core.Measurement;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

/// <summary>A process of its own that runs one target, as perfopt does, to be killed with what hangs on it.</summary>
internal sealed class Parent : IDisposable
{
    private static readonly string[] OwnWords = ["scratch ", "started ", "result ", "failed "];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Task<string> _output;
    private readonly Task _reading;

    private Parent(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _reading = ReadErrorsAsync();
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public string Output { get; private set; } = "";

    public IEnumerable<string> TargetErrors =>
        _errors.Where(line => !OwnWords.Any(word => line.StartsWith(word, StringComparison.Ordinal)));

    public static Parent Start(OutputMode mode, params string[] command)
    {
        var start = new ProcessStartInfo(Runners.DotNet)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in
            (string[])[Path.Combine(AppContext.BaseDirectory, "run-one.dll"), mode.ToString(), "600", .. command])
            start.ArgumentList.Add(argument);
        return new Parent(Process.Start(start)!);
    }

    /// <summary>What it told under this word, as soon as it did.</summary>
    public async Task<string> TellsAsync(string word)
    {
        string? line = null;
        await Runners.EventuallyAsync(
            () => (line = _errors.FirstOrDefault(l => l.StartsWith(word + " ", StringComparison.Ordinal))) is not null,
            $"the parent did not tell '{word}': {string.Join(" / ", _errors)}");
        return line![(word.Length + 1)..];
    }

    /// <summary>Its guard: its child that leads a session.</summary>
    public int Guard() => ProcessTable.Descendants(Id).First(entry => entry.Parent == Id).Id;

    public static void Signal(int pid, string signal)
    {
        using var kill = Process.Start(
            "/bin/sh", ["-c", $"kill -{signal} {pid.ToString(CultureInfo.InvariantCulture)}"]);
        kill.WaitForExit();
    }

    public async Task ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Runners.Patience);
        Output = await _output.WaitAsync(Runners.Patience);
        await _reading.WaitAsync(Runners.Patience);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            _errors.Enqueue(line);
    }
}
