using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>Which class a <see cref="Model"/> takes something for. Immutable.</summary>
public sealed class Classification
{
    private readonly double[] _scores;

    internal Classification(IReadOnlyList<string> labels, ReadOnlySpan<double> outputs, int named)
    {
        Labels = labels;
        Class = named;
        _scores = outputs.Length == 1 ? [1.0 - outputs[0], outputs[0]] : outputs.ToArray();
    }

    /// <summary>The label of the class.</summary>
    public string Label => Labels[Class];

    /// <summary>The number of the class, from 0.</summary>
    public int Class { get; }

    /// <summary>How strongly the model says so: the class's output. See <see cref="AreProbabilities"/>.</summary>
    public double Score => _scores[Class];

    /// <summary>The scores of all classes, in their order. With a single output a, 1 − a and a.</summary>
    public IReadOnlyList<double> Scores => _scores;

    /// <summary>The labels of all classes, in their order.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether the scores can be read as probabilities: none is below 0 and they sum to 1, as after softmax or with a single sigmoid output.</summary>
    public bool AreProbabilities => Array.TrueForAll(_scores, score => score >= 0.0) && Math.Abs(_scores.Sum() - 1.0) < 1e-9;

    /// <summary>"setosa (98%)"; where the scores are no probabilities, "setosa (1.7)". What is not quite certain is never called 100%.</summary>
    public override string ToString() => $"{Label} ({(AreProbabilities ? Percent(Score) : MessageText.Short(Score))})";

    private static string Percent(double share)
    {
        double percent = Math.Round(100.0 * share, MidpointRounding.AwayFromZero);
        return percent >= 100.0 && share < 1.0 ? ">99%" : string.Create(CultureInfo.InvariantCulture, $"{percent}%");
    }
}
