using FsCheck;
using FsCheck.Fluent;
using PerfOpt.Adapters.Python.Sampling;
using Shouldly;
using Xunit;

namespace PerfOpt.Tests.Python.Sampling;

/// <summary>The ELF reader on real and on malformed files.</summary>
public sealed class ElfImageTests
{
    private static readonly byte[] Real = File.ReadAllBytes("/bin/true");

    [Fact]
    public void Finds_the_runtime_of_a_real_interpreter()
    {
        var info = PythonSampler.ProbeExecutable(Interpreters.All[0]).ShouldNotBeNull();
        using var file = File.OpenRead(info.Binary);
        var image = ElfImage.TryRead(file).ShouldNotBeNull();
        var symbols = image.FindSymbols("_PyRuntime", "PyCode_Type", "no such symbol");
        symbols.Keys.Order().ShouldBe(["PyCode_Type", "_PyRuntime"]);
        if (image.FindSection(".PyRuntime") is { } section)
            section.Address.ShouldBe(symbols["_PyRuntime"]);
    }

    [Fact]
    public void Takes_a_shell_script_for_no_interpreter()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "#!/bin/sh\nexec python3 \"$@\"\n");
        PythonSampler.ProbeExecutable(path).ShouldBeNull();
        File.Delete(path);
    }

    [Fact]
    public void Survives_every_truncation()
    {
        for (var length = 0; length < Real.Length; length += 61)
            Read(Real[..length]);
    }

    [Fact]
    public void Survives_damage()
    {
        var damage = ArbMap.Default.GeneratorFor<byte>().ArrayOf(16)
            .SelectMany(values => Gen.Choose(0, 700).ArrayOf(16), (values, places) => (values, places)).ToArbitrary();
        Prop.ForAll(damage, hit =>
        {
            var bytes = (byte[])Real.Clone();
            for (var i = 0; i < hit.values.Length; i++)
            {
                // The headers at the start, and the table of sections at the end.
                bytes[hit.places[i] % 64] = hit.values[i];
                bytes[^(hit.places[i] + 1)] = hit.values[i];
            }
            Read(bytes);
        }).QuickCheckThrowOnFailure();
    }

    private static void Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        if (ElfImage.TryRead(stream) is not { } image)
            return;
        image.FindSymbols("_PyRuntime").Count.ShouldBeLessThanOrEqualTo(1);
        foreach (var section in image.Sections)
            image.Contents(section, 1 << 16).Length.ShouldBeLessThanOrEqualTo(1 << 16);
    }
}
