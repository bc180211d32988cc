using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Losses;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <summary>The loops that a trainer steps on: the reference loops, or fast ones made for a size of batch and for the network as it is built.</summary>
internal sealed class StepperCache(Network network, ILoss loss, TrainerOptions options)
{
    private readonly StepOptions _steps = options.ForSteps();
    private IStepper? _fast;
    private int _batch;
    private long _structureVersion;
    private NetworkLayout? _shape;

    /// <summary>The reference loops.</summary>
    public StepLoop Reference { get; } = new(network, loss, options.ForSteps());

    /// <summary>The loops for batches of up to a size.</summary>
    public IStepper For(int batch)
    {
        if (options.Loops == Loops.Reference || !FastMode.IsOn || Reference.Observer is not null) return Reference;
        Reference.Memory.FollowStructure();
        if (_fast is null || _batch != batch || _structureVersion != network.StructureVersion || !ReferenceEquals(_shape, network.NetworkLayout))
        {
            _fast?.Release();
            _fast = FastTrainer.Create(network, loss, _steps, Reference.Memory, batch);
            _batch = batch;
            _structureVersion = network.StructureVersion;
            _shape = network.NetworkLayout;
        }
        return _fast;
    }

    /// <summary>Releases threads, until the next run.</summary>
    public void Release() => _fast?.Release();
}
