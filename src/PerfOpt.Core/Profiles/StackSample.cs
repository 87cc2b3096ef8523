namespace PerfOpt.Core.Profiles;

/// <summary>One sample of one thread.</summary>
/// <param name="TimeNs">Nanoseconds since the profile began, the same for all samples of one round.</param>
/// <param name="Thread">Index into <see cref="StackProfile.Threads"/>.</param>
/// <param name="Stack">The stack, innermost frame at its node.</param>
/// <param name="Activity">What the thread did.</param>
/// <param name="HoldsGil">Whether it held the interpreter's lock.</param>
/// <param name="WallNs">Wall time that the sample stands for: up to the thread's next sample.</param>
/// <param name="CpuNs">Processor time of the thread over that time; -1 where not known.</param>
public readonly record struct StackSample(
    long TimeNs, int Thread, StackId Stack, ThreadActivity Activity, bool HoldsGil, long WallNs, long CpuNs);
