using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace PerfOpt.Report.Components;

/// <summary>The page's own style and script, and the policy that lets nothing else run or load.</summary>
internal static class PageAssets
{
    private static readonly string Style = Load("report.css");
    private static readonly string Script = Load("report.js");

    /// <summary>The style element.</summary>
    public static MarkupString StyleElement { get; } = new("<style>" + Style + "</style>");

    /// <summary>The script element.</summary>
    public static MarkupString ScriptElement { get; } = new("<script>" + Script + "</script>");

    /// <summary>Nothing from anywhere, but the two above by their hashes.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Hash(Style)}'; script-src 'sha256-{Hash(Script)}'; "
        + "base-uri 'none'; form-action 'none'";

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Load(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
