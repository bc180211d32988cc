using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>A column of numbers of a source, in bounded memory.</summary>
/// <param name="name">The column's name.</param>
/// <param name="scaling">How it is scaled.</param>
/// <param name="countsEach">Whether the most frequent number is asked for.</param>
internal sealed class NumberSketch(string name, NumberScaling scaling, bool countsEach)
{
    private readonly QuantileSketch<double> _quantiles = new();
    private readonly Moments _moments = new();
    private readonly Moments _seen = new(); // of the logarithms, where those are scaled
    private readonly FrequentValues<double>? _frequent = countsEach ? new(name, "numbers") : null;
    private Dictionary<string, int>? _few = new(StringComparer.Ordinal);
    private UInt128 _sum;
    private UInt128 _squares;
    private long _count;

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>Whether all are whole numbers.</summary>
    public bool AreWhole { get; private set; } = true;

    public DistinctCount Different { get; } = new();

    /// <summary>How often each comes, while they are few.</summary>
    public IReadOnlyDictionary<string, int>? Few => _few;

    /// <summary>Whether they are whole numbers, each once and without a gap, as far as their sum and that of their squares tell.</summary>
    public bool CountsUp
    {
        get
        {
            if (!AreWhole || Most - Least != _count - 1 || Math.Abs(Least) > 1e15 || Math.Abs(Most) > 1e15) return false;
            (UInt128 sum, UInt128 squares) = (UInt128.Zero, UInt128.Zero);
            Int128 first = (Int128)Least;
            Int128 n = _count;
            unchecked
            {
                sum = (UInt128)(n * first + n * (n - 1) / 2);
                squares = (UInt128)(n * first * first + first * (n * (n - 1)) + (n - 1) * n / 2 * (2 * n - 1) / 3);
            }
            return sum == _sum && squares == _squares;
        }
    }

    public void Add(double number, in CellPlace place)
    {
        if (!double.IsFinite(number)) throw place.Trouble($"{MessageText.Exact(number)} is not finite.", number);
        if (scaling == NumberScaling.Log && !(number > 0.0))
            throw place.Trouble($"{MessageText.Exact(number)} has no logarithm; {nameof(NumberScaling.LogOnePlus)} takes 0.", number);
        if (scaling == NumberScaling.LogOnePlus && !(number > -1.0))
            throw place.Trouble($"{MessageText.Exact(number)} has no ln(1 + x); that takes numbers above −1.", number);
        if (Math.Abs(number) > Moments.Most)
        {
            throw place.Trouble(
                $"{MessageText.Exact(number)} is beyond {MessageText.Short(Moments.Most)}, the largest number of which means are found where a table is read "
                    + "piece by piece. Divide the column by a number of its size first.", number);
        }
        _count++;
        Least = Math.Min(Least, number);
        Most = Math.Max(Most, number);
        _quantiles.Add(number);
        _moments.Add(number);
        if (scaling is NumberScaling.Log or NumberScaling.LogOnePlus) _seen.Add(Seen(number));
        Different.Add(BitConverter.DoubleToUInt64Bits(number == 0.0 ? 0.0 : number));
        Count(number);
        LookAtWhole(number);
    }

    public double Median() => Quantile(_quantiles.Sorted(), 0.5);

    public double Mean() => _moments.Value.Mean;

    public double MostFrequent() => _frequent!.MostFrequent;

    /// <summary>How the numbers are scaled, those that stand in for missing ones included.</summary>
    /// <param name="fill">What stands in for a missing one, or missing.</param>
    /// <param name="missing">How many are missing.</param>
    /// <param name="error">The share of rows by which quantiles may be off.</param>
    /// <param name="usesQuantiles">Whether quantiles are in the encoding.</param>
    public NumberEncoding Encoding(Cell fill, int missing, out double error, out bool usesQuantiles)
    {
        error = _quantiles.RankError;
        usesQuantiles = scaling == NumberScaling.Robust;
        if (scaling == NumberScaling.None) return new NumberEncoding(scaling, 0.0, 1.0);
        double filled = fill.IsMissing ? 0.0 : fill.Number;
        if (fill.IsMissing) missing = 0;
        double least = missing > 0 ? Math.Min(Least, filled) : Least;
        double most = missing > 0 ? Math.Max(Most, filled) : Most;
        if (scaling == NumberScaling.Robust) return Robust(filled, missing);
        if (scaling == NumberScaling.MinMax || least == most) return EncodingFit.OfRange(name, Seen(least), Seen(most), scaling);
        Moments moments = scaling == NumberScaling.Standard ? _moments : _seen;
        if (missing > 0) moments.Add(Seen(filled), missing);
        (double mean, double deviation) = moments.Value;
        return double.IsNormal(deviation) ? new NumberEncoding(scaling, mean, deviation)
            : throw new RecipeException(
                $"It runs from {MessageText.Exact(least)} to {MessageText.Exact(most)}; these numbers are too close together to be scaled. Divide the column "
                    + "by a number of its size first.", name);
    }

    private NumberEncoding Robust(double filled, int missing)
    {
        (double Value, long Weight)[] sorted = _quantiles.Sorted();
        if (missing > 0)
        {
            sorted = [.. sorted, (filled, missing)];
            Array.Sort(sorted, (a, b) => a.Value.CompareTo(b.Value));
        }
        double spread = Quantile(sorted, 0.75) - Quantile(sorted, 0.25);
        return double.IsFinite(spread) ? new NumberEncoding(scaling, Quantile(sorted, 0.5), spread == 0.0 ? 1.0 : spread)
            : throw new RecipeException("The quartiles are too far apart for doubles. Divide the column by a number of its size first.", name);
    }

    /// <summary>The number at the place (n − 1) · share, between two neighbours as <see cref="Quantiles"/> has it.</summary>
    private static double Quantile((double Value, long Weight)[] sorted, double share)
    {
        long count = sorted.Sum(one => one.Weight);
        double place = (count - 1) * share;
        long below = (long)Math.Floor(place);
        double part = place - below;
        double low = QuantileSketch<double>.At(sorted, below);
        return part == 0.0 ? low : low * (1.0 - part) + QuantileSketch<double>.At(sorted, below + 1) * part;
    }

    private double Seen(double number) => scaling switch
    {
        NumberScaling.Log => Math.Log(number),
        NumberScaling.LogOnePlus => StableMath.LogOnePlus(number),
        _ => number,
    };

    private void Count(double number)
    {
        _frequent?.Add(number);
        if (_few is null) return;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_few, MessageText.Exact(number), out _)++;
        if (_few.Count > KindGuess.FewestValues) _few = null;
    }

    private void LookAtWhole(double number)
    {
        if (!AreWhole) return;
        AreWhole = double.IsInteger(number);
        if (!AreWhole || Math.Abs(number) > 1e15) return;
        unchecked
        {
            _sum += (UInt128)(Int128)number;
            _squares += (UInt128)((Int128)number * (Int128)number);
        }
    }
}
