using NodeNet.Data;
using NodeNet.Diagnostics;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Diagnostics;

/// <summary>A set-up to be examined, and the codes of the findings that it should get: all of them and no others.</summary>
internal sealed record Case(Network Network, ILoss Loss, DataSet Training, TrainerOptions Options, params string[] Expected)
{
    public DataSet? Validation { get; init; }

    public Diagnosis Diagnose() => Doctor.Diagnose(Network, Loss, Training, Options, Validation);

    /// <summary>The same after some training.</summary>
    public Case Trained()
    {
        new Trainer(Network, Loss, Options).Train(Training, Validation);
        return this;
    }
}
