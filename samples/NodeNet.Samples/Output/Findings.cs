using NodeNet.Diagnostics;

namespace NodeNet.Samples.Output;

/// <summary>How a diagnosis is written on paper: what is found and what to do, without the evidence.</summary>
public static class Findings
{
    /// <summary>Writes a diagnosis.</summary>
    public static void Write(LessonOutput paper, Diagnosis diagnosis)
    {
        foreach (Finding finding in diagnosis.Findings)
        {
            paper.Say($"{finding.Severity.ToString().ToUpperInvariant()} {finding.Code}: {finding.Title}");
            paper.Lines(finding.Explanation);
            paper.Lines($"What to do: {finding.Advice}");
        }
        if (diagnosis.IsHealthy) paper.Say("Healthy.");
        foreach (string remark in diagnosis.Remarks)
            paper.Say(remark);
    }
}
