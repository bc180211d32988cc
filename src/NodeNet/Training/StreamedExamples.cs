using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Persistence;
using NodeNet.Steps;

namespace NodeNet.Training;

/// <summary>A source that is read again for each epoch, window by window, ahead of the steps.</summary>
/// <remarks>The order of an epoch: groups in a random order, unless all examples fit into one window; the examples of the groups, one behind the other, cut
/// into
/// windows; those of each window in a random order. All of it is drawn from the trainer's random numbers on the training thread. One window has the order
/// that a data set of the same examples has.</remarks>
internal sealed class StreamedExamples : TrainingExamples
{
    private readonly SourceFacts _facts;
    private readonly TrainerOptions _options;
    private readonly RandomGenerator _random;
    private readonly int _window;
    private readonly int[] _groups;

    /// <param name="facts">What is known of the source.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="random">The trainer's random numbers.</param>
    /// <param name="trains">Whether it is learned from, and not only measured.</param>
    /// <exception cref="InvalidOperationException">A batch is larger than a window.</exception>
    public StreamedExamples(SourceFacts facts, TrainerOptions options, RandomGenerator random, bool trains)
    {
        _facts = facts;
        _options = options;
        _random = random;
        _groups = [.. Enumerable.Range(0, facts.Source.GroupCount)];
        _window = trains ? ExampleWindow.SizeFor(facts, options) : ExampleWindow.DefaultSize(facts.Width);
    }

    public override long Count => _facts.Count;

    public override double TotalWeight => _facts.TotalWeight;

    public override bool IsClassification => _facts.IsClassification;

    public override DataSet Sample => _facts.Sample;

    /// <summary>How many examples a window has.</summary>
    public int Window => _window;

    public override double TakeEpoch(IStepper stepper, int batch, double rate, ref double right, CancellationToken cancellation)
    {
        if (_options.Shuffle && Count > _window) ShuffleGroups();
        int[] order = new int[(int)Math.Min(_window, Count)];
        double sum = 0.0;
        using var reading = new SourceReading(_facts, _groups, order.Length);
        while (!cancellation.IsCancellationRequested && reading.Next() is { } window)
        {
            Span<int> some = order.AsSpan(0, window.Count);
            for (int i = 0; i < some.Length; i++)
                some[i] = i;
            if (_options.Shuffle) _random.Shuffle(some);
            sum = stepper.Run(window.Data, some, batch, rate, sum, ref right, cancellation);
            reading.GiveBack(window);
        }
        return sum;
    }

    public override bool IsReadAgain => true;

    public override Evaluation Evaluate(Network network, ILoss loss, TrainerOptions options, CancellationToken cancellation) =>
        _facts.Evaluate(network, loss, options, _window, cancellation);

    public override double LossOnSample(Network network, ILoss loss, double onAll) => Evaluation.Of(network, loss, Sample).Loss;

    public override string Describe() => _facts.Describe();

    /// <summary>The groups in a new order, which depends on the random numbers alone.</summary>
    private void ShuffleGroups()
    {
        for (int g = 0; g < _groups.Length; g++)
            _groups[g] = g;
        _random.Shuffle<int>(_groups);
    }
}
