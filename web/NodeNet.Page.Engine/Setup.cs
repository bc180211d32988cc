using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Playground;

namespace NodeNet.Page;

/// <summary>What a story begins with: the network, its data and how it learns. Edits and steps come on top
/// (<see cref="Story"/>). Nothing changes a setup once it is open; its members can be set because JSON's generated
/// reading would put absent ones to zero if they were init-only.</summary>
public sealed record Setup
{
    /// <summary>The preset that the data are from, or "own".</summary>
    public string Preset { get; set; } = "xor";

    /// <summary>The rows: inputs first, then the targets.</summary>
    public IReadOnlyList<double[]> Rows { get; set; } = [];

    /// <summary>How many of a row's numbers are inputs.</summary>
    public int Inputs { get; set; } = 2;

    /// <summary>How many nodes each hidden layer has.</summary>
    public IReadOnlyList<int> Hidden { get; set; } = [3];

    /// <summary>The hidden layers' activation function, by its name in the catalogue.</summary>
    public string Activation { get; set; } = "tanh";

    /// <summary>Those of the first hidden layers, where they are not all <see cref="Activation"/>.</summary>
    public IReadOnlyList<string> Activations { get; set; } = [];

    /// <summary>The outputs' activation function.</summary>
    public string OutputActivation { get; set; } = "sigmoid";

    /// <summary>The loss, by its name in the catalogue.</summary>
    public string Loss { get; set; } = "sse";

    /// <summary>Whether hidden nodes and outputs have a bias.</summary>
    public bool HiddenBias { get; set; } = true;

    public bool OutputBias { get; set; } = true;

    /// <summary>The weights ("x1→h1") and biases ("b_h1") that do not learn from the start.</summary>
    public IReadOnlyList<string> Frozen { get; set; } = [];

    /// <summary>The learning rate α at the start.</summary>
    public double Rate { get; set; } = 0.5;

    /// <summary>How many examples a step takes.</summary>
    public int Batch { get; set; } = 1;

    /// <summary>What the starting weights are drawn from.</summary>
    public long Seed { get; set; } = 1;

    /// <summary>The starting weights and biases, in the order of Network.CopyParametersTo; null where they are drawn.</summary>
    public double[]? Start { get; set; }

    /// <summary>How many steps were taken before, in a state that a link brings: the steps that follow take up the rows where those ended.</summary>
    public long Taken { get; set; }

    /// <summary>A NodeNet model file as text: the page's recipe, threshold and names, and, unless <see cref="Drawn"/>, its network. Null: the page is of
    /// numbers alone.</summary>
    public string? Model { get; set; }

    /// <summary>Whether the network is made of the layers, functions and seed above, and the model file is only what is around it; if not, the network is the
    /// file's. Null: not looked at yet (<see cref="PageModel.Resolved"/>).</summary>
    public bool? Drawn { get; set; }

    /// <summary>Whether the recipe was fitted to the rows here, for a new network, and not opened with a model.</summary>
    public bool Fitted { get; set; }

    /// <summary>Whether the weights are drawn anew from <see cref="Seed"/>, and have nothing of the model file's.</summary>
    public bool Fresh { get; set; }

    /// <summary>Whether the only row is one of usual values, as there are none yet.</summary>
    public bool StandIn { get; set; }

    /// <summary>What became of the rows when they were read, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; set; } = [];

    /// <summary>Where the rows' table had no value, so that something stands in for it: the row and the recipe's column, both from 0.</summary>
    public IReadOnlyList<int[]> Gaps { get; set; } = [];

    private const long MostTaken = 1_000_000_000_000;

    public Network Build()
    {
        Check();
        Model? model = Model is null ? null : PageModel.Load(Model);
        Network network = model is null || Drawn == true ? DrawnNetwork(Rows[0].Length - Inputs) : model.Network.Clone();
        PlaygroundRules.CheckParameters(network.ParameterCount);
        if (network.InputLayer.Count != Inputs || network.OutputLayer.Count != Rows[0].Length - Inputs)
        {
            throw new ArgumentException(
                $"The network has {network.InputLayer.Count} inputs and {network.OutputLayer.Count} outputs; "
                    + $"the data have {Inputs} and {Rows[0].Length - Inputs}.");
        }
        if (model is not null) Fit(network, model);
        else if (Preset == "digits") NameDigits(network.OutputLayer);
        foreach (string name in Frozen)
            ByName.Freeze(network, name, true);
        if (Start is null) return network;
        if (Start.Length != network.ParameterCount)
            throw new ArgumentException($"There are {Start.Length} starting weights and biases; the network has {network.ParameterCount}.");
        network.CopyParametersFrom(Start);
        return network;
    }

    /// <summary>The activation function of a hidden layer, from 0.</summary>
    public string ActivationOf(int hidden) => hidden < Activations.Count ? Activations[hidden] : Activation;

    public ILoss LossFunction() => Catalogue.Losses.Create(Loss);

    public static DataSet Data(IReadOnlyList<double[]> rows, int inputs) =>
        DataSet.From(rows.Select(row => row[..inputs]), rows.Select(row => row[inputs..]));

    /// <summary>What the model says of its network, on this one.</summary>
    private void Fit(Network network, Model model)
    {
        if (model.Network.InputLayer.Count != network.InputLayer.Count || model.Network.OutputLayer.Count != network.OutputLayer.Count)
        {
            throw new ArgumentException(
                $"The model has {model.Network.InputLayer.Count} inputs and {model.Network.OutputLayer.Count} outputs; "
                    + $"the network has {network.InputLayer.Count} and {network.OutputLayer.Count}.");
        }
        PageModel.Label(network, model);
        if (Fresh && Drawn != true) PageModel.DrawAnew(network, Seed);
    }

    /// <summary>The network of the layers above.</summary>
    internal Network DrawnNetwork(int outputs)
    {
        var builder = new NetworkBuilder(Inputs);
        for (int i = 0; i < Hidden.Count; i++)
            builder.AddLayer(Hidden[i], Catalogue.Activations.Create(ActivationOf(i)), HiddenBias);
        return (Catalogue.LayerActivations.Contains(OutputActivation.Split('(')[0])
            ? builder.AddLayer(outputs, Catalogue.LayerActivations.Create(OutputActivation), OutputBias)
            : builder.AddLayer(outputs, Catalogue.Activations.Create(OutputActivation), OutputBias)).Build(Seed);
    }

    /// <summary>Each output is of a digit, and is called by it.</summary>
    private static void NameDigits(Layer outputs)
    {
        foreach (Node node in outputs.Nodes) node.Label = node.Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private void Check()
    {
        if (Rows is null || Rows.Any(row => row is null) || Hidden is null || Activation is null || OutputActivation is null || Loss is null || Frozen is null
            || Activations is null || Activations.Any(name => name is null) || Notes is null || Gaps is null)
        {
            throw new ArgumentException("What was opened lacks rows, layers or the name of a function.");
        }
        if (Rows.Count == 0) throw new ArgumentException("There are no rows; a page needs one or more.");
        PlaygroundRules.CheckRows(Rows.Count);
        int width = Rows[0].Length;
        if (Inputs < 1 || Inputs >= width)
            throw new ArgumentException($"A row has {width} numbers, {Inputs} of them inputs; there must be inputs and targets.");
        for (int i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].Length != width || !Rows[i].All(double.IsFinite))
                throw new ArgumentException($"Row {i + 1} must have {width} finite numbers.");
        }
        if (Model is null || Drawn == true) PlaygroundRules.CheckHidden(Hidden);
        if (Taken is < 0 or > MostTaken) throw new ArgumentException($"{Taken} steps cannot have been taken before; 0 to {MostTaken} can.");
        if (Batch < 1) throw new ArgumentException($"A batch has at least 1 example; {Batch} is too few.");
        if (!double.IsFinite(Rate) || Rate < 0.0) throw new ArgumentException($"α is {Rate:R}; it must be a finite number, 0 or above.");
    }
}
