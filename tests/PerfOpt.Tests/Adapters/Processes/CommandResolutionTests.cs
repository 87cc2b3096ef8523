using PerfOpt.Adapters.Processes;
using PerfOpt.Core.Model;
using PerfOpt.Core.Text;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class CommandResolutionTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public CommandResolutionTests() => Directory.CreateDirectory(_folder["bin"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_searched_in_the_path_from_left_to_right()
    {
        _folder.Write("tool", "#!/bin/sh\n", executable: true);
        _folder.Write("bin/tool", "#!/bin/sh\n", executable: true);
        Resolve("tool", $"{_folder["absent"]}:{_folder["bin"]}:/usr/bin").ShouldBe(_folder["bin/tool"]);
        Resolve("tool", "bin").ShouldBe(_folder["bin/tool"]);
        // An empty entry is the working directory (environ(7)).
        Resolve("tool", $":{_folder["bin"]}").ShouldBe(_folder["tool"]);
        Resolve("sh", null).ShouldBeOneOf("/bin/sh", "/usr/bin/sh");
    }

    [Fact]
    public void A_path_is_taken_from_the_targets_directory()
    {
        _folder.Write("bin/tool", "#!/bin/sh\n", executable: true);
        Resolve("bin/tool", "").ShouldBe(_folder["bin/tool"]);
        Resolve("./bin/tool", "").ShouldBe(_folder["./bin/tool"]);
    }

    [Fact]
    public void A_file_that_is_not_executable_is_passed_over_as_execvp_does()
    {
        Directory.CreateDirectory(_folder["other"]);
        _folder.Write("bin/tool", "");
        _folder.Write("other/tool", "#!/bin/sh\n", executable: true);
        Resolve("tool", "bin:other").ShouldBe(_folder["other/tool"]);
    }

    [Theory]
    [InlineData("pyhton3", "no such program: pyhton3", "Did you mean python3?")]
    [InlineData("zzqx-nothing", "no such program: zzqx-nothing", "Check the spelling, or install it")]
    [InlineData("./tol", "no such program: ./tol", "Did you mean ./tool?")]
    [InlineData("./app.py", "permission denied: ./app.py is not executable", "perfopt analyze -- python3 ./app.py")]
    [InlineData("app.py", "in the working directory", "perfopt analyze -- python3 app.py")]
    [InlineData("tool", "in the working directory", "perfopt analyze -- ./tool")]
    [InlineData("./data", "permission denied: ./data is not executable", "chmod +x ./data")]
    [InlineData("./bin", "./bin is a directory", "ls ./bin")]
    [InlineData("./package", "./package is a directory", "perfopt analyze -- python3 ./package")]
    [InlineData("", "no command", "perfopt analyze -- python3 app.py")]
    public void What_cannot_be_run_is_explained_with_its_mend(string name, string message, string mend)
    {
        _folder.Write("tool", "#!/bin/sh\n", executable: true);
        _folder.Write("bin/python3", "#!/bin/sh\n", executable: true);
        _folder.Write("app.py", "");
        _folder.Write("data", "");
        Directory.CreateDirectory(_folder["package"]);
        _folder.Write("package/__main__.py", "");
        var failure = Should.Throw<PerfOptException>(() => Resolve(name, "bin"));
        failure.Message.ShouldContain(message);
        failure.Mend.ShouldContain(mend);
        failure.ExitCode.ShouldBe(ExitCodes.TargetFailed);
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_told()
    {
        var failure = Should.Throw<PerfOptException>(
            () => CommandResolution.Resolve(["sh"], _folder["absent"], "/bin"));
        failure.Message.ShouldContain("no such working directory");
    }

    [Theory]
    [InlineData("plain text\n", "neither a program for this machine nor a script", "perfopt analyze -- sh ./it")]
    [InlineData("#!/no/such/interpreter -x\n", "asks for /no/such/interpreter", "Mend its first line")]
    [InlineData("", "neither a program", "sh ./it")]
    public async Task What_the_kernel_refuses_is_explained(string text, string message, string mend)
    {
        _folder.Write("it", text, executable: true);
        using var runner = Runners.New();
        var request = Runners.Request("./it") with { WorkingDirectory = _folder.FullPath };
        var failure = await Should.ThrowAsync<PerfOptException>(
            () => runner.RunAsync(request, null, TestContext.Current.CancellationToken));
        failure.Message.ShouldContain(message);
        failure.Mend.ShouldContain(mend);
        failure.ExitCode.ShouldBe(ExitCodes.TargetFailed);
        // The guard serves on.
        var next = await runner.RunAsync(Runners.Request("true"), null, TestContext.Current.CancellationToken);
        next.ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Arguments_over_the_kernels_limit_are_explained()
    {
        var failure = await Should.ThrowAsync<PerfOptException>(
            () => Runners.RunAsync(Runners.Request("echo", new string('x', 1 << 20))));
        failure.Mend.ShouldContain("ARG_MAX");
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("git", "git", 0)]
    [InlineData("gti", "git", 1)]
    [InlineData("python", "pythn", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Slips_are_counted(string a, string b, int slips)
    {
        Spelling.Distance(a, b).ShouldBe(slips);
        Spelling.Distance(b, a).ShouldBe(slips);
    }

    private string Resolve(string name, string? path) => CommandResolution.Resolve([name], _folder.FullPath, path);
}
