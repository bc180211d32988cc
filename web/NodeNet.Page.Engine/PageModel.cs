using System.Text;
using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Initializers;
using NodeNet.Playground;
using NodeNet.Recipes;

namespace NodeNet.Page;

/// <summary>Model files as the page opens them: the network, and around it the recipe, the loss, the threshold and the names.</summary>
public static class PageModel
{
    private const string Mark = "\"NodeNet model\"";

    private static volatile Loaded? _last;

    private sealed record Loaded(string Text, Model Model);

    /// <summary>The model of a file's text. Its network is not to be changed: it is kept for the next who asks.</summary>
    /// <exception cref="ArgumentException">It is no model file of NodeNet, in words.</exception>
    /// <exception cref="Persistence.ModelFileException">It is one, but damaged.</exception>
    public static Model Load(string text)
    {
        if (_last is { } last && last.Text == text) return last.Model;
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                "This is JSON, but no model of NodeNet. The page opens models that it saved itself or that nodenet train wrote, and tables as CSV.");
        }
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var model = Model.Load(stream);
        _last = new Loaded(text, model);
        return model;
    }

    /// <summary>Whether a file's text is a model's rather than a table's.</summary>
    public static bool IsModel(string text) => text.AsSpan().TrimStart('\uFEFF').TrimStart() is [('{' or '['), ..];

    /// <summary>A setup with all that follows from its model: whether its layers can be changed by hand, the weights that it begins with, and a row to show
    /// where there is none.</summary>
    public static Setup Resolved(Setup setup)
    {
        if (string.IsNullOrEmpty(setup.Model) || setup.Drawn is not null || setup.Rows is null) return setup;
        Model model = Load(setup.Model);
        Network network = model.Network;
        PlaygroundRules.CheckParameters(network.ParameterCount);
        if (setup.Rows.Count == 0) setup = setup with { Inputs = network.InputLayer.Count, Rows = [UsualRow(model)], StandIn = true };
        setup = setup with { Start = setup.Fresh ? setup.Start : setup.Start ?? Parameters(network), Frozen = setup.Frozen ?? [], Notes = setup.Notes ?? [] };
        return Editable(setup, network) ?? setup with { Drawn = false, Hidden = [], Activations = [] };
    }

    /// <summary>What a model's file makes of the page. The page's rows stay where the model reads them as they are.</summary>
    public static Setup Opened(string text, Setup now, Tape tape)
    {
        Model model = Load(text);
        bool isBare = model is { Recipe: null, InputScaling: null, TargetScaling: null };
        bool fits = model.Network.InputLayer.Count == now.Inputs && model.Network.OutputLayer.Count == tape.Rows[0].Length - now.Inputs;
        bool keepsRows = !now.StandIn && fits && (isBare ? RecipeOf(now) is null : SameRecipe(model.Recipe, RecipeOf(now)));
        return Resolved(new Setup
        {
            Preset = "own",
            Model = text,
            Inputs = model.Network.InputLayer.Count,
            Rows = keepsRows ? [.. tape.Rows.Select(row => (double[])row.Clone())] : [],
            Notes = keepsRows ? now.Notes : [],
            Gaps = keepsRows ? now.Gaps : [],
            Loss = model.Loss?.Name ?? (keepsRows ? now.Loss : PlaygroundRules.Loss),
            Rate = model.Origin?.LearningRate ?? (keepsRows ? tape.Rate : PlaygroundRules.Rate),
            Batch = keepsRows ? now.Batch : 1,
        });
    }

    /// <summary>The recipe of a setup's model, or null.</summary>
    public static Recipe? RecipeOf(Setup setup) => string.IsNullOrEmpty(setup.Model) ? null : Load(setup.Model).Recipe;

    /// <summary>The recipe by which a setup's model reads tables, which a model that was trained on numbers has, too; null where there is none.</summary>
    public static Recipe? TableRecipeOf(Setup setup)
    {
        if (string.IsNullOrEmpty(setup.Model)) return null;
        Model model = Load(setup.Model);
        return model.Recipe is null && model.ClassLabels is { Count: 2 } && model.Network.OutputLayer.Count == 2 ? null : model.ForTables().Recipe;
    }

    /// <summary>From which output on the second of two classes is meant.</summary>
    public static double ThresholdOf(Setup setup) => string.IsNullOrEmpty(setup.Model) ? 0.5 : Load(setup.Model).Threshold;

    /// <summary>Names inputs and outputs as the model does. A name that a node has already is left out.</summary>
    public static void Label(Network network, Model model)
    {
        var taken = new HashSet<string>(network.Layers.SelectMany(layer => layer.Nodes).SelectMany(node => new[] { node.Name, node.Label ?? node.Name }));
        foreach ((Layer layer, IReadOnlyList<string> names) in ((Layer, IReadOnlyList<string>)[])
            [(network.InputLayer, model.InputNames), (network.OutputLayer, model.OutputNames)])
        {
            for (int i = 0; i < layer.Count; i++)
            {
                Node node = layer.Nodes[i];
                if (node.Label is not null || names[i] == node.Name) continue;
                string label = taken.Contains(names[i]) ? "column " + names[i] : names[i];
                if (taken.Add(label)) node.Label = label;
            }
        }
    }

    /// <summary>Other weights for a network whose layers are its file's: each drawn as its node's function asks for; what is frozen stays.</summary>
    public static void DrawAnew(Network network, long seed)
    {
        var random = new RandomGenerator(seed);
        foreach (Node node in ByName.Computed(network))
        {
            IInitializer initializer = node.ActivationFunction?.DefaultInitializer ?? node.Layer.LayerActivation!.DefaultInitializer;
            foreach (Connection connection in node.Incoming.Where(connection => !connection.IsFrozen))
                connection.Weight = initializer.Draw(random, node.Incoming.Count, node.Layer.Count);
            if (node.HasBias && !node.IsBiasFrozen) node.Bias = 0.0;
        }
    }

    private static bool SameRecipe(Recipe? one, Recipe? other) => one is not null && other is not null && one.Summary() == other.Summary();

    private static double[] Parameters(Network network)
    {
        var parameters = new double[network.ParameterCount];
        network.CopyParametersTo(parameters);
        return parameters;
    }

    /// <summary>The setup with layers as the page draws them; null where the network has others: larger ones, or connections of its own.</summary>
    private static Setup? Editable(Setup setup, Network network)
    {
        if (network.HiddenLayers.Count > PlaygroundRules.MostHiddenLayers || network.HiddenLayers.Any(layer => layer.Count > PlaygroundRules.MostHiddenNodes))
            return null;
        string[] functions = [.. network.Layers.Skip(1).Select(layer => layer.Nodes[0].ActivationName)];
        if (functions[..^1].Any(name => !Catalogue.Activations.Contains(name.Split('(')[0]))) return null;
        if (!Catalogue.Activations.Contains(functions[^1].Split('(')[0]) && !Catalogue.LayerActivations.Contains(functions[^1].Split('(')[0])) return null;
        Setup drawn = setup with
        {
            Drawn = true,
            Inputs = network.InputLayer.Count,
            Hidden = [.. network.HiddenLayers.Select(layer => layer.Count)],
            Activation = functions.Length > 1 ? functions[0] : setup.Activation,
            Activations = functions[..^1],
            OutputActivation = functions[^1],
            HiddenBias = network.HiddenLayers.Count == 0 || network.HiddenLayers[0].Nodes[0].HasBias,
            OutputBias = network.OutputLayer.Nodes[0].HasBias,
            Frozen = [.. setup.Frozen.Union(ByName.FrozenOf(network))],
        };
        return IsSame(drawn.DrawnNetwork(network.OutputLayer.Count), network) ? drawn : null;
    }

    private static bool IsSame(Network one, Network other) =>
        one.ParameterCount == other.ParameterCount
            && one.Connections.Select(connection => connection.Name).SequenceEqual(other.Connections.Select(connection => connection.Name))
            && one.Nodes().SequenceEqual(other.Nodes()) && other.HiddenLayers.All(layer => layer.Nodes.All(node => node.Label is null));

    private static IEnumerable<(string, string, bool)> Nodes(this Network network) => network.Layers.SelectMany(layer => layer.Nodes)
        .Select(node => (node.Name, node.Layer.IsInput ? "" : node.ActivationName, !node.Layer.IsInput && node.HasBias));

    /// <summary>A row to look at where there is none: each column's usual value in training, and what the model says of it.</summary>
    private static double[] UsualRow(Model model)
    {
        double[] inputs = model.Recipe is { } recipe ? [.. recipe.Columns.SelectMany(UsualNumbers)] : new double[model.Network.InputLayer.Count];
        double[] answer = model.Network.Predict(inputs);
        if (model.ClassLabels is null) return [.. inputs, .. answer.Select(value => double.IsFinite(value) ? value : 0.0)];
        if (answer.Length == 1) return [.. inputs, answer[0] >= model.Threshold ? 1.0 : 0.0];
        int best = Array.IndexOf(answer, answer.Max());
        return [.. inputs, .. answer.Select((_, i) => i == best ? 1.0 : 0.0)];
    }

    private static IEnumerable<double> UsualNumbers(RecipeColumn column)
    {
        try
        {
            return [.. column.FormulasOf(UsualCell(column)).Select(formula => formula.Value)];
        }
        catch (RecipeException)
        {
            return new double[column.Width];
        }
    }

    private static Cell UsualCell(RecipeColumn column) => !column.Fill.IsMissing ? column.Fill : column.Encoding switch
    {
        NumberEncoding number => new Cell(column.Facts is { Least.Kind: CellKind.Number, Most.Kind: CellKind.Number } facts
            ? (facts.Least.Number + facts.Most.Number) / 2 : number.Offset),
        CategoryEncoding { Categories: [var first, ..] } => new Cell(first),
        OrderedEncoding { Categories: var categories } => new Cell(categories[categories.Count / 2]),
        TruthEncoding truth => truth.Yes is { } yes ? new Cell(yes) : new Cell(true),
        _ => column.Facts.Least,
    };
}
