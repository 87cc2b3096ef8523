using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging.Abstractions;
using PerfOpt.Core.Model;
using PerfOpt.Report.Components;
using PerfOpt.Report.Json;

namespace PerfOpt.Report.Html;

/// <summary>
/// The report as one page that needs no network: Razor components rendered to text, which encode all that they
/// print, with the raw JSON inside.
/// </summary>
public static class HtmlReport
{
    /// <summary>The text of <c>report.html</c>.</summary>
    public static async Task<string> RenderAsync(ReportDocument report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var clean = FiniteFigures.Of(report);
        var data = "<script type=\"application/json\" id=\"report-data\">" + ReportJson.WriteForHtml(clean)
            + "</script>";
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(ReportPage.Report)] = clean,
            [nameof(ReportPage.DataElement)] = new MarkupString(data),
        });
        await using var renderer = new HtmlRenderer(NoServices.Instance, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<ReportPage>(parameters)).ToHtmlString() + "\n");
    }

    /// <summary>The page's components inject nothing.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public static readonly NoServices Instance = new();

        public object? GetService(Type serviceType) => null;
    }
}
