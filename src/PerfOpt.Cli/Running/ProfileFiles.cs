using PerfOpt.Cli.Commands;
using PerfOpt.Core.Model;
using PerfOpt.Core.Profiles;
using PerfOpt.Core.Profiles.Formats;

namespace PerfOpt.Cli.Running;

/// <summary>Writes a profile's files.</summary>
public static class ProfileFiles
{
    /// <summary>Writes the files asked for and names them, relative to the folder.</summary>
    public static ProfileArtifacts Write(
        StackProfile profile, string directory, ProfileFormats formats, string title) => new()
    {
        Speedscope = Write(formats, ProfileFormats.Speedscope, directory, "profile.speedscope.json",
            stream => SpeedscopeFile.Write(profile, stream, title)),
        Collapsed = Write(formats, ProfileFormats.Collapsed, directory, "profile.collapsed.txt", stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            CollapsedStacks.Write(profile, writer);
        }),
        Pprof = Write(
            formats, ProfileFormats.Pprof, directory, "profile.pb.gz", stream => PprofFile.Write(profile, stream)),
    };

    private static string? Write(
        ProfileFormats asked, ProfileFormats format, string directory, string name, Action<Stream> write)
    {
        if (!asked.HasFlag(format))
            return null;
        using var stream = File.Create(Path.Combine(directory, name));
        write(stream);
        return name;
    }
}
