using NodeNet.Persistence;

namespace NodeNet.Import.Keras;

/// <summary>The arrays of each layer.</summary>
internal abstract class KerasWeights(ModelFileLimits limits)
{
    private long _left = limits.MaximumParameters;

    /// <summary>A layer's arrays, in Keras' order.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="kind">Its class, as Dense.</param>
    /// <param name="number">How many layers of that class come before it.</param>
    public StateTensor[] Of(string layer, string kind, int number) => [.. Arrays(layer, kind, number).Select(Numbers)];

    protected abstract IEnumerable<Hdf5Object> Arrays(string layer, string kind, int number);

    private StateTensor Numbers(Hdf5Object array)
    {
        StateTensor numbers = array.Numbers(_left);
        _left -= numbers.Values.Count;
        return numbers;
    }
}

/// <summary>Of an .h5 file: a group for each layer, by its name, whose attribute weight_names lists the arrays.</summary>
internal sealed class LegacyWeights(Hdf5Object weights, ModelFileLimits limits) : KerasWeights(limits)
{
    protected override IEnumerable<Hdf5Object> Arrays(string layer, string kind, int number)
    {
        Hdf5Object group = weights.Find(layer) ?? throw new ImportException($"The file has no weights of the layer \"{layer}\".");
        string[] names = group.Texts("weight_names") ?? [.. Parts(group)];
        return names.Select(name => group.Find(name) ?? throw new ImportException($"The layer \"{layer}\" has no array \"{name}\"."));
    }

    /// <summary>A long list is stored in parts: weight_names0, weight_names1, ….</summary>
    private static IEnumerable<string> Parts(Hdf5Object group)
    {
        for (int i = 0; group.Texts(FormattableString.Invariant($"weight_names{i}")) is { } part; i++)
        {
            foreach (string name in part) yield return name;
        }
    }
}

/// <summary>Of a .keras archive: a group for each layer, by its class and number (dense, dense_1), with its arrays as vars/0, vars/1.</summary>
internal sealed class ArchiveWeights(Hdf5Object root, ModelFileLimits limits) : KerasWeights(limits)
{
    // Keras 2.13 called it otherwise.
    private readonly Hdf5Object _layers = root.Find("layers") ?? root.Find("_layer_checkpoint_dependencies")
        ?? throw new ImportException("The weights have no group of layers.");

    protected override IEnumerable<Hdf5Object> Arrays(string layer, string kind, int number)
    {
        string name = Snake(kind) + (number == 0 ? "" : FormattableString.Invariant($"_{number}"));
        Hdf5Object vars = _layers.Find(name + "/vars") ?? _layers.Find(layer + "/vars")
            ?? throw new ImportException($"The weights have no group \"{name}\" of the layer \"{layer}\".");
        for (int i = 0; vars.Find(FormattableString.Invariant($"{i}")) is { } array; i++) yield return array;
    }

    /// <summary>"BatchNormalization" as "batch_normalization".</summary>
    private static string Snake(string kind) => string.Concat(kind.Select((c, i) =>
        i > 0 && char.IsAsciiLetterUpper(c) && !char.IsAsciiLetterUpper(kind[i - 1]) ? "_" + c : c.ToString())).ToLowerInvariant();
}
