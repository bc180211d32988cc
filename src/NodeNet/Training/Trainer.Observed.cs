using NodeNet.Data;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <content>Steps that somebody looks at, number by number.</content>
public sealed partial class Trainer
{
    /// <summary>Shows what a step on one example would do. Nothing changes: not the network, nor what its nodes show, nor what the optimizer
    /// remembers.</summary>
    internal void PreviewStep(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, IStepObserver observer)
    {
        CheckExample(inputs, targets);
        var loop = new StepLoop(Network, Loss, Options.ForSteps(), _steppers.Reference.Memory.Copy());
        Observe(loop, inputs, targets, new NodeValues(Network), isApplied: false, observer);
    }

    /// <summary>Shows what a step on a batch would do. Nothing changes: not the network, nor what its nodes show, nor what the optimizer remembers.</summary>
    internal void PreviewStep(DataSet batch, IStepObserver observer)
    {
        Check(batch, nameof(batch));
        Observe(new StepLoop(Network, Loss, Options.ForSteps(), _steppers.Reference.Memory.Copy()), batch, isApplied: false, observer);
    }

    /// <summary>As <see cref="Step(ReadOnlySpan{double}, ReadOnlySpan{double})"/>, looked at.</summary>
    internal void StepObserved(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, IStepObserver observer)
    {
        CheckExample(inputs, targets);
        Observe(_steppers.Reference, inputs, targets, Network.Shown, isApplied: true, observer);
    }

    /// <summary>As <see cref="Step(DataSet)"/> on the reference loops, looked at.</summary>
    internal void StepObserved(DataSet batch, IStepObserver observer)
    {
        Check(batch, nameof(batch));
        Observe(_steppers.Reference, batch, isApplied: true, observer);
    }

    /// <summary>As <see cref="Train(DataSet, DataSet?, CancellationToken)"/> on the reference loops, looked at.</summary>
    internal TrainingResult TrainObserved(DataSet training, IStepObserver observer, DataSet? validation = null, CancellationToken cancellation = default)
    {
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

    private void Observe(StepLoop loop, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values, bool isApplied, IStepObserver observer)
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

    private void Observe(StepLoop loop, DataSet batch, bool isApplied, IStepObserver observer)
    {
        IStepObserver? outer = BeginObserved(loop, isApplied, observer, out long reading);
        try
        {
            int right = 0;
            loop.Add(batch, AllOf(batch), ref right);
            loop.Prepare(LearningRate, batch.Count);
            if (isApplied) loop.AddChanges();
            Network.EndReading(reading);
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
