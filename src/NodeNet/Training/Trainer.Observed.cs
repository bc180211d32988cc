using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <content>Steps that an observer sees, number by number.</content>
public sealed partial class Trainer
{
    /// <summary>Shows an observer what a step on one example would do. Nothing changes: not the network, nor what its nodes show, nor what the optimizer
    /// remembers.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <param name="observer">Sees every number.</param>
    /// <returns>The example's loss, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double Preview(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, IStepObserver observer)
    {
        Guard.NotNull(observer);
        CheckExample(inputs, targets);
        var loop = new StepLoop(Network, Loss, Options.ForSteps(), _steppers.Reference.Memory.Copy());
        return Observe(loop, inputs, targets, new NodeValues(Network), isApplied: false, observer);
    }

    /// <summary>Shows an observer what a step on a batch would do. Nothing changes: not the network, nor what its nodes show, nor what the optimizer
    /// remembers.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="observer">Sees every number, as the reference loops compute it; the fast ones may differ in the last digits.</param>
    /// <returns>The mean loss over the examples, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double Preview(DataSet batch, IStepObserver observer)
    {
        Guard.NotNull(observer);
        Check(batch, nameof(batch));
        return Observe(new StepLoop(Network, Loss, Options.ForSteps(), _steppers.Reference.Memory.Copy()), batch, isApplied: false, observer);
    }

    /// <summary>As <see cref="Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/>, and an observer sees it.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <param name="observer">Sees every number.</param>
    /// <returns>The loss before the change, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, one is not finite, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already.</exception>
    public double Step(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, IStepObserver observer)
    {
        Guard.NotNull(observer);
        CheckExample(inputs, targets);
        return Observe(_steppers.Reference, inputs, targets, Network.Shown, isApplied: true, observer);
    }

    /// <summary>As <see cref="Step(DataSet)"/> on the reference loops, and an observer sees it.</summary>
    /// <param name="batch">The examples.</param>
    /// <param name="observer">Sees every number.</param>
    /// <returns>The mean loss over the examples before the change, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already.</exception>
    public double Step(DataSet batch, IStepObserver observer)
    {
        Guard.NotNull(observer);
        Check(batch, nameof(batch));
        return Observe(_steppers.Reference, batch, isApplied: true, observer);
    }

    /// <summary>As <see cref="Train(DataSet, DataSet?, CancellationToken)"/> on the reference loops, in double precision, and an observer sees every
    /// step.</summary>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="validation">Examples that are only measured, never learned from; null for none but those that
    /// <see cref="TrainerOptions.ValidationFraction"/> holds out.</param>
    /// <param name="observer">Sees every number.</param>
    /// <param name="cancellation">Ends training after the current step.</param>
    /// <returns>As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>.</exception>
    /// <exception cref="IOException">As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>.</exception>
    public TrainingResult Train(DataSet training, DataSet? validation, IStepObserver observer, CancellationToken cancellation = default)
    {
        Guard.NotNull(observer);
        StepLoop loop = _steppers.Reference;
        IStepObserver? outer = loop.Observer;
        loop.Observer = observer;
        try
        {
            return Train(training, validation, cancellation);
        }
        finally
        {
            loop.Observer = outer;
        }
    }

    private double Observe(StepLoop loop, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values, bool isApplied, IStepObserver observer)
    {
        IStepObserver? outer = BeginObserved(loop, isApplied, observer, out long reading);
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
            return loss;
        }
        catch (StepDivergedException problem)
        {
            throw problem.ForSingleStep();
        }
        finally
        {
            EndObserved(loop, isApplied, outer);
        }
    }

    private double Observe(StepLoop loop, DataSet batch, bool isApplied, IStepObserver observer)
    {
        IStepObserver? outer = BeginObserved(loop, isApplied, observer, out long reading);
        try
        {
            double right = 0.0;
            double sum = loop.Add(batch, AllOf(batch), ref right);
            loop.Prepare(LearningRate, batch.DivisorOf(batch.Count));
            if (isApplied) loop.AddChanges();
            Network.EndReading(reading);
            return sum / batch.TotalWeight;
        }
        catch (StepDivergedException problem)
        {
            throw problem.ForSingleStep();
        }
        finally
        {
            EndObserved(loop, isApplied, outer);
        }
    }

    private IStepObserver? BeginObserved(StepLoop loop, bool isApplied, IStepObserver observer, out long reading)
    {
        // A step takes the network for itself; to show one, it only must not change meanwhile.
        if (isApplied) Network.BeginTraining();
        reading = Network.BeginReading();
        if (isApplied) Network.BeginSteps();
        else Network.BeginPass();
        IStepObserver? outer = loop.Observer;
        loop.Observer = observer;
        return outer;
    }

    private void EndObserved(StepLoop loop, bool isApplied, IStepObserver? outer)
    {
        loop.Observer = outer;
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
