using System.Diagnostics;
using System.Text;
using PerfOpt.Core.Model;
using PerfOpt.Report;
using PerfOpt.Report.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Report;

public sealed class ReportWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("perfopt-writer-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Writes_the_three_files_and_nothing_else()
    {
        var folder = Path.Combine(_folder, "new", "deep");
        var paths = await ReportWriter.WriteAsync(SampleReports.Full(), folder, Token);
        Directory.GetFiles(folder).Order().ShouldBe(paths.Order());
        paths.Select(Path.GetFileName).ShouldBe(["report.json", "report.md", "report.html"]);
        (await File.ReadAllBytesAsync(paths[0], Token)).ShouldBe(ReportJson.Write(SampleReports.Full()));
        foreach (var path in paths)
            (await File.ReadAllBytesAsync(path, Token)).Take(3).ShouldNotBe(Encoding.UTF8.GetPreamble());
    }

    [Fact]
    public async Task Replaces_an_older_report()
    {
        await ReportWriter.WriteAsync(SampleReports.Empty(), _folder, Token);
        await ReportWriter.WriteAsync(SampleReports.Full(), _folder, Token);
        ReportJson.ReadFile(Path.Combine(_folder, "report.json")).Bottlenecks.Count.ShouldBe(4);
        Directory.GetFiles(_folder).Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_loses_nothing()
    {
        var file = Path.Combine(_folder, "out");
        await File.WriteAllTextAsync(file, "mine", Token);
        var failed = await Should.ThrowAsync<PerfOptException>(
            ReportWriter.WriteAsync(SampleReports.Full(), file, Token));
        failed.ExitCode.ShouldBe(ExitCodes.EnvironmentNotReady);
        failed.Mend.ShouldContain("--out");
        (await File.ReadAllTextAsync(file, Token)).ShouldBe("mine");
        ShouldBeSaved(failed);
    }

    [Fact]
    public async Task A_folder_in_the_way_of_the_page_keeps_the_data()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "report.html"));
        var failed = await Should.ThrowAsync<PerfOptException>(
            ReportWriter.WriteAsync(SampleReports.Full(), _folder, Token));
        failed.Message.ShouldContain("report.html");
        failed.Message.ShouldContain(Path.Combine(_folder, "report.json"));
        Directory.GetFiles(_folder).Select(Path.GetFileName).Order().ShouldBe(["report.json", "report.md"]);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_loses_nothing()
    {
        // To root a mode means nothing; there /proc stands for a folder in which no file can be made.
        var folder = Environment.UserName == "root" ? "/proc/self" : Path.Combine(_folder, "read-only");
        if (folder.StartsWith(_folder, StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var failed = await Should.ThrowAsync<PerfOptException>(
            ReportWriter.WriteAsync(SampleReports.Full(), folder, Token));
        failed.ExitCode.ShouldBe(ExitCodes.EnvironmentNotReady);
        ShouldBeSaved(failed);
    }

    [Fact]
    public async Task A_full_disk_is_named_and_leaves_no_part_of_a_file()
    {
        var disk = Path.Combine(_folder, "disk");
        Directory.CreateDirectory(disk);
        if (!await RunAsync("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk))
        {
            // Only root mounts; without it the device that is always full shows the same error.
            Should.Throw<IOException>(() => File.WriteAllText("/dev/full", "x"));
            return;
        }

        try
        {
            var failed = await Should.ThrowAsync<PerfOptException>(
                ReportWriter.WriteAsync(SampleReports.Full(), disk, Token));
            failed.Message.ShouldContain("no space is left");
            failed.Mend.ShouldContain("df -h");
            Directory.GetFiles(disk).ShouldBeEmpty();
            ShouldBeSaved(failed);
        }
        finally
        {
            await RunAsync("umount", disk);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The message names a file that holds the report; it is read and removed.</summary>
    private static void ShouldBeSaved(PerfOptException failed)
    {
        failed.Message.ShouldContain("Nothing measured is lost");
        var path = failed.Message.Split("it is in ")[1].TrimEnd('.');
        path.ShouldStartWith(Path.GetTempPath());
        ReportJson.ReadFile(path).Summary.Headline.ShouldBe(SampleReports.Full().Summary.Headline);
        File.Delete(path);
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
        })!;
        await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return process.ExitCode == 0;
    }
}
