using System.Globalization;
using System.Text.Json;
using Shouldly;

namespace PerfOpt.AcceptanceTests;

/// <summary>Reads a report as an outside tool does.</summary>
public static class ReportReading
{
    private static readonly string[] s_files =
    [
        "report.json", "report.md", "report.html", "profile.speedscope.json", "profile.collapsed.txt", "profile.pb.gz",
    ];

    /// <summary>The elements of a list of the report; none where it is absent.</summary>
    public static IReadOnlyList<JsonElement> List(this JsonElement report, string name) =>
        report.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray()] : [];

    /// <summary>A part of a bottleneck's location; null where it is absent.</summary>
    public static string? Place(this JsonElement bottleneck, string name) =>
        bottleneck.TryGetProperty("location", out JsonElement location)
        && location.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>A text property; empty where it is absent.</summary>
    public static string Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    /// <summary>The bottlenecks, a line each, for a failure's message.</summary>
    public static string Findings(this JsonElement report) => string.Join('\n', report.List("bottlenecks").Select(b =>
        string.Create(CultureInfo.InvariantCulture, $"{b.Text("rootCause")} {b.Text("severity")} {b.Text("status")} ")
        + $"{b.Place("file")} {b.Place("symbol")} {(b.TryGetProperty("share", out JsonElement s) ? s : default)}"));

    /// <summary>The figures of a metric of the whole run; null where it was not measured.</summary>
    public static JsonElement? Metric(this JsonElement report, string name, string? operation = null)
    {
        if (!report.TryGetProperty("baseline", out JsonElement baseline))
            return null;
        foreach (JsonElement metric in baseline.List("metrics"))
        {
            if (metric.Text("name") == name && metric.Text("operation") == (operation ?? ""))
                return metric;
        }
        return null;
    }

    /// <summary>Asserts that an analysis went well and wrote everything that it promises.</summary>
    /// <returns>The report.</returns>
    public static JsonElement ShouldBeWhole(this PerfOptResult result)
    {
        result.ExitCode.ShouldBe(0, result.Error);
        JsonElement report = result.Report.ShouldNotBeNull(result.Error);
        foreach (string file in s_files)
            new FileInfo(Path.Combine(result.ReportFolder!, file)).Length.ShouldBeGreaterThan(0, file);
        return report;
    }

    /// <summary>Asserts that each recommendation's estimate lies in its interval, below what is now.</summary>
    public static void ShouldHaveSoundEstimates(this JsonElement report)
    {
        foreach (JsonElement recommendation in report.List("recommendations"))
        {
            JsonElement estimate = recommendation.GetProperty("estimate");
            double after = estimate.GetProperty("after").GetDouble();
            after.ShouldBeGreaterThanOrEqualTo(estimate.GetProperty("low").GetDouble(), recommendation.ToString());
            after.ShouldBeLessThanOrEqualTo(estimate.GetProperty("high").GetDouble(), recommendation.ToString());
            estimate.GetProperty("low").GetDouble().ShouldBeGreaterThanOrEqualTo(0, recommendation.ToString());
            estimate.GetProperty("basis").GetString().ShouldBeOneOf("measured", "modelled");
        }
    }

    /// <summary>Asserts that perfopt ended with one line that says what is wrong and how to mend it.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="exitCode">The exit code of the contract.</param>
    /// <returns>The line.</returns>
    public static string ShouldSayInOneLine(this PerfOptResult result, int exitCode)
    {
        result.ExitCode.ShouldBe(exitCode, result.Error + result.Output);
        string line = result.Error.Split('\n').Where(text => text.StartsWith("perfopt: ", StringComparison.Ordinal))
            .ShouldHaveSingleItem(result.Error);
        line.ShouldContain("; ", Case.Sensitive, "the line holds no mend: " + line);
        result.Error.ShouldNotContain("   at ");
        result.Error.ShouldNotContain("Exception");
        return line;
    }
}
