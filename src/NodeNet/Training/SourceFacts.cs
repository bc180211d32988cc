using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>What has to be known of a source before it is learned from: found in one reading, and held against every later one.</summary>
internal sealed class SourceFacts
{
    private const int SampleSize = 1024;

    private readonly long[] _starts; // of each group, the number of its first example
    private readonly long[] _counts;
    private readonly ulong[] _digests;

    private SourceFacts(IExampleSource source)
    {
        Source = source;
        _starts = new long[source.GroupCount];
        _counts = new long[source.GroupCount];
        _digests = new ulong[source.GroupCount];
    }

    public IExampleSource Source { get; }

    /// <summary>Windows that nobody uses: the next reading takes them.</summary>
    public Stack<ExampleWindow> Spare { get; } = new();

    /// <summary>How many examples there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many examples the largest piece has that was read at once.</summary>
    public int LargestPiece { get; private set; }

    /// <summary>How many numbers an example has.</summary>
    public int Width => Source.InputCount + Source.TargetCount;

    /// <summary>Whether examples have weights.</summary>
    public bool IsWeighted { get; private set; }

    /// <summary>Σ weight; the number of examples where all count alike.</summary>
    public double TotalWeight { get; private set; }

    /// <summary>Whether the targets name classes.</summary>
    public bool IsClassification { get; private set; }

    /// <summary>The largest input by its size.</summary>
    public double LargestInput { get; private set; }

    /// <summary>Examples taken evenly from all, and those of the largest input and target.</summary>
    public DataSet Sample { get; private set; } = null!;

    /// <summary>A window with room for so many examples: one that nobody uses, or a new one.</summary>
    public ExampleWindow Window(int size)
    {
        ExampleWindow window = Spare.TryPop(out ExampleWindow? spare) && spare.Room >= size ? spare : new ExampleWindow(this, size);
        window.Size = size;
        return window;
    }

    /// <summary>Reads a source once.</summary>
    /// <param name="source">The source.</param>
    /// <param name="loss">Which must take every target.</param>
    /// <param name="cancellation">Ends the reading after the current piece.</param>
    /// <exception cref="ExampleSourceException">It cannot be read, has no example, pieces that do not fit, or a target that the loss cannot take.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static SourceFacts Of(IExampleSource source, ILoss loss, CancellationToken cancellation = default)
    {
        if (source.GroupCount < 1) throw new ArgumentException($"{source.Name} has {source.GroupCount} groups; it must have at least one.", nameof(source));
        var facts = new SourceFacts(source);
        facts.Survey(loss, cancellation);
        return facts;
    }

    /// <summary>Reads groups, and compares each with what it was when it was first read.</summary>
    /// <param name="groups">Their order.</param>
    /// <returns>The pieces, and the number of the first example of each.</returns>
    /// <exception cref="ExampleSourceException">The source cannot be read, or has changed.</exception>
    public IEnumerable<(ExamplePiece Piece, long Number)> Pieces(int[] groups)
    {
        int at = -1; // in the order
        long place = 0;
        var digest = new PieceDigest();
        using IEnumerator<ExamplePiece> pieces = Opened(groups);
        while (NextOf(pieces, () => at < 0 ? _starts[groups[0]] : _starts[groups[at]] + place) is { } piece)
        {
            while (at < 0 || piece.Group != groups[at])
            {
                if (at >= 0) CheckGroup(groups[at], place, digest.Value);
                at++;
                (place, digest) = (0, new PieceDigest());
                if (at == groups.Length) throw Trouble($"a piece of group {piece.Group} came, which is not its turn", null, null);
            }
            CheckWidths(piece, _starts[piece.Group] + place);
            if ((piece.Weights is not null) != IsWeighted || place + piece.Count > _counts[piece.Group]) throw Changed(_starts[piece.Group] + place);
            digest.Add(piece);
            yield return (piece, _starts[piece.Group] + place);
            place += piece.Count;
        }
        for (at = Math.Max(at, 0); at < groups.Length; at++)
        {
            CheckGroup(groups[at], place, digest.Value);
            (place, digest) = (0, new PieceDigest());
        }
    }

    /// <summary>How well a network does, to the bit as on a data set of the same examples.</summary>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public Evaluation Evaluate(Network network, ILoss loss, TrainerOptions options, int window, CancellationToken cancellation = default)
    {
        int size = (int)Math.Min(Math.Max(window - window % FastEvaluation.PieceUnit, FastEvaluation.PieceUnit), Count);
        (double Loss, double Right) sums = Sums(options.EvaluationPrecision);
        if (options.EvaluationPrecision == Precision.Single && FastMode.IsOn && !double.IsFinite(sums.Loss / TotalWeight))
            sums = Sums(Precision.Double); // it may be too large for a float alone
        return new Evaluation(sums.Loss / TotalWeight, IsClassification ? sums.Right / TotalWeight : null);

        (double Loss, double Right) Sums(Precision precision)
        {
            (double Loss, double Right) sums = default;
            using var reading = new SourceReading(this, [.. Enumerable.Range(0, Source.GroupCount)], size);
            while (reading.Next() is { } some)
            {
                cancellation.ThrowIfCancellationRequested();
                sums = Evaluation.SumsOf(network, loss, some.Data, Count, sums, precision, options.MaxDegreeOfParallelism);
                reading.GiveBack(some);
            }
            return sums;
        }
    }

    /// <summary>"a source of 150 examples, 4 inputs, 3 targets (0123456789abcdef)"; its name may change.</summary>
    public string Describe()
    {
        ulong digest = 0;
        for (int g = 0; g < _digests.Length; g++)
            digest = Digest.Next(Digest.Next(digest, (ulong)_counts[g]), _digests[g]);
        return $"a source of {MessageText.Count(Count, "example")}, {MessageText.Count(Source.InputCount, "input")}, "
            + $"{MessageText.Count(Source.TargetCount, "target")}{(IsWeighted ? ", weighted" : "")} ({Digest.Text(digest)})";
    }

    private void Survey(ILoss loss, CancellationToken cancellation)
    {
        int[] groups = [.. Enumerable.Range(0, Source.GroupCount)];
        var digests = new PieceDigest[groups.Length];
        var sample = new SourceSample(SampleSize);
        IsClassification = !Source.HasNumberTargets;
        int last = 0;
        double weights = 0.0;
        using IEnumerator<ExamplePiece> pieces = Opened(groups);
        while (NextOf(pieces, () => Count) is { } piece)
        {
            cancellation.ThrowIfCancellationRequested();
            CheckWidths(piece, Count);
            if (piece.Group < last || piece.Group >= groups.Length) throw Trouble($"a piece of group {piece.Group} came, which is not its turn", Count, null);
            last = piece.Group;
            if (Count > 0 && IsWeighted != piece.Weights is not null) throw Trouble("some examples have weights and others have none", Count, null);
            IsWeighted = piece.Weights is not null;
            CheckTargets(piece, loss);
            IsClassification = IsClassification && Classes.AreIn(piece.Targets);
            digests[piece.Group].Add(piece);
            sample.Add(piece, Count);
            LargestInput = Math.Max(LargestInput, piece.Inputs.LargestMagnitude);
            for (int row = 0; row < piece.Weights?.Count; row++)
                weights += piece.Weights[row];
            LargestPiece = Math.Max(LargestPiece, piece.Count);
            _counts[piece.Group] += piece.Count;
            Count += piece.Count;
        }
        if (Count == 0) throw Trouble("it has no example", null, null);
        for (int g = 0; g < groups.Length; g++)
        {
            _starts[g] = g == 0 ? 0 : _starts[g - 1] + _counts[g - 1];
            _digests[g] = digests[g].Value;
        }
        TotalWeight = IsWeighted ? weights : Count;
        if (TotalWeight == 0.0) throw Trouble("the weights of all examples are 0, so that nothing would count", null, null);
        Sample = sample.ToDataSet(Source);
    }

    private IEnumerator<ExamplePiece> Opened(int[] groups)
    {
        try
        {
            return (Source.Read(groups) ?? throw new InvalidOperationException("its Read gives null")).GetEnumerator();
        }
        catch (Exception trouble) when (IsUntold(trouble))
        {
            throw Told(trouble, null);
        }
    }

    private ExamplePiece? NextOf(IEnumerator<ExamplePiece> pieces, Func<long> next)
    {
        try
        {
            return !pieces.MoveNext() ? null : pieces.Current ?? throw new InvalidOperationException("its Read gives a piece that is null");
        }
        catch (Exception trouble) when (IsUntold(trouble))
        {
            throw Told(trouble, next);
        }
    }

    private static bool IsUntold(Exception trouble) => trouble is not OutOfMemoryException and not ExampleSourceException { SourceName: not null };

    /// <summary>A trouble with the source's name, and with the number of the example; where a source's own names no example, it is that of the whole.</summary>
    private ExampleSourceException Told(Exception trouble, Func<long>? next) => trouble is ExampleSourceException own
        ? new ExampleSourceException(own.Message, Source.Name, null, own)
        : Trouble(WordsOf(trouble), next?.Invoke(), trouble);

    private static string WordsOf(Exception trouble) => trouble is ArgumentException wrong ? MessageText.MessageOf(wrong) : trouble.Message;

    private void CheckWidths(ExamplePiece piece, long number)
    {
        if (piece.Inputs.Width == Source.InputCount && piece.Targets.Width == Source.TargetCount) return;
        throw Trouble(
            $"a piece has {MessageText.Count(piece.Inputs.Width, "input")} and {MessageText.Count(piece.Targets.Width, "target")}; the source says "
                + $"{Source.InputCount} and {Source.TargetCount}", number, null);
    }

    private void CheckTargets(ExamplePiece piece, ILoss loss)
    {
        for (int row = 0; row < piece.Count; row++)
        {
            foreach (double target in piece.Targets[row])
            {
                if (!loss.AcceptsTarget(target))
                    throw Trouble($"a target is {MessageText.Exact(target)}; {loss.Name} takes {loss.TargetRange}", Count + row, null);
            }
        }
    }

    private void CheckGroup(int group, long count, ulong digest)
    {
        if (count != _counts[group] || digest != _digests[group]) throw Changed(_starts[group]);
    }

    private ExampleSourceException Changed(long number) =>
        Trouble("it is not what it was when it was first read. Let it stay as it is while it is learned from, and train again", number, null);

    private ExampleSourceException Trouble(string trouble, long? number, Exception? cause)
    {
        string where = number is { } example ? FormattableString.Invariant($", example {example} (from 0)") : "";
        return new ExampleSourceException($"{Source.Name}{where}: {trouble.TrimEnd('.')}.", Source.Name, number, cause);
    }
}
