using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Diagnostics;

/// <summary>Looks for what keeps a network from learning: in the data, in how network and loss fit together, in the weights as they are, in the learning
/// rate.</summary>
/// <remarks>
/// <para>Nothing is changed: network, data and trainer stay as they are, to the bit. What has to be tried out is tried out on copies.</para>
/// <para>Causes come before consequences: a δ that vanishes behind saturated nodes is not a finding of its own, and the learning rate is tested only when
/// nothing else stands in the way of learning. <see cref="Diagnosis.Remarks"/> says what was left out.</para>
/// <para>Data are checked in every row. Passes through the network are taken on all examples of small problems, and on some, chosen at random with a fixed
/// seed, of large ones. Each kind of finding, its threshold and the reason for it: <c>docs/doctor.md</c>.</para>
/// </remarks>
public static partial class Doctor
{
    /// <summary>Examines a network together with what it is to learn, and how. <c>trainer.Diagnose(…)</c> (<see cref="TrainerExplanations"/>) is the same with
    /// less to write.</summary>
    /// <param name="network">The network, before, during or after training.</param>
    /// <param name="loss">What is to become small.</param>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="options">How the network is to learn; by default <see cref="TrainerOptions"/>' own defaults.</param>
    /// <param name="validation">The examples that are held out; by default those that <see cref="TrainerOptions.ValidationFraction"/> takes out of
    /// <paramref name="training"/>.</param>
    /// <returns>The findings. Data that <see cref="Trainer.Train(DataSet, DataSet, CancellationToken)"/> would refuse because of the loss are a finding,
    /// too.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Diagnosis Diagnose(Network network, ILoss loss, DataSet training, TrainerOptions? options = null, DataSet? validation = null)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        network.CheckFits(training);
        if (validation is not null) network.CheckFits(validation);
        options ??= new TrainerOptions();
        options.Validate();
        (string subject, List<Finding> findings, IReadOnlyList<string> remarks) = Examine(network, loss, training, options, validation);
        return new Diagnosis(subject, findings, remarks);
    }

    private static (string Subject, List<Finding> Findings, IReadOnlyList<string> Remarks) Examine(
        Network network, ILoss loss, DataSet training, TrainerOptions options, DataSet? validation, bool hasRate = true)
    {
        var context = new DiagnosisContext(network.Clone(), loss, training, options, validation);
        var findings = new List<Finding>();
        findings.AddRange(InputChecks.Run(context));
        findings.AddRange(TargetChecks.Run(context));
        findings.AddRange(RowChecks.Run(context));
        findings.AddRange(OutputChecks.Run(context));
        findings.AddRange(TwinCheck.Run(context));
        findings.AddRange(ConnectionChecks.Run(context));
        Passes? passes = null;
        if (findings.Exists(finding => finding.Code == FindingCodes.CutOffOutputs))
            context.Remarks.Add($"Nodes and δs were not looked at: {FindingCodes.CutOffOutputs} would decide what they are.");
        else if (findings.TrueForAll(finding => finding.Code != FindingCodes.RefusedTargets))
            passes = ExaminePasses(context, findings);
        if (hasRate) RateTest.Run(context, findings);
        if (passes is not null) FlatPlaceCheck.Run(context, passes, findings);
        return (context.ToString(), findings, context.Remarks);
    }

    /// <summary>What the passes show; null if numbers are not finite.</summary>
    private static Passes? ExaminePasses(DiagnosisContext context, List<Finding> findings)
    {
        DataSet sample = context.Sample(Passes.RowsFor(context.Network, context.Training.Count));
        if (sample.Count < context.Training.Count)
        {
            context.Remarks.Add(
                $"Nodes and δs were looked at on {sample.Count} of the {context.Training.Count} training examples, chosen at random with a fixed seed.");
        }

        Passes passes = Passes.Over(context, sample);
        if (passes.Problem is { } problem)
        {
            // Cross-entropy on outputs that are no probabilities is infinite; that has been said.
            if (findings.TrueForAll(finding => finding.Code != FindingCodes.LossMismatch)) findings.Add(problem);
            return null;
        }
        findings.AddRange(NodeChecks.Run(context, passes));
        findings.AddRange(DeltaChecks.Run(context, passes, findings));
        findings.AddRange(ActivationChecks.Run(context, passes, findings));
        return passes;
    }
}
