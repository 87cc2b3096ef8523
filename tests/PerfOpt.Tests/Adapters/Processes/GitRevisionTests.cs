using System.Security.Cryptography;
using PerfOpt.Adapters.Processes;
using PerfOpt.Core.Measurement;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Adapters.Processes;

public sealed class GitRevisionTests
{
    [Fact]
    public async Task It_is_the_commit_and_whether_files_differ()
    {
        using var folder = new TemporaryDirectory();
        using var runner = Runners.New();
        using var scratch = Scratch.Create();
        var token = TestContext.Current.CancellationToken;
        async Task Shell(string script) => (await runner.RunAsync(
            Runners.Shell(script) with { WorkingDirectory = folder.FullPath }, null, token)).ExitCode.ShouldBe(0);
        Task<string?> Revision() => GitRevision.FindAsync(runner, scratch, folder.FullPath, token);

        (await Revision()).ShouldBeNull();
        await Shell("git init -q");
        (await Revision()).ShouldBeNull("there is no commit yet");
        await Shell("echo a > a; git add a; git -c user.name=n -c user.email=e@x commit -qm first");
        string commit = (await Revision()).ShouldNotBeNull();
        commit.ShouldMatch("^[0-9a-f]{40}([0-9a-f]{24})?$");

        // Touched, not changed: git would refresh its index here if it were allowed to.
        await Shell("touch -d '2001-01-01' a");
        byte[] index = SHA256.HashData(await File.ReadAllBytesAsync(folder[".git/index"], token));
        (await Revision()).ShouldBe(commit);
        SHA256.HashData(await File.ReadAllBytesAsync(folder[".git/index"], token)).ShouldBe(index);

        await Shell("echo b > untracked");
        (await Revision()).ShouldBe(commit);
        await Shell("echo c >> a");
        (await Revision()).ShouldBe(commit + "+dirty");
    }

    [Fact]
    public async Task Without_git_there_is_none()
    {
        using var runner = Runners.New();
        using var scratch = Scratch.Create();
        var blind = new WithoutPath(runner);
        string? revision = await GitRevision.FindAsync(
            blind, scratch, Path.GetTempPath(), TestContext.Current.CancellationToken);
        revision.ShouldBeNull();
        blind.Runs.ShouldBe(1);
    }

    private sealed class WithoutPath(ITargetRunner runner) : ITargetRunner
    {
        public int Runs { get; private set; }

        public Task<RunResult> RunAsync(
            RunRequest request, Action<int>? started, CancellationToken cancellationToken)
        {
            Runs++;
            var bare = request with { Environment = new Dictionary<string, string?> { ["PATH"] = "/nonexistent" } };
            return runner.RunAsync(bare, started, cancellationToken);
        }
    }
}
