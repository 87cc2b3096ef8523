using PerfOpt.Adapters.Configuration;
using PerfOpt.Core.Measurement;
using PerfOpt.Core.Model;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void The_documented_file_is_read()
    {
        ProjectConfiguration read = ConfigurationFile.Parse(Example("configuration.md"), "perfopt.yaml");
        read.Targets.Count.ShouldBe(2);
        read.Targets[0].ShouldBe(
            new MetricTarget { Metric = "wall_time", Limit = 1.5, Unit = "s", Source = "perfopt.yaml" });
        read.Targets[1].ShouldBe(new MetricTarget
        {
            Metric = "latency", Operation = "checkout", Percentile = 95, Limit = 0.02, Unit = "s",
            Source = "perfopt.yaml",
        });
        read.Runs.ShouldBe(10);
        read.Warmups.ShouldBe(1);
        read.Timeout.ShouldBe(TimeSpan.FromSeconds(60));
        read.Threshold!.Value.ShouldBe(0.02, 1e-12);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    public void An_empty_file_says_nothing(string text) =>
        ConfigurationFile.Parse(text, "perfopt.yaml").Targets.ShouldBeEmpty();

    [Theory]
    [InlineData("targest:\n", "perfopt.yaml:1:1: found the unknown key `targest`.", "Did you mean `targets`?")]
    [InlineData("runs: ten\n", "perfopt.yaml:1:7: found `ten` for runs.", "Give a whole number from 1 to 10000.")]
    [InlineData("runs: 0\n", "perfopt.yaml:1:7: found `0` for runs.", "Give a whole number")]
    [InlineData("runs:\n", "perfopt.yaml:1:6: found an empty value for runs.", "Give a whole number")]
    [InlineData("runs: 5\nruns: 6\n", "perfopt.yaml:2:1: found the key `runs` a second time.", "Keep one")]
    [InlineData("timeout: -3s\n", "perfopt.yaml:1:10: found the timeout `-3s`.", "timeout: 60s")]
    [InlineData("threshold: 3 s\n", "perfopt.yaml:1:12: found the threshold `3 s`.", "threshold: 2%")]
    [InlineData("- a\n- b\n", "perfopt.yaml:1:1: found a list.", "Write one of targets, runs")]
    [InlineData("targets: 5\n", "perfopt.yaml:1:10: found `5`.", "a list of targets")]
    [InlineData("targets:\n  - limit: 1 s\n", "perfopt.yaml:2:5: found a target without a metric.",
        "metric: wall_time")]
    [InlineData("targets:\n  - metric: wall_time\n", "perfopt.yaml:2:5: found a target without a limit.",
        "limit: 1.5 s")]
    [InlineData("targets:\n  - metric: wal_time\n    limit: 1 s\n",
        "perfopt.yaml:2:13: found the unknown metric `wal_time`.", "Did you mean `wall_time`?")]
    [InlineData("targets:\n  - metric: wall_time\n    limit: 1 MB\n",
        "perfopt.yaml:3:12: found the limit `1 MB` of wall_time.", "Give it in a time")]
    [InlineData("targets:\n  - metric: wall_time\n    limit: soon\n", "perfopt.yaml:3:12: found `soon`.",
        "a number with a unit")]
    [InlineData("targets:\n  - metric: wall_time\n    limt: 1 s\n", "perfopt.yaml:3:5: found the unknown key `limt`.",
        "Did you mean `limit`?")]
    [InlineData("targets:\n  - metric: wall_time\n    limit: 1 s\n    percentile: 100\n",
        "perfopt.yaml:4:17: found the percentile `100`.", "below 100")]
    [InlineData("a: &x [1]\nb: *x\n", "perfopt.yaml:1:4: found an anchor", "Write the plain value")]
    [InlineData("runs: *x\n", "perfopt.yaml:1:7: found an alias", "Write the value out")]
    [InlineData("runs: !!python/object 1\n", "perfopt.yaml:1:7: found an anchor (`&name`) or a tag", "plain value")]
    [InlineData("runs: 1\n---\nruns: 2\n", "perfopt.yaml:2:1: found a second document.", "one document")]
    public void What_is_wrong_is_said_in_one_line_with_place_and_mend(string text, string message, string mend)
    {
        PerfOptException error = Should.Throw<PerfOptException>(() => ConfigurationFile.Parse(text, "perfopt.yaml"));
        error.Message.ShouldStartWith(message);
        error.Message.ShouldNotContain("\n");
        error.Mend.ShouldContain(mend);
        error.ExitCode.ShouldBe(ExitCodes.Usage);
    }

    [Theory]
    [InlineData("runs: [1, 2\n")]
    [InlineData("runs: \"open\n")]
    [InlineData("targets:\n\t- metric: wall_time\n")]
    [InlineData("runs: 1\n  warmups: 2\n")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("{{{{{{{{{{{{{{{{{{{{")]
    [InlineData("\u0000\u0001")]
    [InlineData("a: b: c")]
    [InlineData("runs: \"\\UFFFFFFFF\"")]
    [InlineData("runs: \"\\uD800\"")]
    [InlineData("runs: \"\\x\"")]
    [InlineData("%YAML 99999999999999.1\n---\nruns: 1\n")]
    [InlineData("%YAML 9.9\n---\n")]
    [InlineData("? [a]\n: 1\n")]
    public void Malformed_text_never_crashes(string text)
    {
        PerfOptException error = Should.Throw<PerfOptException>(() => ConfigurationFile.Parse(text, "perfopt.yaml"));
        error.ExitCode.ShouldBe(ExitCodes.Usage);
        error.Message.ShouldStartWith("perfopt.yaml:");
        error.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Random_text_never_crashes()
    {
        PerfOpt.Core.Statistics.SplitMix64 bits = new(1);
        const string Alphabet = "targets:runs -[]{}&*!|>'\"#%@`\n\t ,?12s";
        for (int trial = 0; trial < 3000; trial++)
        {
            char[] text =
                [.. Enumerable.Range(0, bits.NextBelow(60)).Select(_ => Alphabet[bits.NextBelow(Alphabet.Length)])];
            try
            {
                ConfigurationFile.Parse(new string(text), "perfopt.yaml").ShouldNotBeNull();
            }
            catch (PerfOptException e)
            {
                e.ExitCode.ShouldBe(ExitCodes.Usage, new string(text));
            }
        }
    }

    [Fact]
    public void A_damaged_file_never_crashes()
    {
        PerfOpt.Core.Statistics.SplitMix64 bits = new(2);
        string whole = Example("configuration.md");
        for (int trial = 0; trial < 2000; trial++)
        {
            char[] text = whole.ToCharArray();
            for (int change = 0; change <= bits.NextBelow(6); change++)
                text[bits.NextBelow(text.Length)] = (char)bits.NextBelow(trial % 10 == 0 ? 0x10000 : 128);
            string damaged = new string(text)[..bits.NextBelow(text.Length)];
            try
            {
                ConfigurationFile.Parse(damaged, "perfopt.yaml").ShouldNotBeNull();
            }
            catch (PerfOptException e)
            {
                e.ExitCode.ShouldBe(ExitCodes.Usage, damaged);
                e.Message.ShouldNotContain("\n");
            }
        }
    }

    [Fact]
    public void The_file_is_looked_up_in_the_working_directory()
    {
        string folder = Directory.CreateTempSubdirectory("perfopt-config-").FullName;
        try
        {
            ConfigurationFile.Load(null, folder).ShouldBe(ProjectConfiguration.Empty);
            Should.Throw<PerfOptException>(() => ConfigurationFile.Load("other.yaml", folder))
                .Message.ShouldBe("There is no configuration file other.yaml.");
            File.WriteAllText(Path.Combine(folder, "perfopt.yaml"), "\uFEFFruns: 4\n");
            ConfigurationFile.Load(null, folder).Runs.ShouldBe(4);
            File.WriteAllText(Path.Combine(folder, "big.yaml"), new string('#', ConfigurationFile.MaximumBytes + 1));
            Should.Throw<PerfOptException>(() => ConfigurationFile.Load("big.yaml", folder))
                .Message.ShouldBe("big.yaml is larger than 64 KiB.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_metric_that_the_program_writes_may_have_any_unit()
    {
        ProjectConfiguration read = ConfigurationFile.Parse(
            "targets:\n  - metric: rows\n    operation: checkout\n    limit: 120\n", "perfopt.yaml");
        read.Targets.ShouldHaveSingleItem().Unit.ShouldBe("1");
    }

    /// <summary>The first block of YAML on a page of the documentation.</summary>
    private static string Example(string page)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "perfopt.slnx")))
            folder = folder.Parent;
        string text = File.ReadAllText(Path.Combine(folder.ShouldNotBeNull().FullName, "docs", page));
        return text.Split("```yaml\n")[1].Split("```")[0];
    }
}
