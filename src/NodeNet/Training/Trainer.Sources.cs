using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Metrics;

namespace NodeNet.Training;

/// <content>Learning from examples that are read when they are needed.</content>
public sealed partial class Trainer
{
    /// <summary>Learns from a source that may be far larger than memory, epoch after epoch: as <see cref="Train(DataSet, DataSet?, CancellationToken)"/>,
    /// but the
    /// examples are read window by window (<see cref="TrainerOptions.WindowExamples"/>), one window ahead on another thread.</summary>
    /// <remarks>
    /// <para>The source is read once before the first epoch: to count and check it. Each later reading must give the same examples.</para>
    /// <para>Without shuffling, and with it where all examples fit into one window, the training has the bits of that on a data set of the same examples. With
    /// several windows the groups of the source come in a random order, and the examples of each window.</para>
    /// <para>Validation, <see cref="TrainerOptions.KeepBest"/>, stopping rules, schedules, checkpoints, weights, dropout and single precision work as on a data
    /// set. <see cref="TrainerOptions.ValidationFraction"/> is refused: divide the source by <see cref="ExampleSources.Split"/>. A batch larger than a
    /// window is
    /// refused. The training loss, where it is measured, costs a reading of its own.</para>
    /// <para>After an <see cref="ExampleSourceException"/> the network holds the weights of the last whole step, and the trainer can be used again.</para>
    /// </remarks>
    /// <param name="training">The examples to learn from.</param>
    /// <param name="validation">Examples that are only measured, or null; a data set by <see cref="ExampleSources.AsSource"/>.</param>
    /// <param name="cancellation">Ends training after the current step, or the first reading after the current piece.</param>
    /// <returns>As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled during the first reading; nothing has been learned.</exception>
    /// <exception cref="ExampleSourceException">A source cannot be read, has changed since it was first read, or has a target that the loss cannot take; the
    /// message names the example.</exception>
    /// <exception cref="ArgumentException">A source does not fit the network, or validation has other columns or classes.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>; or something is asked for that a source
    /// cannot give, as the message says.</exception>
    /// <exception cref="IOException">As for <see cref="Train(DataSet, DataSet?, CancellationToken)"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">A checkpoint may not be written there.</exception>
    public TrainingResult Train(IExampleSource training, IExampleSource? validation = null, CancellationToken cancellation = default) =>
        Run(null, training, validation, cancellation);

    /// <summary>Continues a run over a source from its checkpoint: it ends bit for bit where the uninterrupted run ends. Its window must be the same.</summary>
    /// <param name="checkpoint">The file that the run saved.</param>
    /// <param name="training">The source that the run learned from.</param>
    /// <param name="validation">The validation source that it was given, if it was.</param>
    /// <param name="cancellation">Ends training after the current step.</param>
    /// <returns>As for <see cref="Resume(string, DataSet, DataSet?, CancellationToken)"/>.</returns>
    /// <exception cref="ExampleSourceException">As for <see cref="Train(IExampleSource, IExampleSource?, CancellationToken)"/>.</exception>
    /// <exception cref="InvalidOperationException">As for <see cref="Resume(string, DataSet, DataSet?, CancellationToken)"/>.</exception>
    /// <exception cref="Persistence.ModelFileException">The file is damaged or no checkpoint. Network and trainer stay as they were.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read, or a new checkpoint cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or a new checkpoint may not be written.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Train(IExampleSource, IExampleSource?, CancellationToken)"/>.</exception>
    public TrainingResult Resume(string checkpoint, IExampleSource training, IExampleSource? validation = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(checkpoint);
        return Run(new CheckpointSource(checkpoint, null), training, validation, cancellation);
    }

    /// <summary>As <see cref="Resume(string, IExampleSource, IExampleSource?, CancellationToken)"/>, from a stream.</summary>
    /// <param name="checkpoint">The checkpoint, from where the stream stands to its end. It stays open.</param>
    /// <param name="training">The source that the run learned from.</param>
    /// <param name="validation">The validation source that it was given, if it was.</param>
    /// <param name="cancellation">Ends training after the current step.</param>
    /// <returns>As for <see cref="Resume(string, DataSet, DataSet?, CancellationToken)"/>.</returns>
    /// <exception cref="ExampleSourceException">As for <see cref="Train(IExampleSource, IExampleSource?, CancellationToken)"/>.</exception>
    /// <exception cref="InvalidOperationException">As for a file.</exception>
    /// <exception cref="Persistence.ModelFileException">The content is damaged or no checkpoint. Network and trainer stay as they were.</exception>
    public TrainingResult Resume(Stream checkpoint, IExampleSource training, IExampleSource? validation = null, CancellationToken cancellation = default) =>
        Run(new CheckpointSource(null, Guard.NotNull(checkpoint)), training, validation, cancellation);

    /// <summary>As <see cref="TrainOrResume(DataSet, DataSet?, CancellationToken)"/>, over a source.</summary>
    /// <param name="training">The source to learn from.</param>
    /// <param name="validation">Examples that are only measured, or null.</param>
    /// <param name="cancellation">Ends training after the current step.</param>
    /// <returns>As for <see cref="Resume(string, IExampleSource, IExampleSource?, CancellationToken)"/>.</returns>
    /// <exception cref="ExampleSourceException">As for <see cref="Train(IExampleSource, IExampleSource?, CancellationToken)"/>.</exception>
    /// <exception cref="InvalidOperationException"><see cref="TrainerOptions.Checkpoints"/> is null; or as for Resume.</exception>
    /// <exception cref="Persistence.ModelFileException">The file is damaged or no checkpoint.</exception>
    public TrainingResult TrainOrResume(IExampleSource training, IExampleSource? validation = null, CancellationToken cancellation = default) =>
        FromCheckpoint(source => Run(source, training, validation, cancellation));

    /// <summary>The mean loss, and where the targets name classes the accuracy, of the network as it is, on a source: the same bits as on a data set.</summary>
    /// <param name="source">The examples to test with. They are read twice: once to check them.</param>
    /// <exception cref="ExampleSourceException">As for <see cref="Train(IExampleSource, IExampleSource?, CancellationToken)"/>.</exception>
    /// <exception cref="ArgumentException">The source does not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Evaluation Evaluate(IExampleSource source)
    {
        SourceFacts facts = FactsOf(source, nameof(source));
        return facts.Evaluate(Network, Loss, Options, ExampleWindow.DefaultSize(facts.Width));
    }

    private TrainingResult Run(CheckpointSource? checkpoint, IExampleSource training, IExampleSource? validation, CancellationToken cancellation)
    {
        if (Options.ValidationFraction > 0.0)
        {
            throw new InvalidOperationException(
                $"ValidationFraction is {MessageText.Exact(Options.ValidationFraction)}; a source is not divided by the trainer. Divide it "
                    + "(source.Split(fraction, seed)), give the one part as validation, and leave ValidationFraction 0.");
        }
        SourceFacts facts = FactsOf(training, nameof(training), cancellation);
        SourceFacts? held = validation is null ? null : FactsOf(validation, nameof(validation), cancellation);
        if (held is not null) held.Sample.CheckSameNames(facts.Sample, "the training set", nameof(validation));
        return Run(
            checkpoint, new StreamedExamples(facts, Options, _random, trains: true),
            held is null ? null : new StreamedExamples(held, Options, _random, trains: false), cancellation);
    }

    private SourceFacts FactsOf(IExampleSource source, string argument, CancellationToken cancellation = default)
    {
        Guard.NotNull(source, argument);
        CheckOutputs();
        if (source.InputCount != Network.InputLayer.Count || source.TargetCount != Network.OutputLayer.Count)
        {
            throw new ArgumentException(
                $"{source.Name} has {MessageText.Count(source.InputCount, "input")} and {MessageText.Count(source.TargetCount, "target")}; the network has "
                    + $"{MessageText.Count(Network.InputLayer.Count, "input node")} and {MessageText.Count(Network.OutputLayer.Count, "output node")}.",
                argument);
        }
        return SourceFacts.Of(source, Loss, cancellation);
    }
}
