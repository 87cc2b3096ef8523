using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Shouldly;

namespace PerfOpt.AcceptanceTests;

/// <summary>
/// Runs the command as a user does, in a working folder of its own that goes when this is disposed. Every process that
/// a call starts carries a mark in its environment, so that what it leaves behind is found wherever it went.
/// </summary>
public sealed class PerfOptCommand : IDisposable
{
    private const string MarkName = "PERFOPT_TEST_MARK";
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);
    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly string _home = Directory.CreateTempSubdirectory("perfopt-acceptance-").FullName;

    /// <summary>Makes the folders.</summary>
    public PerfOptCommand()
    {
        Directory.CreateDirectory(WorkingFolder);
        Directory.CreateDirectory(TemporaryFolder);
    }

    /// <summary>Where the command runs.</summary>
    public string WorkingFolder => Path.Combine(_home, "work");

    /// <summary>The command's <c>TMPDIR</c>.</summary>
    public string TemporaryFolder => Path.Combine(_home, "tmp");

    /// <summary>Variables set on top of the tests' own.</summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    /// <summary>Words before the launcher, such as those that drop a right.</summary>
    public IReadOnlyList<string> Prefix { get; init; } = [];

    /// <summary>Copies a file or a folder into the working folder.</summary>
    /// <param name="path">Its path in the checkout.</param>
    /// <param name="name">Its path relative to the working folder.</param>
    public void Copy(string path, string name)
    {
        if (File.Exists(path))
        {
            string place = Path.Combine(WorkingFolder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(path, place);
            return;
        }
        foreach (string file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories))
        {
            if (!file.Contains("__pycache__", StringComparison.Ordinal))
                Copy(file, Path.Combine(name, Path.GetRelativePath(path, file)));
        }
    }

    /// <summary>Writes a file in the working folder.</summary>
    /// <param name="name">Its path relative to the working folder.</param>
    /// <param name="text">What it holds.</param>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        string place = Path.Combine(WorkingFolder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place, text);
        return place;
    }

    /// <summary>Runs the command to its end.</summary>
    /// <param name="arguments">What follows <c>perfopt</c>.</param>
    /// <exception cref="TimeoutException">It did not end within five minutes; it was killed.</exception>
    public Task<PerfOptResult> RunAsync(params string[] arguments) => RunAsync(null, arguments);

    /// <summary>Runs the command to its end, with an onlooker who may signal it.</summary>
    /// <param name="started">Called with the process once it runs; null where no one looks on.</param>
    /// <param name="arguments">What follows <c>perfopt</c>.</param>
    public async Task<PerfOptResult> RunAsync(Func<Process, Task>? started, params string[] arguments)
    {
        using Process process = Start(arguments);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (started is not null)
            await started(process);
        using var limit = new CancellationTokenSource(s_longest);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            KillMarked();
            throw new TimeoutException(string.Create(CultureInfo.InvariantCulture,
                $"perfopt {string.Join(' ', arguments)} did not end within {s_longest}"));
        }
        string? folder = NewestReportFolder(arguments);
        return new PerfOptResult(process.ExitCode, await output, await error, ReadReport(folder), folder);
    }

    /// <summary>Asserts that no process of a call lives on and that its temporary folder is empty.</summary>
    public void ShouldHaveLeftNothingBehind()
    {
        // A process that was told to die may need a moment to be gone: it is looked for until it is.
        var waited = Stopwatch.StartNew();
        while (MarkedProcesses().Count > 0 && waited.Elapsed < TimeSpan.FromSeconds(5))
            Thread.Yield();
        MarkedProcesses().ShouldBeEmpty("processes that the command left running");
        Directory.EnumerateFileSystemEntries(TemporaryFolder)
            .Where(path => !Path.GetFileName(path).StartsWith("dotnet-diagnostic", StringComparison.Ordinal)
                && !Path.GetFileName(path).StartsWith("clr-debug", StringComparison.Ordinal))
            .ShouldBeEmpty("files that the command left in the temporary folder");
    }

    /// <summary>Command lines of the living processes that a call started, directly or not.</summary>
    public IReadOnlyList<string> MarkedProcesses()
    {
        var found = new List<string>();
        foreach ((int id, string text) in Marked())
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{id} {text}"));
        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        KillMarked();
        Directory.Delete(_home, recursive: true);
    }

    private Process Start(string[] arguments)
    {
        string[] words = [.. Prefix, Repository.Launcher, .. arguments];
        var start = new ProcessStartInfo(words[0])
        {
            WorkingDirectory = WorkingFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (string argument in words.Skip(1))
            start.ArgumentList.Add(argument);
        start.Environment["TMPDIR"] = TemporaryFolder;
        start.Environment[MarkName] = _mark;
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The launcher did not start.");
    }

    private IEnumerable<(int Id, string Text)> Marked()
    {
        string wanted = $"{MarkName}={_mark}";
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id))
                continue;
            string? command = null;
            try
            {
                // A zombie's environment is empty: it is dead and only waits for its parent.
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains(wanted, StringComparison.Ordinal))
                    command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').TrimEnd();
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue; // it ended meanwhile, or is another user's and so not ours
            }
            if (command is not null)
                yield return (id, command);
        }
    }

    private void KillMarked()
    {
        foreach ((int id, _) in Marked().ToList())
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill();
            }
            catch (ArgumentException)
            {
                continue; // it ended by itself
            }
        }
    }

    private string? NewestReportFolder(string[] arguments)
    {
        int option = Array.IndexOf(arguments, "--out");
        if (option >= 0 && option + 1 < arguments.Length)
            return Path.GetFullPath(arguments[option + 1], WorkingFolder);
        string reports = Path.Combine(WorkingFolder, ".perfopt", "reports");
        return Directory.Exists(reports) ? Directory.EnumerateDirectories(reports).Max(StringComparer.Ordinal) : null;
    }

    private static JsonElement? ReadReport(string? folder)
    {
        string path = Path.Combine(folder ?? "", "report.json");
        if (folder is null || !File.Exists(path))
            return null;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }
}
