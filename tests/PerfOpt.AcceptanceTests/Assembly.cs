using System.Runtime.Versioning;
using Xunit;

[assembly: SupportedOSPlatform("linux")]
// Each analysis wants a core for its target and a bit of another for itself.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
