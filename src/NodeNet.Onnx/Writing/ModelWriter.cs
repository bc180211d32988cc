using System.Text.Json.Nodes;
using NodeNet.Data;
using NodeNet.Onnx.Format;
using NodeNet.Recipes;

namespace NodeNet.Onnx.Writing;

/// <summary>Writes a model as a graph: recipe or scaling, layers, scaling back, the class's label.</summary>
internal sealed class ModelWriter(Model model, OnnxOptions options)
{
    /// <summary>The names of the graph's input and outputs, where no column is called so.</summary>
    public const string InputsName = "inputs";
    public const string OutputsName = "outputs";
    public const string LabelName = "label";

    /// <summary>What the file tells besides the graph.</summary>
    public const string InputsProperty = "nodenet.inputs";
    public const string OutputsProperty = "nodenet.outputs";
    public const string TargetsProperty = "nodenet.targets";
    public const string LossProperty = "nodenet.loss";
    public const string ProducerName = "NodeNet";

    private const long Opset = 17;
    private const long MlOpset = 2;
    private const long AnyCount = -1;

    private readonly GraphBuilder _graph = new(options.Precision == Precision.Double);

    public ModelMessage Write()
    {
        if (options.Precision is not (Precision.Double or Precision.Single))
            throw new NotSupportedException($"ONNX files are written in single or double precision, not in {options.Precision}.");
        ValueMessage[] inputs = Inputs();
        foreach (ValueMessage input in inputs) _graph.Reserve(input.Name);
        string outputsName = FreeName(OutputsName, inputs);
        string labelName = FreeName(LabelName, inputs);
        _graph.Reserve(outputsName);
        _graph.Reserve(labelName);

        Network network = model.Network;
        var activations = new List<string> { model.Recipe is { } recipe ? new RecipeGraph(_graph).Inputs(recipe) : Scaled(inputs[0].Name) };
        var layers = new LayerWriter(_graph);
        foreach (Layer layer in network.Layers.Skip(1))
        {
            _graph.Part = layer.Name.Replace(' ', '_');
            activations.Add(layers.Write(layer, activations));
        }
        _graph.Part = "";
        string answers = model.Recipe is { } encoding ? RecipeAnswers(encoding, activations) : Restored(activations[^1], model.TargetScaling);
        _graph.Output(answers, outputsName);
        var outputs = new List<ValueMessage>
        {
            new(outputsName, _graph.NumberType, [AnyCount, network.OutputLayer.Count]) { Text = string.Join(", ", model.OutputNames) },
        };
        if (model.ClassLabels is { } labels)
        {
            _graph.Output(new LabelGraph(_graph).Write(answers, labels, model.Threshold, network.OutputLayer.Count, model.Recipe is not null), labelName);
            outputs.Add(new ValueMessage(labelName, ElementType.Text, [AnyCount]) { Text = string.Join(", ", labels) });
        }
        return Message(inputs, outputs);
    }

    private ModelMessage Message(ValueMessage[] inputs, List<ValueMessage> outputs)
    {
        var properties = new List<KeyValuePair<string, string>>();
        if (model.Recipe is { } recipe) properties.Add(new(TargetsProperty, Names([.. recipe.Targets.Select(target => target.Name)])));
        else properties.Add(new(InputsProperty, Names(model.InputNames)));
        properties.Add(new(OutputsProperty, Names(model.OutputNames)));
        if (model.Loss is { } loss) properties.Add(new(LossProperty, loss.Name));
        return new ModelMessage(new GraphMessage(options.Name, _graph.Nodes, _graph.Initializers, inputs, outputs))
        {
            Producer = ProducerName,
            ProducerVersion = typeof(Network).Assembly.GetName().Version!.ToString(fieldCount: 3),
            Opsets = _graph.Domains.ToDictionary(domain => domain, domain => domain.Length == 0 ? Opset : MlOpset),
            Properties = properties,
        };
    }

    private ValueMessage[] Inputs()
    {
        if (model.Recipe is not { } recipe)
            return [new ValueMessage(InputsName, _graph.NumberType, [AnyCount, model.Network.InputLayer.Count]) { Text = string.Join(", ", model.InputNames) }];
        return
        [
            .. recipe.Columns.Select(column => new ValueMessage(
                column.Name, column.Kind == ColumnKind.Number ? _graph.NumberType : ElementType.Text, [AnyCount, 1]) { Text = column.ToString() }),
        ];
    }

    private string Scaled(string inputs)
    {
        if (model.InputScaling is not { } scaling) return inputs;
        _graph.Part = "input";
        string moved = _graph.Add("Sub", [inputs, Vector("offsets", scaling.Offsets)]);
        return _graph.Add("Div", [moved, Vector("factors", scaling.Factors)]);
    }

    private string Restored(string outputs, Scaler? scaling)
    {
        if (scaling is null) return outputs;
        _graph.Part = "answer";
        string stretched = _graph.Add("Mul", [outputs, Vector("factors", scaling.Factors)]);
        return _graph.Add("Add", [stretched, Vector("offsets", scaling.Offsets)]);
    }

    private string RecipeAnswers(Recipe recipe, List<string> activations)
    {
        string answers = activations[^1];
        if (recipe.ClassLabels is null)
        {
            NumberEncoding[] targets = [.. recipe.Targets.OfType<NumberTarget>().Select(target => target.Encoding)];
            if (targets.Any(target => target.Offset != 0.0 || target.Factor != 1.0))
                answers = Restored(answers, Scaler.From([.. targets.Select(target => target.Offset)], [.. targets.Select(target => target.Factor)]));
            answers = new RecipeGraph(_graph).WithoutLogarithms(answers, targets);
        }
        return new RecipeGraph(_graph).OrRefused(answers, activations[0]);
    }

    private string Vector(string name, IReadOnlyList<double> values) => _graph.Numbers(name, [.. values], values.Count);

    private static string FreeName(string wanted, ValueMessage[] inputs)
    {
        string name = wanted;
        while (Array.Exists(inputs, input => input.Name == name)) name += "_";
        return name;
    }

    private static string Names(IReadOnlyList<string> names) => new JsonArray([.. names.Select(name => (JsonNode)name)]).ToJsonString();
}
