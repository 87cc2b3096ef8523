namespace PerfOpt.Adapters.Python.Probe;

/// <summary>A command that starts a Python interpreter, taken apart as the interpreter itself does.</summary>
public sealed record PythonInvocation
{
    /// <summary>The interpreter as the command names it.</summary>
    public required string Interpreter { get; init; }

    /// <summary>Its own options.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>What it is to run.</summary>
    public required PythonTarget Kind { get; init; }

    /// <summary>The script's path, the module's name or the code.</summary>
    public required string Target { get; init; }

    /// <summary>What the program gets as arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Whether an option makes it ignore the environment or skip the site module.</summary>
    public required bool IgnoresEnvironment { get; init; }
}

/// <summary>What an interpreter is told to run.</summary>
public enum PythonTarget
{
    /// <summary>Nothing that can be told from the command: standard input, a prompt, or only a question.</summary>
    Other,
    /// <summary>A file or folder.</summary>
    Script,
    /// <summary>A module, by <c>-m</c>.</summary>
    Module,
    /// <summary>Code, by <c>-c</c>.</summary>
    Code,
}
