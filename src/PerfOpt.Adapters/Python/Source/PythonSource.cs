using System.Text.Json;
using PerfOpt.Adapters.Python.Probe;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Source;

/// <summary>
/// Reads what the source of functions says, by the target's own interpreter and its <c>ast</c> module. The program is
/// parsed, never imported or run. Without it causes inside the code stay suspicions.
/// </summary>
public static class PythonSource
{
    private const long LargestAnswer = 64L << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Reads functions; those whose file is gone or does not parse are left out.</summary>
    /// <param name="runner">Runs the interpreter.</param>
    /// <param name="interpreter">The target's own, so that its grammar is the right one.</param>
    /// <param name="workingDirectory">What relative file names are relative to.</param>
    /// <param name="functions">Which.</param>
    /// <param name="scratch">An existing folder of perfopt's own.</param>
    /// <param name="cancellationToken">Ends it; nothing is told then.</param>
    public static async Task<IReadOnlyList<SourceFunction>> ReadAsync(
        ITargetRunner runner, string interpreter, string workingDirectory, IReadOnlyList<FunctionKey> functions,
        string scratch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(functions);
        if (functions.Count == 0)
            return [];
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(scratch), "python-source")).FullName;
        var script = Path.Combine(folder, "facts.py");
        var question = Path.Combine(folder, "question.json");
        var answer = Path.Combine(folder, "answer.json");
        var reader = ProbeSite.Source("carried.py") + "\n\n" + ProbeSite.Source("facts.py");
        await File.WriteAllTextAsync(script, reader, cancellationToken).ConfigureAwait(false);
        var asked = new SourceQuestion(
            Path.GetFullPath(workingDirectory),
            [.. functions.Select(f => new SourceQuestionItem(f.File, f.Symbol, f.FirstLine))]);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(asked, SourceJson.Default.SourceQuestion);
        await File.WriteAllBytesAsync(question, bytes, cancellationToken).ConfigureAwait(false);
        File.Delete(answer);
        var request = new RunRequest
        {
            Command = [interpreter, "-I", "-S", script, question],
            WorkingDirectory = folder,
            Timeout = Limit,
            Output = OutputMode.Capture,
            OutputFile = answer,
        };
        var run = await runner.RunAsync(request, null, cancellationToken).ConfigureAwait(false);
        if (run.ExitCode != 0 || !File.Exists(answer) || new FileInfo(answer).Length > LargestAnswer)
            return [];
        return Parse(await File.ReadAllBytesAsync(answer, cancellationToken).ConfigureAwait(false), functions);
    }

    /// <summary>Reads an answer; what is malformed gives nothing.</summary>
    internal static IReadOnlyList<SourceFunction> Parse(byte[] answer, IReadOnlyList<FunctionKey> asked)
    {
        SourceDocument? document;
        try
        {
            document = JsonSerializer.Deserialize(answer, SourceJson.Default.SourceDocument);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [];
        }
        var known = asked.ToHashSet();
        return document is null ? [] : [.. document.Functions.Select(Function).Where(f => known.Contains(f.Function))];
    }

    private static SourceFunction Function(FunctionEntry entry) => new()
    {
        Function = new FunctionKey(entry.File, entry.Symbol, entry.First),
        Line = entry.Line,
        EndLine = entry.EndLine,
        Parameters = entry.Parameters,
        Loops = [.. entry.Loops.Select(Loop)],
        Operations = [.. entry.Operations.Select(Operation).OfType<SourceOperation>()],
        IsAsync = entry.Async,
        Class = entry.Container,
    };

    private static SourceLoop Loop(LoopEntry entry) => new()
    {
        Line = entry.Line,
        EndLine = entry.EndLine,
        Kind = entry.Kind,
        Depth = entry.Depth,
        Iterable = entry.Iterable,
        Targets = entry.Targets,
        CarriedNames = entry.Carried,
        LeavesEarly = entry.Leaves,
        SizedBy = entry.Sized is [_, var operand] ? operand : null,
        SizedHow = entry.Sized is [var how, _] ? how : null,
        Grows = entry.Grown,
    };

    private static SourceOperation? Operation(OperationEntry entry) =>
        !Enum.TryParse<OperationKind>(entry.Kind, out var kind) ? null : new SourceOperation
        {
            Line = entry.Line,
            Kind = kind,
            Operand = entry.Operand,
            Text = entry.Text,
            LoopLine = entry.Loop,
            LoopInvariant = entry.Invariant,
            DependsOnLoopTarget = entry.Dependent,
            IsStatement = entry.Statement,
            Scope = Enum.TryParse<OperandScope>(entry.Scope, ignoreCase: true, out var scope)
                ? scope : OperandScope.Expression,
            GrownInLoop = entry.Grown,
        };
}
