using PerfOpt.Adapters.Python.Inspection;
using PerfOpt.Adapters.Python.Probe;
using PerfOpt.Adapters.Python.Sampling;
using PerfOpt.Adapters.Python.Source;
using PerfOpt.Core;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;

namespace PerfOpt.Adapters.Python;

/// <summary>
/// A program that CPython runs: measured plainly, sampled from outside, probed and inspected from within.
/// </summary>
/// <param name="runner">Runs it.</param>
/// <param name="options">What the user asked for.</param>
/// <param name="settings">What the driver needs of the world.</param>
public sealed class PythonDriver(ITargetRunner runner, AnalysisOptions options, PythonDriverSettings settings)
    : ITargetDriver, IProfilingDriver, IProbingDriver, IInspectingDriver
{
    private const double InstrumentedFactor = 5;

    private string? _interpreter;
    private int _runs;

    /// <inheritdoc />
    public Task<TargetInfo> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(new TargetInfo
    {
        Kind = TargetKind.Python,
        Command = options.Command,
        WorkingDirectory = options.WorkingDirectory,
        Revision = settings.Revision,
    });

    /// <inheritdoc />
    public async Task<TimedRun> RunAsync(bool passOutput, CancellationToken cancellationToken)
    {
        var operations = Path.Combine(settings.Scratch, $"operations-{++_runs}.txt");
        var request = Request(passOutput ? OutputMode.PassToStandardError : OutputMode.Discard) with
        {
            Environment = new Dictionary<string, string?> { [settings.OperationsVariable] = operations },
        };
        var result = await runner.RunAsync(request, started: null, cancellationToken).ConfigureAwait(false);
        var readings = settings.ReadOperations(operations);
        File.Delete(operations);
        return new TimedRun(result, readings);
    }

    /// <inheritdoc />
    public async Task<ProfiledRun> ProfileAsync(double rateHz, CancellationToken cancellationToken)
    {
        SamplerSession? session = null;
        PerfOptException? refused = null;
        void Started(int pid)
        {
            try
            {
                session = PythonSampler.Start(pid, new SamplerOptions { RateHz = rateHz, Exact = options.Exact });
            }
            catch (PerfOptException e)
            {
                // The run goes on unobserved: it still counts, and the report says why nothing was seen.
                refused = e;
            }
        }

        var result = await runner
            .RunAsync(Request(OutputMode.Discard), Started, cancellationToken).ConfigureAwait(false);
        using (session)
        {
            var profile = session?.Finish();
            var runtime = session?.Runtime?.Name;
            if (profile is { Count: > 0 })
                return new ProfiledRun(result, profile, runtime, []);
            var failure = refused ?? session?.Failure;
            var why = failure?.Message ?? "no CPython was found in the process or its descendants";
            var mend = failure?.Mend ?? "name the interpreter in the command: perfopt analyze -- python3 app.py";
            return new ProfiledRun(result, null, runtime, [new Gap("profile", "where the time goes", why, mend)]);
        }
    }

    /// <inheritdoc />
    public async Task<ProbedRun> ProbeAsync(CancellationToken cancellationToken)
    {
        var probed = await PythonProbe.RunAsync(
            runner, Slower(), settings.Scratch, settings.Fingerprint, cancellationToken)
            .ConfigureAwait(false);
        _interpreter = probed.Interpreter;
        return new ProbedRun(probed.Run, probed.Statements, probed.Operations, probed.Gaps);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<SourceFunction>> ReadSourceAsync(
        IReadOnlyList<FunctionKey> functions, CancellationToken cancellationToken) =>
        _interpreter is null ? [] : await PythonSource.ReadAsync(
            runner, _interpreter, options.WorkingDirectory, functions, settings.Scratch, cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc />
    public async Task<InspectedRun> InspectAsync(
        IReadOnlyList<SourceFunction> functions, double baselineSeconds, CancellationToken cancellationToken)
    {
        var budget = new InspectionBudget { BaselineSeconds = baselineSeconds };
        var inspected = await PythonInspector.RunAsync(
            runner, Slower(), settings.Scratch, functions, budget, cancellationToken)
            .ConfigureAwait(false);
        return new InspectedRun(inspected.Run, inspected.Inspection, []);
    }

    /// <summary>A run with something of ours in it, which takes longer than the user reckons with.</summary>
    private RunRequest Slower() =>
        Request(OutputMode.Discard) with
        {
            Timeout = (options.Timeout * InstrumentedFactor) + TimeSpan.FromSeconds(10),
        };

    private RunRequest Request(OutputMode output) => new()
    {
        Command = options.Command,
        WorkingDirectory = options.WorkingDirectory,
        Timeout = options.Timeout,
        Output = output,
        StandardInput = options.StandardInput,
    };
}

/// <summary>What a <see cref="PythonDriver"/> needs of the world.</summary>
public sealed record PythonDriverSettings
{
    /// <summary>An existing folder of perfopt's own.</summary>
    public required string Scratch { get; init; }

    /// <summary>The git revision of the working directory, or null.</summary>
    public string? Revision { get; init; }

    /// <summary>Makes the template of a statement from its text.</summary>
    public required Func<string, string> Fingerprint { get; init; }

    /// <summary>The variable that tells the target where to write its operations.</summary>
    public required string OperationsVariable { get; init; }

    /// <summary>Reads what the target wrote there; a file that lacks is empty.</summary>
    public required Func<string, OperationReadings> ReadOperations { get; init; }
}
