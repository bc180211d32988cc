using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <content>What is checked before a step or a training.</content>
public sealed partial class Trainer
{
    /// <summary>Learns from a batch of examples with a single step, along the mean or sum of theirs (<see cref="TrainerOptions.BatchReduction"/>). The nodes
    /// show nothing afterwards: there is no one example that the numbers would belong to.</summary>
    /// <param name="batch">The examples.</param>
    /// <returns>The mean loss over the examples before the change, without the part of L1 and L2.</returns>
    /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or a weight or bias after the step, would not be finite. The network stays as it was.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained already, or the loss cannot take the outputs of its last layer
    /// (<see cref="ILoss.AcceptsOutputs(IActivation)"/>).</exception>
    public double Step(DataSet batch)
    {
        Check(batch, nameof(batch));
        Network.BeginTraining();
        Network.BeginSteps();
        // Never the loops for a single example: to save a pass, those change weights while they still compute δs, and could not take that back.
        try
        {
            IStepper stepper = _steppers.For(Math.Max(batch.Count, 2));
            double right = 0.0;
            stepper.Load();
            _beforeStep.Keep(Network, _steppers.Reference.Memory);
            double sum = stepper.Run(batch, AllOf(batch), batch.Count, LearningRate, ref right, CancellationToken.None);
            stepper.WriteBack();
            if (UpdatePass.FirstNotFinite(Network) is >= 0 and int parameter) throw _beforeStep.Restore(Network, _steppers.Reference.Memory, parameter);
            return sum / batch.TotalWeight;
        }
        catch (StepDivergedException trouble)
        {
            throw trouble.ForSingleStep();
        }
        finally
        {
            Network.Changed();
            Network.EndTraining();
        }
    }

    /// <summary>The mean loss, and where the targets name classes the accuracy, of the network as it is.</summary>
    /// <param name="data">The examples to test with.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Evaluation Evaluate(DataSet data)
    {
        Check(data, nameof(data));
        return Evaluation.Of(Network, Loss, data, Options.EvaluationPrecision, Options.MaxDegreeOfParallelism);
    }

    private TrainingResult Run(CheckpointSource? checkpoint, DataSet training, DataSet? validation, CancellationToken cancellation)
    {
        Check(training, nameof(training));
        if (validation is null && Options.ValidationFraction > 0.0)
            (validation, training) = training.Split(Options.ValidationFraction, Options.Seed);
        if (validation is not null) Check(validation, nameof(validation));
        validation?.CheckSameNames(training, "the training set", nameof(validation));
        return Run(
            checkpoint, new ExamplesInMemory(training, Options, _random),
            validation is null ? null : new ExamplesInMemory(validation, Options, _random), cancellation);
    }

    private TrainingResult Run(CheckpointSource? checkpoint, TrainingExamples training, TrainingExamples? validation, CancellationToken cancellation)
    {
        Network.BeginTraining();
        try
        {
            return new TrainingRun(this, _steppers, _random, training, validation, checkpoint).Run(cancellation);
        }
        finally
        {
            _steppers.Release();
            Network.EndTraining();
        }
    }

    /// <summary>Refuses outputs that the loss cannot take: it would be low for the wrong reasons, or infinite.</summary>
    private void CheckOutputs()
    {
        Layer outputs = Network.OutputLayer;
        if (outputs.LayerActivation is { } ofLayer)
        {
            if (!Loss.AcceptsOutputs(ofLayer, outputs.Count))
            {
                throw Refused($"the output layer is {ofLayer.Name} of {MessageText.Count(outputs.Count, "node")}");
            }
            return;
        }
        for (int node = 0; node < outputs.Count; node++)
        {
            IActivation activation = outputs.ActivationOf(node)!;
            if (!Loss.AcceptsOutputs(activation)) throw Refused($"{outputs.Nodes[node].Name} is {activation.Name}");
        }

        InvalidOperationException Refused(string found) => new($"{Loss.Name} takes {Loss.OutputRange}; {found}. {Loss.OutputAdvice}");
    }

    internal void Check(DataSet data, string argument)
    {
        CheckOutputs();
        Network.CheckFits(data, argument);
        for (int row = 0; row < data.Count; row++)
        {
            int column = RefusedTarget(data.Targets[row]);
            if (column >= 0)
            {
                throw new ArgumentException(
                    $"The target in row {row}, column {column} is {MessageText.Exact(data.Targets[row, column])}; {Loss.Name} takes {Loss.TargetRange} (row "
                        + "and column count from 0).", argument);
            }
        }
    }

    private void CheckTargets(ReadOnlySpan<double> targets)
    {
        int column = RefusedTarget(targets);
        if (column >= 0)
        {
            throw new ArgumentException(
                $"The target for {Network.OutputLayer.Nodes[column].Name} is {MessageText.Exact(targets[column])}; {Loss.Name} takes "
                    + $"{Loss.TargetRange}.", nameof(targets));
        }
    }

    private int RefusedTarget(ReadOnlySpan<double> targets)
    {
        for (int i = 0; i < targets.Length; i++)
        {
            if (!Loss.AcceptsTarget(targets[i])) return i;
        }
        return -1;
    }
}
