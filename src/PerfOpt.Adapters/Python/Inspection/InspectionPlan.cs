using System.Globalization;
using System.Text.RegularExpressions;
using PerfOpt.Adapters.Python.Probe;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python.Inspection;

/// <summary>Tells the target what to look at, as a Python literal.</summary>
internal static partial class InspectionPlan
{
    private const int MostOperands = 300;
    private const string Values = ".values()";

    /// <summary>The functions and, for each, the operands that can be looked at without running anything.</summary>
    public static string Of(IReadOnlyList<SourceFunction> functions, string workingDirectory) =>
        "[" + string.Join(", ", functions.Select(f => Function(f, workingDirectory))) + "]";

    private static string Function(SourceFunction function, string workingDirectory)
    {
        var operands = Operations(function).Concat(Loops(function)).Distinct().Take(MostOperands);
        return PythonLiteral.Of(new Dictionary<string, string>
        {
            ["file"] = PythonLiteral.Of(Path.GetFullPath(function.Function.File, workingDirectory)),
            ["name"] = PythonLiteral.Of(function.Function.Symbol[(function.Function.Symbol.LastIndexOf('.') + 1)..]),
            ["first"] = Number(function.Function.FirstLine),
            ["last"] = Number(function.EndLine),
            ["operands"] = "[" + string.Join(", ", operands) + "]",
        });
    }

    private static IEnumerable<string> Operations(SourceFunction function)
    {
        foreach (var operation in function.Operations)
        {
            // The values of a dict are gone through one by one, like a list; asking for them runs no code of the
            // program.
            if (operation.Kind == OperationKind.Membership && operation.Operand.EndsWith(Values,
                StringComparison.Ordinal)
                && operation.Operand[..^Values.Length] is var owner && Chain().IsMatch(owner))
            {
                yield return Operand(operation.Line, operation.Operand, owner, "values", Nesting(function,
                    operation), 0);
            }
            else if (HasStructure(operation.Kind) && Chain().IsMatch(operation.Operand))
            {
                yield return Operand(
                    operation.Line, operation.Operand, operation.Operand, "len", Nesting(function, operation), 0);
            }
        }
    }

    private static IEnumerable<string> Loops(SourceFunction function)
    {
        foreach (var loop in function.Loops)
        {
            if (loop is { SizedBy: { } operand, SizedHow: "len" or "int" } && Chain().IsMatch(operand))
                yield return Operand(loop.Line, loop.Iterable, operand, loop.SizedHow, 0, loop.EndLine);
        }
    }

    private static string Operand(int line, string text, string chain, string how, int nesting, int last)
    {
        var once = last > 0 ? "True" : "False";
        return $"[{Number(line)}, {PythonLiteral.Of(text)}, {PythonLiteral.Of(chain.Split('.'))}, "
            + $"{PythonLiteral.Of(how)}, {Number(nesting)}, {once}, {Number(last)}]";
    }

    /// <summary>
    /// 2 where the loop around an operation stands on one line, and only the return to its head tells the iterations;
    /// 1 in a longer comprehension, which may have a frame of its own; 0 elsewhere.
    /// </summary>
    private static int Nesting(SourceFunction function, SourceOperation operation)
    {
        var loop = function.Loops
            .Where(l => l.Line == operation.LoopLine && l.Line <= operation.Line && operation.Line <= l.EndLine)
            .MinBy(l => l.EndLine - l.Line);
        return loop is null ? 0 : loop.Line == loop.EndLine ? 2 : loop.Kind == "comprehension" ? 1 : 0;
    }

    private static bool HasStructure(OperationKind kind) => kind is OperationKind.Membership or OperationKind.PopFront
        or OperationKind.Insert or OperationKind.SearchByValue or OperationKind.Sort or OperationKind.Scan
        or OperationKind.Slice or OperationKind.Concatenate or OperationKind.Subscript;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[\p{L}_]\w*(\.[\p{L}_]\w*)*$")]
    private static partial Regex Chain();
}
