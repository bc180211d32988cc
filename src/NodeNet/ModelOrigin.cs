using NodeNet.Foundation;

namespace NodeNet;

/// <summary>Where a model comes from: what its file says of its training, for whoever finds it a year later.</summary>
public sealed record ModelOrigin
{
    /// <summary>The version of NodeNet that trained it, as "0.1.0".</summary>
    public string? NodeNetVersion { get; init; }

    /// <summary>What the training table is called, as "penguins.csv".</summary>
    public string? Source { get; init; }

    /// <summary>How many rows it had.</summary>
    public int? Rows { get; init; }

    /// <summary>The SHA-256 of its cells, in hexadecimal digits; see <see cref="Recipes.TableHash"/>.</summary>
    public string? TableHash { get; init; }

    /// <summary>How it was written, where it was text: how further tables of its kind are read. Null where it came from elsewhere, as a database.</summary>
    public Recipes.TableForm? TableForm { get; init; }

    /// <summary>How it was split and what the training was, in words.</summary>
    public string? Training { get; init; }

    /// <summary>The learning rate that it was trained with; null where that is not told, or none was used. A finite number above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: it is not above 0, or not finite.</exception>
    public double? LearningRate
    {
        get;
        init => field = value is null or (> 0.0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(LearningRate), value, $"LearningRate is {MessageText.Exact(value.Value)}; it must be a finite number above 0.");
    }

    /// <summary>What was measured, by name: "accuracy" → 0.98.</summary>
    public IReadOnlyDictionary<string, double> Scores { get; init; } = new Dictionary<string, double>();

    /// <summary>"trained with NodeNet 0.1.0 on penguins.csv, 275 rows; accuracy 0.98".</summary>
    public override string ToString()
    {
        string text = $"trained with NodeNet {NodeNetVersion ?? "of an unknown version"}";
        if (Source is not null) text += $" on {Source}";
        if (Rows is { } rows) text += ", " + MessageText.Count(rows, "row");
        return MessageText.Line(
            Scores.Count == 0 ? text : text + "; " + string.Join(", ", Scores.Select(score => $"{score.Key} {MessageText.Short(score.Value)}")));
    }
}
