using System.Text;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using PerfOpt.Core.Text;

namespace PerfOpt.Adapters.Configuration;

/// <summary>Reads <c>perfopt.yaml</c> (docs/configuration.md).</summary>
public static class ConfigurationFile
{
    /// <summary>The name that is looked for in the working directory.</summary>
    public const string DefaultName = "perfopt.yaml";

    /// <summary>The largest file that is read, bytes.</summary>
    public const int MaximumBytes = 64 * 1024;

    private static readonly string[] Keys = ["targets", "runs", "warmups", "timeout", "threshold"];
    private static readonly string[] TargetKeys = ["metric", "operation", "percentile", "limit"];
    private const int MaximumTargets = 200;
    private const int MaximumRuns = 10_000;

    /// <summary>Metrics of perfopt's own, with the unit that a limit on them has.</summary>
    private static readonly Dictionary<string, string> KnownUnits = new(StringComparer.Ordinal)
    {
        [MetricNames.WallTime] = "s", [MetricNames.CpuTime] = "s", [MetricNames.UserTime] = "s",
        [MetricNames.SystemTime] = "s", [MetricNames.CpuUtilization] = "1", [MetricNames.PeakRss] = "B",
        [MetricNames.RssGrowth] = "B/s", [MetricNames.IoRead] = "B", [MetricNames.IoWrite] = "B",
        [MetricNames.ContextSwitches] = "1", [MetricNames.Throughput] = "1/s", [MetricNames.Latency] = "s",
        [MetricNames.ErrorRate] = "1",
    };

    /// <summary>Finds and reads the file.</summary>
    /// <param name="path">The file that the user named; null looks for <see cref="DefaultName"/>.</param>
    /// <param name="workingDirectory">Where to look, and what a relative path starts from.</param>
    /// <returns>Its content; <see cref="ProjectConfiguration.Empty"/> where none was named and there is none.</returns>
    /// <exception cref="PerfOptException">It is missing, unreadable or wrong (exit code 2).</exception>
    public static ProjectConfiguration Load(string? path, string workingDirectory)
    {
        string file = Path.Combine(workingDirectory, path ?? DefaultName);
        string shown = path ?? DefaultName;
        if (!File.Exists(file))
        {
            if (path is null) return ProjectConfiguration.Empty;
            throw new PerfOptException(
                $"There is no configuration file {shown}.", "Name one that exists with --config FILE.",
                    ExitCodes.Usage);
        }
        return Parse(ReadBounded(file, shown), shown);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Its name, for messages and as the targets' source.</param>
    /// <exception cref="PerfOptException">It is wrong; it says where, what and the mend (exit code 2).</exception>
    public static ProjectConfiguration Parse(string text, string file)
    {
        YamlNode? root = YamlNode.Read(text, file);
        if (root is null) return ProjectConfiguration.Empty with { File = file };
        ProjectConfiguration configuration = new() { File = file };
        foreach ((YamlNode key, YamlNode value) in root.Mapping($"one of {string.Join(", ", Keys)}"))
        {
            configuration = key.OneOf(Keys) switch
            {
                "targets" => configuration with { Targets = Targets(value, Path.GetFileName(file)) },
                "runs" => configuration with { Runs = value.WholeNumber("runs", 1, MaximumRuns) },
                "warmups" => configuration with { Warmups = value.WholeNumber("warmups", 0, MaximumRuns) },
                "timeout" => configuration with { Timeout = Timeout(value) },
                _ => configuration with { Threshold = Threshold(value) },
            };
        }
        return configuration;
    }

    private static MetricTarget[] Targets(YamlNode list, string source)
    {
        IReadOnlyList<YamlNode> items = list.Sequence("a list of targets, each with metric and limit");
        if (items.Count > MaximumTargets)
            throw list.Wrong($"{items.Count} targets", $"Keep at most {MaximumTargets}.");
        return [.. items.Select(i => Target(i, source))];
    }

    private static MetricTarget Target(YamlNode node, string source)
    {
        YamlNode? metric = null, operation = null, percentile = null, limit = null;
        foreach ((YamlNode key, YamlNode value) in node.Mapping($"the keys {string.Join(", ", TargetKeys)}"))
        {
            switch (key.OneOf(TargetKeys))
            {
                case "metric": metric = value; break;
                case "operation": operation = value; break;
                case "percentile": percentile = value; break;
                default: limit = value; break;
            }
        }
        if (metric is null) throw node.Wrong("a target without a metric", "Add a line such as `metric: wall_time`.");
        if (limit is null) throw node.Wrong("a target without a limit", "Add a line such as `limit: 1.5 s`.");
        string name = metric.Text("a metric's name such as wall_time");
        string? of = operation?.Text("an operation's name");
        RequireKnownMetric(metric, name, of);
        (double value2, string unit) = limit.Quantity($"a number with a unit ({QuantityText.KnownUnits})");
        if (KnownUnits.TryGetValue(name, out string? wanted) && unit != wanted)
            throw limit.Wrong($"the limit `{limit.Scalar}` of {name}", $"Give it in {Example(wanted)}.");
        if (value2 < 0) throw limit.Wrong($"the limit `{limit.Scalar}`", "Give a limit that is not negative.");
        return new MetricTarget
        {
            Metric = name,
            Operation = of,
            Percentile = percentile is null ? null : Percentile(percentile),
            Limit = value2,
            Unit = unit,
            Source = source,
        };
    }

    /// <summary>
    /// A metric of the whole run must be one that perfopt measures; an operation's may have any name.
    /// </summary>
    private static void RequireKnownMetric(YamlNode node, string name, string? operation)
    {
        if (operation is not null || KnownUnits.ContainsKey(name)) return;
        string nearest = Spelling.Closest(name, KnownUnits.Keys);
        throw node.Wrong($"the unknown metric `{name}`",
            $"Did you mean `{nearest}`? A metric that the program writes needs its `operation:` beside it.");
    }

    private static double Percentile(YamlNode node)
    {
        string text = node.Text("a percentile such as 95");
        string digits = text.StartsWith('p') ? text[1..] : text;
        if (!QuantityText.TryParse(digits, out double percentile, out string unit)) percentile = double.NaN;
        if (digits.EndsWith('%')) percentile *= 100;
        return unit == "1" && percentile is > 0 and < 100
            ? percentile
            : throw node.Wrong($"the percentile `{text}`", "Give a number above 0 and below 100, such as 95.");
    }

    private static TimeSpan Timeout(YamlNode node)
    {
        (double seconds, string unit) = node.Quantity("a time such as 60s");
        // A bare number is taken as seconds, as on the command line.
        bool time = unit is "s" or "1" && node.Scalar?.EndsWith('%') != true;
        return time && seconds > 0 && seconds <= TimeSpan.FromDays(365).TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw node.Wrong($"the timeout `{node.Scalar}`", "Give a time above 0, such as `timeout: 60s`.");
    }

    private static double Threshold(YamlNode node)
    {
        (double threshold, string unit) = node.Quantity("a share such as 2%");
        return unit == "1" && threshold is > 0 and < 1
            ? threshold
            : throw node.Wrong($"the threshold `{node.Scalar}`",
                "Give a share between 0 and 100 %, such as `threshold: 2%`.");
    }

    private static string Example(string unit) => unit switch
    {
        "s" => "a time, such as 1.5 s or 250 ms",
        "B" => "bytes, such as 64 MB",
        "1/s" => "operations a second, such as 100 1/s",
        "B/s" => "bytes a second, such as 10 KB/s",
        _ => "a plain number or a percentage, such as 0.8 or 80 %",
    };

    private static string ReadBounded(string file, string shown)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            byte[] buffer = new byte[MaximumBytes + 1];
            int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (read > MaximumBytes)
                throw new PerfOptException($"{shown} is larger than {MaximumBytes / 1024} KiB.",
                    "Keep only the keys that docs/configuration.md names.", ExitCodes.Usage);
            return Encoding.UTF8.GetString(buffer, 0, read).TrimStart('\uFEFF');
        }
        catch (IOException e)
        {
            throw Unreadable(shown, e.Message);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Unreadable(shown, e.Message);
        }
    }

    private static PerfOptException Unreadable(string file, string why) =>
        new($"{file} cannot be read: {why}", $"Make it readable: chmod u+r {file}", ExitCodes.Usage);
}
