using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Learning;

/// <summary>One trial of a search: its settings, and what came of it.</summary>
public sealed class SearchTrial
{
    private readonly SearchDimension.Setting[] _settings;
    private readonly Learner _start;
    private readonly double?[] _scores;
    private readonly int[] _epochs;
    private readonly string?[] _troubles;

    internal SearchTrial(int number, SearchDimension.Setting[] settings, Learner start, int folds)
    {
        (Number, _settings, _start) = (number, settings, start);
        (_scores, _epochs, _troubles) = (new double?[folds], new int[folds], new string?[folds]);
    }

    /// <summary>The trial's number, from 0.</summary>
    public int Number { get; }

    /// <summary>What was set, in the order of the search's dimensions.</summary>
    public IReadOnlyList<string> Settings => [.. _settings.Select(setting => setting.Text)];

    /// <summary>Where each setting stands between the ends of its dimension, from 0 to 1: of a range as it is drawn, so by the logarithm where that is; of
    /// choices at equal distances; 0.5 where there is one value only.</summary>
    public IReadOnlyList<double> Places => [.. _settings.Select(setting => setting.Place)];

    /// <summary>The scores on the parts that it was measured on; NaN where the training diverged.</summary>
    public IReadOnlyList<double> Scores => [.. _scores.OfType<double>()];

    /// <summary>Their mean; NaN if a training diverged or was refused, or none was measured.</summary>
    public double MeanScore => Scores.Count > 0 && Trouble is null && Scores.All(double.IsFinite) ? Statistics.Mean([.. Scores]) : double.NaN;

    /// <summary>How many epochs the trainings took together.</summary>
    public int Epochs => _epochs.Sum();

    /// <summary>Why a training was refused; null if none was.</summary>
    public string? Trouble => _troubles.FirstOrDefault(trouble => trouble is not null);

    /// <summary>The learner with this trial's settings.</summary>
    public Learner Learner => _settings.Aggregate(_start, (learner, setting) => setting.Apply(learner));

    /// <summary>"trial 17: hidden …": the number, its settings and its score.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"trial {Number}: {string.Join(", ", Settings)}: {MeanScore:0.0000} on {Scores.Count} parts")
            + (Trouble is null ? "" : " (" + Trouble + ")");

    internal bool IsMeasured(int fold) => (_scores[fold] is not null) || (_troubles[fold] is not null);

    internal void Set(int fold, double score, int epochs) => (_scores[fold], _epochs[fold]) = (score, epochs);

    internal void SetTrouble(int fold, string trouble) => _troubles[fold] = trouble;
}
