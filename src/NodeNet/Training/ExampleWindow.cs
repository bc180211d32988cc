using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>So many examples of a source as are in memory at a time.</summary>
internal sealed class ExampleWindow
{
    private const int MostDefault = 1 << 16;
    private const int FewestDefault = 1 << 10;
    private const long DefaultBytes = 16L << 20;
    private const long MostBytesForBatch = 64L << 20;

    private readonly SourceFacts _facts;
    private readonly double[] _inputs;
    private readonly double[] _targets;
    private readonly double[]? _weights;
    private readonly long[] _numbers;
    private DataSet? _data;

    public ExampleWindow(SourceFacts facts, int size)
    {
        _facts = facts;
        (Size, Room) = (size, size);
        _inputs = new double[size * facts.Source.InputCount];
        _targets = new double[size * facts.Source.TargetCount];
        _weights = facts.IsWeighted ? new double[size] : null;
        _numbers = new long[size];
    }

    /// <summary>How many examples there is room for in memory.</summary>
    public int Room { get; }

    /// <summary>How many examples are taken at most.</summary>
    public int Size { get; set; }

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more are taken.</summary>
    public bool IsFull => Count == Size;

    /// <summary>The examples, until the window is cleared.</summary>
    public DataSet Data => _data ??= DataSet.Piece(
        Rows.Own(_inputs, Count, _facts.Source.InputCount, _facts.LargestInput), Rows.Own(_targets, Count, _facts.Source.TargetCount),
        _weights is null ? null : RowWeights.Piece(_weights, _facts.TotalWeight, _facts.Count), _numbers);

    /// <summary>How many examples a window has if nothing is said: 65,536, or as many as take 16 MiB, but at least 1,024.</summary>
    /// <param name="width">How many numbers an example has.</param>
    public static int DefaultSize(int width) => (int)Math.Clamp(DefaultBytes / (sizeof(double) * (long)width), FewestDefault, MostDefault);

    /// <summary>How many examples a window has for training: whole batches, unless all examples fit into one.</summary>
    /// <exception cref="InvalidOperationException">A batch does not fit.</exception>
    public static int SizeFor(SourceFacts facts, TrainerOptions options)
    {
        int batch = (int)Math.Min(options.BatchSize, facts.Count);
        int size = options.WindowExamples ?? DefaultSize(facts.Width);
        long bytes = (long)batch * facts.Width * sizeof(double);
        if (batch > size && options.WindowExamples is null && bytes <= MostBytesForBatch) size = batch;
        if (batch > size)
        {
            throw new InvalidOperationException(
                $"BatchSize is {(options.BatchSize == TrainerOptions.FullBatch ? $"FullBatch, {facts.Count} examples," : MessageText.Count(batch, "example"))} "
                    + "and "
                    + $"a window of {facts.Source.Name} has {size}: a source is read window by window, and a batch is of one window. Choose a smaller "
                    + "BatchSize, or a larger WindowExamples.");
        }
        if (ArraySize.Most / facts.Width < size)
        {
            throw new InvalidOperationException(
                $"WindowExamples is {size}, of {facts.Width} numbers each; a window has at most {ArraySize.Most} numbers. Choose a smaller one.");
        }
        return facts.Count <= size ? size : size - size % batch;
    }

    /// <summary>Makes room.</summary>
    public void Clear() => (Count, _data) = (0, null);

    /// <summary>Takes examples of a piece, from one on, as long as there is room; returns how many.</summary>
    public int Take(ExamplePiece piece, int from, long number)
    {
        int count = Math.Min(Size - Count, piece.Count - from);
        int inputs = _facts.Source.InputCount, targets = _facts.Source.TargetCount;
        piece.Inputs.CopyTo(from, _inputs.AsSpan(Count * inputs, count * inputs));
        piece.Targets.CopyTo(from, _targets.AsSpan(Count * targets, count * targets));
        for (int i = 0; i < count; i++)
        {
            _numbers[Count + i] = number + i;
            if (_weights is not null) _weights[Count + i] = piece.Weights![from + i];
        }
        Count += count;
        return count;
    }
}
