using System.Diagnostics;
using System.Globalization;
using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Profiles;
using PerfOpt.Core.Profiles.Formats;
using PerfOpt.ProfileMemory;

// Builds a profile of SECONDS at 100 Hz, attributes, folds and exports it; prints the peak memory and the time of each.
// usage: PerfOpt.ProfileMemory SECONDS THREADS
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3600;
var threads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 4;
var whole = Stopwatch.StartNew();
var profile = Timed("build", () => SyntheticProfile.Build(seconds, threads));
var own = Stopwatch.StartNew();
Timed("attribute", () => TimeAttribution.Of(profile, seconds, seconds).Lines.Count);
Timed("functions", () => ProfileFolding.ByFunction(profile).Count);
Timed("lines", () => ProfileFolding.ByLine(profile).Count);
Timed("activities", () => ProfileFolding.Activities(profile).ByActivity.Count);
Timed("call tree", () => CallTree.Build(profile).Children.Count);
var folder = Directory.CreateTempSubdirectory("profile-memory");
try
{
    Timed("collapsed", () => Export("profile.folded", stream =>
    {
        using var writer = new StreamWriter(stream);
        CollapsedStacks.Write(profile, writer);
    }));
    Timed("speedscope", () => Export("profile.speedscope.json", s => SpeedscopeFile.Write(profile, s, "synthetic")));
    Timed("pprof", () => Export("profile.pb.gz", stream => PprofFile.Write(profile, stream)));
}
finally
{
    folder.Delete(recursive: true);
}
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{seconds} s at 100 Hz, {threads} threads: {profile.Count} samples, {profile.Nodes.Count} stacks; after "
        + $"building {own.Elapsed.TotalSeconds:0.00} s, in all {whole.Elapsed.TotalSeconds:0.00} s; peak "
        + $"{PeakMegabytes():0} MB"));

long Export(string name, Action<Stream> write)
{
    using var stream = File.Create(Path.Combine(folder.FullName, name));
    write(stream);
    return stream.CanSeek ? stream.Length : 0;
}

static T Timed<T>(string what, Func<T> work)
{
    var watch = Stopwatch.StartNew();
    var result = work();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {what,-10} {watch.Elapsed.TotalSeconds,6:0.00} s  peak {PeakMegabytes(),4:0} MB"));
    return result;
}

static double PeakMegabytes() => File.ReadLines("/proc/self/status")
    .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
    .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture))
    .Single() / 1024;
