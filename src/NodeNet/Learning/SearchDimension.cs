using NodeNet.Foundation;

namespace NodeNet.Learning;

/// <summary>One thing that a <see cref="Search"/> tries: a number from a range, or one of several values, and what it sets of a learner.</summary>
public sealed class SearchDimension
{
    private readonly string _text;
    private readonly string[] _choices; // none of a range
    private readonly Func<double, Setting> _at;

    private SearchDimension(string name, string text, string[] choices, Func<double, Setting> at) => (Name, _text, _choices, _at) = (name, text, choices, at);

    /// <summary>What it is called, as in the table of the trials.</summary>
    public string Name { get; }

    /// <summary>Whether it is one of some values, and no number of a range.</summary>
    public bool IsChoice => _choices.Length > 0;

    /// <summary>What stands along its axis, at equal distances from its beginning to its end: all values to choose from, or the two ends of a range.
    /// <see cref="SearchTrial.Places"/> are places between them.</summary>
    public IReadOnlyList<string> Marks => IsChoice ? _choices : [_at(0.0).Text, _at(1.0).Text];

    /// <summary>"rate: 0.001 to 0.1 by its logarithm", "activation: relu, tanh".</summary>
    public override string ToString() => $"{Name}: {_text}";

    internal static SearchDimension Range(string name, double low, double high, bool isLogarithmic, Func<Learner, double, Learner> set)
    {
        CheckName(name);
        Guard.NotNull(set);
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high || (isLogarithmic && low <= 0.0))
        {
            throw new ArgumentException(
                $"{name}: the range {MessageText.Exact(low)} to {MessageText.Exact(high)} must rise{(isLogarithmic ? ", from above 0," : "")} and be finite.",
                nameof(low));
        }
        return new SearchDimension(
            name, $"{MessageText.Short(low)} to {MessageText.Short(high)}{(isLogarithmic ? " by its logarithm" : "")}", [], share =>
            {
                double value = isLogarithmic ? low * Math.Pow(high / low, share) : low + (high - low) * share;
                return new Setting(MessageText.Short(value), share, learner => set(learner, value));
            });
    }

    internal static SearchDimension Whole(string name, int low, int high, Func<Learner, int, Learner> set)
    {
        CheckName(name);
        Guard.NotNull(set);
        if (low > high) throw new ArgumentException($"{name}: the range {low} to {high} must rise.", nameof(low));
        return new SearchDimension(name, $"{low} to {high}, whole numbers", [], share =>
        {
            int value = (int)Math.Min(high, low + Math.Floor(((double)high - low + 1.0) * share));
            return new Setting(MessageText.Exact(value), PlaceOf(value - (double)low, high - (double)low), learner => set(learner, value));
        });
    }

    internal static SearchDimension Choice<T>(string name, IReadOnlyList<T> values, Func<Learner, T, Learner> set, Func<T, string>? text)
    {
        CheckName(name);
        Guard.NotNull(values);
        Guard.NotNull(set);
        if (values.Count == 0) throw new ArgumentException($"{name}: there is no value to choose from.", nameof(values));
        T[] all = [.. values];
        string[] texts = [
            .. all.Select(value => text is null ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "" : text(value))];
        return new SearchDimension(name, string.Join(", ", texts), texts, share =>
        {
            int place = Math.Min(all.Length - 1, (int)(all.Length * share));
            return new Setting(texts[place], PlaceOf(place, all.Length - 1), learner => set(learner, all[place]));
        });
    }

    /// <summary>The setting at a place of the range, from 0 to 1.</summary>
    internal Setting At(double share) => _at(share);

    /// <summary>The settings of a grid: every choice, or so many numbers of a range, its ends among them.</summary>
    internal Setting[] Levels(int levels)
    {
        if (IsChoice) return [.. _choices.Select((_, i) => _at((i + 0.5) / _choices.Length))];
        Setting[] all = levels == 1 ? [_at(0.5)] : [.. Enumerable.Range(0, levels).Select(i => _at(i / (levels - 1.0)))];
        return [.. all.DistinctBy(setting => setting.Text)];
    }

    private static double PlaceOf(double from, double whole) => whole == 0.0 ? 0.5 : from / whole;

    private static void CheckName(string name) => ArgumentException.ThrowIfNullOrWhiteSpace(name);

    /// <summary>One value.</summary>
    /// <param name="Text">As it is printed.</param>
    /// <param name="Place">Where it stands between the ends, 0 to 1.</param>
    /// <param name="Apply">What it sets.</param>
    internal sealed record Setting(string Text, double Place, Func<Learner, Learner> Apply);
}
