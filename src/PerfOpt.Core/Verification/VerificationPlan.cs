using PerfOpt.Core.Diagnosis;
using PerfOpt.Core.Model;
using PerfOpt.Core.Text;

namespace PerfOpt.Core.Verification;

/// <summary>Words the checks that prove a change.</summary>
public static class VerificationPlan
{
    /// <summary>The checks.</summary>
    /// <param name="command">The target's command.</param>
    /// <param name="recommendations">What is to be done.</param>
    public static IReadOnlyList<VerificationCheck> Of(
        IReadOnlyList<string> command, IReadOnlyList<Recommendation> recommendations)
    {
        var line = ShellWords.Join(command);
        var changed = ShellWords.Join([$"cd CHANGED_COPY && {line}"]);
        var checks = new List<VerificationCheck>();
        if (recommendations.Count > 0)
        {
            checks.Add(new(
                "Run the changed copy against the original in randomised pairs; the output must be the same and "
                    + "wall_time improved",
                $"perfopt verify --before {ShellWords.Join([line])} --after {changed} --shell",
                VerificationKind.BeforeAfter));
        }

        checks.Add(new("Measure again and compare with this report's baseline and targets",
            $"perfopt analyze -- {line}", VerificationKind.BeforeAfter));
        checks.AddRange(recommendations.Where(r => r.Estimate is not null).Select(r => new VerificationCheck(
            $"After {r.Id}: a run takes {Figures.Time(r.Estimate!.Low)} to {Figures.Time(r.Estimate.High)} "
                + $"(now {Figures.Time(r.Estimate.Before)})",
            $"perfopt analyze -- {line}", VerificationKind.BeforeAfter)));
        checks.Add(new(
            "For 24 hours after the release compare the time of a run, errors and memory with the days before",
            $"perfopt analyze --check -- {line}", VerificationKind.Production));
        return checks;
    }
}
