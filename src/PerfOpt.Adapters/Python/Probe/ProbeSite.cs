using System.Collections.Concurrent;
using System.Reflection;
using PerfOpt.Core.Measurement;

namespace PerfOpt.Adapters.Python.Probe;

/// <summary>
/// A folder whose <c>sitecustomize.py</c> an interpreter loads at its start because <c>PYTHONPATH</c> names the folder
/// first; its subfolder <c>out</c> receives what was seen, one file for each process.
/// </summary>
public sealed class ProbeSite
{
    private static readonly string[] Common = ["runtime.py", "frames.py", "output.py", "imports.py"];
    private static readonly ConcurrentDictionary<string, string> Sources = new();

    private ProbeSite(string folder) => Folder = folder;

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Where results are written.</summary>
    public string Out => Path.Combine(Folder, "out");

    /// <summary>Why statements of this command cannot be seen; null where nothing stands against it.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Writes the folder anew.</summary>
    /// <param name="scratch">A folder of perfopt's own.</param>
    /// <param name="mode">A word that names the result files.</param>
    /// <param name="parts">Python files that are loaded, in order, after the common ones.</param>
    /// <param name="settings">Further members of the configuration: Python literals by name.</param>
    public static ProbeSite Write(
        string scratch, string mode, IReadOnlyList<string> parts, IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(settings);
        var site = new ProbeSite(Path.Combine(Path.GetFullPath(scratch), "python-" + mode));
        if (Directory.Exists(site.Folder))
            Directory.Delete(site.Folder, recursive: true);
        Directory.CreateDirectory(site.Out);
        string[] all = [.. Common, .. parts];
        foreach (var name in all.Concat(["sitecustomize.py", "loader.py", "bootstrap.py"]))
            File.WriteAllText(Path.Combine(site.Folder, name), Source(name));
        var members = new Dictionary<string, string>(settings)
        {
            ["mode"] = PythonLiteral.Of(mode),
            ["parts"] = PythonLiteral.Of(all),
        };
        File.WriteAllText(Path.Combine(site.Folder, "config"), PythonLiteral.Of(members));
        return site;
    }

    /// <summary>Puts a further Python file into the folder, for another part to load.</summary>
    public Task AddAsync(string name, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(Folder, name), Source(name), cancellationToken);

    /// <summary>The text of one of the Python files that perfopt carries.</summary>
    public static string Source(string name) => Sources.GetOrAdd(name, static n =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("python/" + n)
            ?? throw new ArgumentException($"No embedded Python file {n}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>
    /// The same run with this folder put into it: by the environment alone, or, where the command makes the
    /// interpreter ignore the environment, by a start of our own that runs the program as the interpreter would.
    /// </summary>
    public RunRequest Inject(RunRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var environment = new Dictionary<string, string?>(request.Environment);
        var given = environment.TryGetValue("PYTHONPATH", out var own)
            ? own : Environment.GetEnvironmentVariable("PYTHONPATH");
        environment["PYTHONPATH"] = string.IsNullOrEmpty(given) ? Folder : Folder + ":" + given;
        var command = request.Command;
        var invocation = PythonInvocationParser.Parse(command, request.WorkingDirectory);
        if (invocation is { IgnoresEnvironment: true })
        {
            if (CanBootstrap(invocation, request.WorkingDirectory))
                command = Bootstrap(invocation);
            else
                Obstacle = "The interpreter is told to ignore the environment, and its program comes from standard "
                    + "input or cannot be found.";
        }
        return request with { Command = command, Environment = environment };
    }

    private static bool CanBootstrap(PythonInvocation invocation, string workingDirectory)
    {
        var path = Path.GetFullPath(invocation.Target.Length == 0 ? "." : invocation.Target, workingDirectory);
        return invocation.Kind switch
        {
            PythonTarget.Script => File.Exists(path) || Directory.Exists(path),
            PythonTarget.Module or PythonTarget.Code => true,
            _ => false,
        };
    }

    private List<string> Bootstrap(PythonInvocation invocation)
    {
        var kind = invocation.Kind switch
        {
            PythonTarget.Module => "module",
            PythonTarget.Code => "code",
            _ => "script",
        };
        var code = $$"""
            try:
                exec(compile(open({{PythonLiteral.Of(Path.Combine(Folder, "bootstrap.py"))}}).read(),
                    "<perfopt importlib._bootstrap bootstrap.py>", "exec"), {
                        "HERE": {{PythonLiteral.Of(Folder)}}, "KIND": "{{kind}}",
                        "TARGET": {{PythonLiteral.Of(invocation.Target)}}, "__name__": "perfopt"})
            except BaseException:
                hide = getattr(__import__("sys"), "_perfopt_hide", None)
                hide and hide(1)
                raise
            """;
        return [invocation.Interpreter, .. invocation.Flags, "-c", code, .. invocation.Arguments];
    }
}
