using PerfOpt.Core.Model;

namespace PerfOpt.Core.Diagnosis;

/// <summary>Finds one root cause: a pure function from what was measured to findings.</summary>
public interface IDetector
{
    /// <summary>The cause that it finds.</summary>
    RootCause Cause { get; }

    /// <summary>The findings, in no order.</summary>
    IEnumerable<Finding> Detect(DiagnosisInput input);
}
