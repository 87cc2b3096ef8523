using System.Diagnostics;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace PerfOpt.AcceptanceTests;

/// <summary>A Python program is understood however it is started.</summary>
public sealed class PythonVariantTests : IDisposable
{
    /// <summary>Both in one: a list where a set belongs.</summary>
    private const string Slow = """
        def distinct(count):
            seen = []
            for number in range(count):
                if number not in seen:
                    seen.append(number)
            return len(seen)


        """;

    private const string Main = Slow + "print(distinct(9000))\n";

    private readonly PerfOptCommand _command = new();

    public static TheoryData<string> Interpreters => [.. Installed(8, 14)];

    [Theory]
    [MemberData(nameof(Interpreters))]
    public async Task Each_interpreter_shows_statements_and_structures(string python)
    {
        _command.Copy(Repository.Target("causes/n_plus_one_repository.py"), "queries.py");
        _command.Write("structure.py", Main);

        JsonElement queries = (await AnalyzeAsync(python, "queries.py")).ShouldBeWhole();
        JsonElement structure = (await AnalyzeAsync(python, "structure.py")).ShouldBeWhole();

        queries.List("bottlenecks").ShouldNotBeEmpty(python);
        queries.List("bottlenecks")[0].Text("rootCause").ShouldBe("n-plus-one-query", queries.Findings());
        ShouldBlameDistinct(structure, "structure.py");
    }

    [Fact]
    public async Task An_older_interpreter_still_gives_a_baseline()
    {
        _command.Write("old.py", "total = 0\nfor i in range(2000000):\n    total += i\nprint(total)\n");
        foreach (string python in Installed(0, 7))
        {
            PerfOptResult result = await AnalyzeAsync(python, "old.py");

            result.ExitCode.ShouldBe(0, python + result.Error);
            result.Report!.Value.Metric("wall_time").ShouldNotBeNull();
            (await File.ReadAllTextAsync(
                Path.Combine(result.ReportFolder!, "report.json"), TestContext.Current.CancellationToken))
                .ShouldContain("3.8", Case.Sensitive, python);
        }
    }

    [Fact]
    public async Task A_virtual_environment()
    {
        using Process venv = Process.Start(Python, ["-m", "venv", "--without-pip",
            Path.Combine(_command.WorkingFolder, "env")]);
        await venv.WaitForExitAsync(TestContext.Current.CancellationToken);
        _command.Write("app.py", Main);

        ShouldBlameDistinct((await AnalyzeAsync("env/bin/python", "app.py")).ShouldBeWhole(), "app.py");
    }

    [Fact]
    public async Task A_package_run_by_name()
    {
        _command.Write("shop/__init__.py", "");
        _command.Write("shop/work.py", Slow);
        _command.Write("shop/__main__.py", "from .work import distinct\nprint(distinct(9000))\n");

        ShouldBlameDistinct((await AnalyzeAsync(Python, "-m", "shop")).ShouldBeWhole(), "shop/work.py");
    }

    [Fact]
    public async Task Code_on_the_command_line()
    {
        _command.Write("work.py", Slow);

        JsonElement report = (await AnalyzeAsync(Python, "-c", "import work; print(work.distinct(9000))"))
            .ShouldBeWhole();

        ShouldBlameDistinct(report, "work.py");
    }

    [Fact]
    public async Task An_isolated_interpreter()
    {
        _command.Write("app.py", Main);

        ShouldBlameDistinct((await AnalyzeAsync(Python, "-I", "app.py")).ShouldBeWhole(), "app.py");
    }

    [Fact]
    public async Task A_script_with_a_shebang()
    {
        string script = _command.Write("app", "#!/usr/bin/env python3\n" + Main);
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        ShouldBlameDistinct((await AnalyzeAsync("./app")).ShouldBeWhole(), "app");
    }

    [Fact]
    public async Task A_script_that_replaces_its_path()
    {
        _command.Write("app.py", "import os, sys\nsys.path = [p for p in sys.path if 'python' in p]\n"
            + "os.environ.pop('PYTHONPATH', None)\n" + Main);

        ShouldBlameDistinct((await AnalyzeAsync(Python, "app.py")).ShouldBeWhole(), "app.py");
    }

    [Fact]
    public async Task A_pool_of_processes()
    {
        _command.Write("app.py", "import multiprocessing\n" + Slow + """
            if __name__ == "__main__":
                with multiprocessing.Pool(2) as pool:
                    print(sum(pool.map(distinct, [7000] * 4)))
            """);

        ShouldBlameDistinct((await AnalyzeAsync(Python, "app.py")).ShouldBeWhole(), "app.py");
        _command.ShouldHaveLeftNothingBehind();
    }

    [Fact]
    public async Task Threads()
    {
        _command.Write("app.py", "import threading\n" + Slow + """
            threads = [threading.Thread(target=distinct, args=(6000,)) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            print("done")
            """);

        ShouldBlameDistinct((await AnalyzeAsync(Python, "app.py")).ShouldBeWhole(), "app.py");
    }

    [Fact]
    public async Task A_program_that_reads_standard_input()
    {
        _command.Write("numbers.txt", "9000\n");
        _command.Write("app.py", "import sys\n" + Slow + "print(distinct(int(sys.stdin.readline())))\n");

        PerfOptResult result = await _command.RunAsync("analyze", "--runs", "3", "--warmups", "0",
            "--stdin", "numbers.txt", "--", Python, "app.py");

        ShouldBlameDistinct(result.ShouldBeWhole(), "app.py");
    }

    [Fact]
    public async Task A_folder_with_spaces_and_letters_beyond_ascii()
    {
        _command.Write("Läden & so/mein Programm.py", Main);

        JsonElement report = (await AnalyzeAsync(Python, "Läden & so/mein Programm.py")).ShouldBeWhole();

        ShouldBlameDistinct(report, "Läden & so/mein Programm.py");
    }

    public void Dispose() => _command.Dispose();

    private static string Python => "python3";

    private Task<PerfOptResult> AnalyzeAsync(params string[] target) =>
        _command.RunAsync(["analyze", "--runs", "3", "--warmups", "0", "--", .. target]);

    private static void ShouldBlameDistinct(JsonElement report, string file)
    {
        IReadOnlyList<JsonElement> found = report.List("bottlenecks");
        found.ShouldNotBeEmpty(report.ToString());
        new PlantedCause(file, "wrong-data-structure", ["distinct"]).IsAt(found[0], "")
            .ShouldBeTrue(report.Findings());
        found[0].Text("status").ShouldBe("confirmed");
    }

    /// <summary>The interpreters found: the distribution's, and pyenv's of some minor versions.</summary>
    private static IEnumerable<string> Installed(int lowest, int highest)
    {
        if (lowest > 7 && File.Exists("/usr/bin/python3"))
            yield return "/usr/bin/python3";
        string root = Environment.GetEnvironmentVariable("PYENV_ROOT")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv");
        string versions = Path.Combine(root, "versions");
        if (!Directory.Exists(versions))
            yield break;
        foreach (string folder in Directory.EnumerateDirectories(versions).Order(StringComparer.Ordinal))
        {
            string python = Path.Combine(folder, "bin", "python");
            if (File.Exists(python) && Version.TryParse(Path.GetFileName(folder), out Version? version)
                && (version.Major == 2 ? 0 : version.Minor) is var minor && minor >= lowest && minor <= highest)
                yield return python;
        }
    }
}
