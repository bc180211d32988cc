using NodeNet.History;
using NodeNet.Learning;

namespace NodeNet.TensorBoard;

/// <summary>Writes what a training or a search reports into an event file that TensorBoard shows: <c>Progress = new TensorBoardLog("runs/first")</c>.</summary>
/// <remarks>
/// <para>Of each epoch: <c>loss/running</c>, <c>loss/training</c>, <c>loss/validation</c>, <c>accuracy/…</c> of the same sets, <c>learning rate</c> and
/// <c>penalty</c>, as far as they were measured; the step is the epoch. Of a search: <c>search/best score</c>; the step is the number of results.</para>
/// <para>A report is written as soon as it is there: a process that is killed loses nothing, and a log need not be disposed. TensorBoard's scalars are in
/// single precision. A log is for one run; several threads may add to it.</para>
/// </remarks>
public sealed class TensorBoardLog : IProgress<EpochReport>, IProgress<SearchReport>, IDisposable
{
    private readonly EventFile _file;
    private readonly Network? _network;
    private readonly int _histogramsEvery;
    private readonly Lock _lock = new();

    /// <summary>Begins an event file of a new name.</summary>
    /// <param name="folder">The folder of the run, made if it is not there. TensorBoard takes the files of one folder for one run.</param>
    /// <param name="network">The network whose weights and biases are written as histograms, block by block; null for none.</param>
    /// <param name="histogramsEvery">After how many epochs the histograms are written: each takes a pass over the weights and some 600 bytes. At least 1.
    /// Default: 1.</param>
    /// <exception cref="ArgumentException">The folder's name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="histogramsEvery"/> is below 1.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public TensorBoardLog(string folder, Network? network = null, int histogramsEvery = 1)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(histogramsEvery, 1);
        (_network, _histogramsEvery) = (network, histogramsEvery);
        _file = new EventFile(folder, DateTimeOffset.UtcNow);
    }

    /// <summary>The event file.</summary>
    public string FilePath => _file.Path;

    /// <summary>Writes an epoch.</summary>
    /// <param name="value">The report.</param>
    /// <exception cref="IOException">The file cannot be written, as where the disk is full.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void Report(EpochReport value)
    {
        ArgumentNullException.ThrowIfNull(value);
        (string Tag, double? Number)[] numbers =
        [
            ("loss/running", value.RunningLoss), ("loss/training", value.TrainingLoss), ("loss/validation", value.ValidationLoss),
            ("accuracy/running", value.RunningAccuracy), ("accuracy/training", value.TrainingAccuracy), ("accuracy/validation", value.ValidationAccuracy),
            ("learning rate", value.LearningRate), ("penalty", value.Penalty),
        ];
        List<ProtoMessage> values = [.. numbers.Where(one => one.Number is not null).Select(one => Scalar(one.Tag, one.Number!.Value))];
        if (_network is not null && (value.Epoch - 1) % _histogramsEvery == 0) AddWeights(_network, values);
        Add(value.Epoch, values);
    }

    /// <summary>Writes how far a search has come.</summary>
    /// <param name="value">The report.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void Report(SearchReport value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!double.IsNaN(value.BestScore)) AddScalar("search/best score", value.BestScore, value.Done);
    }

    /// <summary>Writes a number of your own.</summary>
    /// <param name="tag">Its name; what stands before a slash groups.</param>
    /// <param name="value">The number; it is kept in single precision, and may be NaN or infinite.</param>
    /// <param name="step">The step, as the epoch.</param>
    /// <exception cref="ArgumentException">The name is blank.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void AddScalar(string tag, double value, long step)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        Add(step, [Scalar(tag, value)]);
    }

    /// <summary>Writes how numbers are spread, in 30 ranges of equal width.</summary>
    /// <param name="tag">Their name.</param>
    /// <param name="values">The numbers: finite, at least one.</param>
    /// <param name="step">The step, as the epoch.</param>
    /// <exception cref="ArgumentException">The name is blank, there is no number, or one is not finite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void AddHistogram(string tag, ReadOnlySpan<double> values, long step)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        if (values.IsEmpty) throw new ArgumentException("There is no number; a histogram has at least one.", nameof(values));
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) throw new ArgumentException("One of the numbers is not finite.", nameof(values));
        }
        Add(step, [HistogramOf(tag, values)]);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();

    private static ProtoMessage Scalar(string tag, double value) => new ProtoMessage().Text(1, tag).Number(2, (float)value);

    private static ProtoMessage HistogramOf(string tag, ReadOnlySpan<double> values) => new ProtoMessage().Text(1, tag).Message(5, Histogram.Of(values));

    private static void AddWeights(Network network, List<ProtoMessage> values)
    {
        foreach (Layer layer in network.Layers.Skip(1))
        {
            foreach (ConnectionBlock block in layer.Incoming)
            {
                double[] weights = [.. layer.GetWeights(block.Source.Index).SelectMany(row => row)];
                values.Add(HistogramOf($"weights/{block.Source.Name} to {layer.Name}", weights));
            }
            values.Add(HistogramOf($"biases/{layer.Name}", layer.GetBiases()));
        }
    }

    private void Add(long step, IReadOnlyList<ProtoMessage> values)
    {
        lock (_lock) _file.Add(step, DateTimeOffset.UtcNow, values);
    }
}
