using NodeNet.Data;
using NodeNet.Inspection;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <content>Steps that are written down, number by number.</content>
public sealed partial class Trainer
{
    /// <summary>What a step on one example would do, number by number. Nothing changes: not the network, nor what its nodes show, nor what the optimizer remembers.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <returns>The ledger; its new weights are those that <see cref="Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/> would give, to the bit.</returns>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public StepLedger Explain(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        CheckExample(inputs, targets);
        var loop = new StepLoop(Network, Loss, Options, _steppers.Reference.Memory.Copy());
        return Record(loop, inputs, targets, new NodeValues(Network), isApplied: false);
    }

    /// <summary>What a step on a batch would do, number by number. Nothing changes: not the network, nor what its nodes show, nor what the optimizer remembers.</summary>
    /// <param name="batch">The examples.</param>
    /// <returns>The ledger. It is computed by the reference loops; the fast ones may differ from them in the last digits.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public StepLedger Explain(DataSet batch)
    {
        Check(batch, nameof(batch));
        return Record(new StepLoop(Network, Loss, Options, _steppers.Reference.Memory.Copy()), batch, isApplied: false);
    }

    /// <summary>As <see cref="Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/>, and the step is written down, number by number.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <returns>The ledger of the step that was taken.</returns>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already.</exception>
    public StepLedger StepExplained(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        CheckExample(inputs, targets);
        return Record(_steppers.Reference, inputs, targets, Network.Shown, isApplied: true);
    }

    /// <summary>As <see cref="Step(DataSet)"/> on the reference loops, and the step is written down, number by number.</summary>
    /// <param name="batch">The examples.</param>
    /// <returns>The ledger of the step that was taken.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already.</exception>
    public StepLedger StepExplained(DataSet batch)
    {
        Check(batch, nameof(batch));
        return Record(_steppers.Reference, batch, isApplied: true);
    }

    /// <summary>As <see cref="Train"/> on the reference loops, in double precision, and the run is written down: the loss of every step, the ledgers of steps spread over the run, the weights over
    /// time, and how hard each example pulled at each weight.</summary>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="recording">What to keep; by default <see cref="RunRecording"/>'s own defaults.</param>
    /// <param name="validation">Examples that are only measured, as for <see cref="Train"/>.</param>
    /// <param name="cancellation">Ends training after the current step.</param>
    /// <returns>The record, and in it the training's own result.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, the loss cannot take a target, or what is to be watched is not there or too much.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A property of <paramref name="recording"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">As <see cref="Train"/>; or connections came or went during the run.</exception>
    /// <remarks>Every step makes a whole ledger, most of which are dropped again: meant for small networks, and some hundred times slower than <see cref="Train"/> on others.</remarks>
    public RecordedRun TrainRecorded(DataSet training, RunRecording? recording = null, DataSet? validation = null, CancellationToken cancellation = default)
    {
        Check(training, nameof(training));
        if (validation is null && Options.ValidationFraction > 0.0)
            (validation, training) = training.Split(Options.ValidationFraction, Options.Seed);
        var run = new RunRecorder(new LedgerNetwork(Network), training.Count, recording ?? new RunRecording());
        StepLoop loop = _steppers.Reference;
        StepRecorder? outer = loop.Recorder;
        loop.Recorder = new StepRecorder(Network, Loss, Options, isApplied: true, run.Add);
        try
        {
            return run.End(Train(training, validation, cancellation));
        }
        finally
        {
            loop.Recorder = outer;
        }
    }

    private StepLedger Record(StepLoop loop, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values, bool isApplied)
    {
        StepRecorder recorder = BeginRecord(loop, isApplied, out StepRecorder? outer, out long reading);
        try
        {
            values.MarkNothing();
            loop.Begin();
            double loss = loop.Add(inputs, targets, values);
            if (!double.IsFinite(loss)) throw loop.NotFinite(null, loss, values);
            loop.Prepare(LearningRate, 1);
            if (isApplied) loop.AddChanges();
            values.MarkStep();
            Network.EndReading(reading);
            return recorder.Ledger!;
        }
        catch (StepDivergedException trouble)
        {
            throw trouble.ForSingleStep();
        }
        finally
        {
            EndRecord(loop, isApplied, outer);
        }
    }

    private StepLedger Record(StepLoop loop, DataSet batch, bool isApplied)
    {
        StepRecorder recorder = BeginRecord(loop, isApplied, out StepRecorder? outer, out long reading);
        try
        {
            int right = 0;
            loop.Add(batch, AllOf(batch), ref right);
            loop.Prepare(LearningRate, batch.Count);
            if (isApplied) loop.AddChanges();
            Network.EndReading(reading);
            return recorder.Ledger!;
        }
        catch (StepDivergedException trouble)
        {
            throw trouble.ForSingleStep();
        }
        finally
        {
            EndRecord(loop, isApplied, outer);
        }
    }

    private StepRecorder BeginRecord(StepLoop loop, bool isApplied, out StepRecorder? outer, out long reading)
    {
        // A step takes the network for itself; to explain one, it only must not change meanwhile.
        if (isApplied) Network.BeginTraining();
        reading = Network.BeginReading();
        if (isApplied) Network.BeginSteps();
        else Network.BeginPass();
        outer = loop.Recorder;
        return loop.Recorder = new StepRecorder(Network, Loss, Options, isApplied);
    }

    private void EndRecord(StepLoop loop, bool isApplied, StepRecorder? outer)
    {
        loop.Recorder = outer;
        if (isApplied) Network.EndTraining();
        else Network.EndPass();
    }

    private void CheckExample(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
    {
        CheckOutputs();
        Network.CheckInputs(inputs);
        Network.CheckTargets(targets);
        CheckTargets(targets);
    }
}
