using System.Text.RegularExpressions;

namespace NodeNet.Import;

/// <summary>A linear layer of a file: its weights, and its biases where it has them.</summary>
internal sealed record LinearLayer(StateTensor Weight, StateTensor? Bias)
{
    private const string End = ".weight";

    /// <summary>"fc1" of "fc1.weight".</summary>
    public string Name => Weight.Name.Length > End.Length && Weight.Name.EndsWith(End, StringComparison.Ordinal) ? Weight.Name[..^End.Length] : Weight.Name;

    public int Inputs => Weight.Shape[1];

    public int Outputs => Weight.Shape[0];

    public override string ToString() => Bias is null ? $"{Weight}" : $"{Weight}, {Bias}";
}

/// <summary>Whether a file has its layers in the model's order.</summary>
internal enum OrderCertainty
{
    /// <summary>It has them in the order of their names, which says nothing.</summary>
    None,

    /// <summary>It has an order of its own, which its format does not promise to be the model's.</summary>
    Likely,

    /// <summary>It has them as the model defines them.</summary>
    Sure,
}

/// <summary>In which order the layers of a file follow each other.</summary>
/// <remarks>What may tell it: the file's own order, the numbers in names that are otherwise the same (fc1, fc2), and the shapes, since a layer takes what the
/// one before it makes. An order is taken if it is the only one that they leave, or the file's own; where they
/// leave several, or speak against each other, none is.</remarks>
internal static partial class LayerOrder
{
    private const int MostSteps = 2_000_000;

    /// <summary>The layers in their order, and what the user should know of it: null where nothing leaves it open.</summary>
    /// <param name="layers">The layers as they stand in the file.</param>
    /// <param name="certainty">What that order says of the model's.</param>
    public static (LinearLayer[] Layers, string? Doubt) Of(LinearLayer[] layers, OrderCertainty certainty)
    {
        LinearLayer[] numbered = [.. layers.OrderBy(layer => Padded(layer.Name), StringComparer.Ordinal)];
        LinearLayer[][] rows = [.. numbered.GroupBy(layer => Numbers().Replace(layer.Name, "0"), StringComparer.Ordinal).Select(group => group.ToArray())];
        bool isFile = certainty != OrderCertainty.None && TroubleOf(layers) is null;
        if (isFile && certainty == OrderCertainty.Sure && AreInOrder(layers, rows)) return (layers, null);
        List<LinearLayer[]> fitting = Fitting(rows);
        if (isFile)
        {
            if (fitting is [var only] && only.SequenceEqual(layers)) return (layers, null);
            bool isNumbered = AreInOrder(layers, rows);
            if (fitting.Count > 0 && !isNumbered)
            {
                throw new ImportException(
                    $"The file has the layers in the order {Listed(layers)}, and the numbers in their names say {Listed(fitting[0])}. {Remedy}");
            }
            return (layers, certainty == OrderCertainty.Sure ? null : $"The order of the layers is that of the file, {Listed(layers)}; such a file need not "
                + "have the model's, and others would fit.");
        }
        if (fitting.Count == 0) fitting = Fitting([.. numbered.Select(layer => (LinearLayer[])[layer])]);
        return fitting.Count switch
        {
            0 => (certainty == OrderCertainty.None ? numbered : layers, null), // whose trouble is told where the network is made
            1 => (fitting[0], null),
            _ => throw new ImportException(
                $"The file does not tell the order of its layers: by their shapes {Listed(fitting[0])} would do, and {Listed(fitting[1])}. {Remedy}"),
        };
    }

    /// <summary>Where the layers do not follow each other; null if they do.</summary>
    public static string? TroubleOf(LinearLayer[] layers)
    {
        for (int i = 1; i < layers.Length; i++)
        {
            (LinearLayer before, LinearLayer layer) = (layers[i - 1], layers[i]);
            if (layer.Inputs != before.Outputs) return $"{layer.Weight} takes {layer.Inputs} inputs, and {before.Weight} before it makes {before.Outputs}";
        }
        return null;
    }

    public static string Listed(IEnumerable<LinearLayer> layers) => TextOf.List([.. layers.Select(layer => layer.Name)]);

    private const string Remedy = "Give the layers in their order (NamedWeights.InOrder).";

    private static bool AreInOrder(LinearLayer[] layers, LinearLayer[][] rows)
    {
        Dictionary<LinearLayer, int> places = layers.Select((layer, place) => (layer, place)).ToDictionary(ReferenceEqualityComparer.Instance);
        return rows.All(row => row.Zip(row.Skip(1)).All(pair => places[pair.First] < places[pair.Second]));
    }

    /// <summary>Two of the orders in which every layer takes what the one before it makes, or one, or none. Layers of one row keep their order.</summary>
    private static List<LinearLayer[]> Fitting(LinearLayer[][] rows)
    {
        int count = rows.Sum(row => row.Length);
        var found = new List<LinearLayer[]>();
        var order = new LinearLayer[count];
        var chosen = new int[count]; // the row of each place; the search goes through them like a counter
        var heads = new int[rows.Length];
        int steps = 0;
        int place = 0;
        chosen[0] = -1;
        while (place >= 0)
        {
            if (chosen[place] >= 0) heads[chosen[place]]--;
            int row = chosen[place] + 1;
            while (row < rows.Length && (heads[row] == rows[row].Length || (place > 0 && rows[row][heads[row]].Inputs != order[place - 1].Outputs))) row++;
            steps += row - chosen[place];
            if (steps > MostSteps)
            {
                throw new ImportException(
                    $"The file does not tell the order of its {count} layers: too many orders would have to be tried by their shapes. {Remedy}");
            }
            if (row == rows.Length)
            {
                place--;
                continue;
            }
            chosen[place] = row;
            order[place] = rows[row][heads[row]++];
            if (place < count - 1)
            {
                chosen[++place] = -1;
                continue;
            }
            found.Add([.. order]);
            if (found.Count == 2) break;
        }
        return found;
    }

    /// <summary>A name whose numbers are filled up with zeros, so that it sorts as they count.</summary>
    private static string Padded(string name) => Numbers().Replace(name, match => match.Value.PadLeft(12, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Numbers();
}
