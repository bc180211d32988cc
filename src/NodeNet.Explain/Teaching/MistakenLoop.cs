using NodeNet.Data;
using NodeNet.Formulas;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Teaching;

/// <summary>Training steps with mistakes, in explicit loops like the reference ones, for whole runs.</summary>
internal sealed class MistakenLoop
{
    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly TrainerOptions _options;
    private readonly MistakeKinds _mistakes;
    private readonly MistakenNode[][] _layers; // from the first hidden layer to the output layer
    private readonly double[] _before; // the parameters before the step
    private long _steps;

    /// <summary>Creates the loops.</summary>
    /// <param name="network">The network, which learns.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="mistakes">What to do wrong; nothing for right steps.</param>
    public MistakenLoop(Network network, ILoss loss, TrainerOptions options, MistakeKinds mistakes)
    {
        _network = network;
        _loss = loss;
        _options = options;
        _mistakes = mistakes;
        _layers = [.. network.Layers.Skip(1).Select(layer => layer.Nodes.Select(node => new MistakenNode(node, options.Optimizer.MemoryLength)).ToArray())];
        _before = new double[network.ParameterCount];
    }

    private bool Makes(MistakeKinds mistake) => (_mistakes & mistake) != 0;

    /// <summary>One step on some of the examples.</summary>
    /// <returns>Whether all weights are still finite; if not, the network has those from before the step.</returns>
    public bool Step(DataSet data, int first, int count, double learningRate)
    {
        _network.CopyParametersTo(_before);
        var examples = new ExampleValues[count];
        for (int e = 0; e < count; e++)
            examples[e] = ExampleValues.Of(_network, _loss, data.Inputs[first + e], data.Targets[first + e]);

        var context = new StepContext(++_steps, learningRate, IsBias: false);
        bool isFinite = true;
        for (int index = _layers.Length - 1; index >= 0; index--)
        {
            for (int e = 0; e < count; e++)
                Deltas(_layers[index], data.Targets[first + e], examples[e]);
            foreach (MistakenNode node in _layers[index])
                AddDownhill(node, examples);
            if (Makes(MistakeKinds.UpdatesBeforePropagating)) isFinite = isFinite && Update(_layers[index], count, context);
        }
        if (!Makes(MistakeKinds.UpdatesBeforePropagating)) isFinite = Update(_layers.SelectMany(layer => layer), count, context);
        if (!isFinite) _network.CopyParametersFrom(_before);
        return isFinite;
    }

    private void Deltas(MistakenNode[] nodes, ReadOnlySpan<double> targets, ExampleValues values)
    {
        Layer layer = nodes[0].Node.Layer;
        bool isLongWay = Makes(MistakeKinds.ForgetsSlope | MistakeKinds.NetInputInSlope);
        if (layer.IsOutput && !isLongWay) return; // as the backward pass has them

        double[] netInputs = values.NetInputs[layer.Index];
        double[] activations = values.Activations[layer.Index];
        double[] deltas = values.Deltas[layer.Index];
        double share = _loss.IsMeanOverOutputs ? 1.0 / _network.OutputLayer.Count : 1.0;
        double ofLayer = 0.0;
        for (int node = 0; node < nodes.Length; node++)
        {
            double push = layer.IsOutput ? -_loss.Slope(activations[node], targets[node]) * share : OwnPush(nodes[node], values);
            deltas[node] = push;
            ofLayer += push;
        }
        if (!layer.IsOutput && Makes(MistakeKinds.SumsWholeLayer)) Array.Fill(deltas, ofLayer);
        if (Makes(MistakeKinds.ForgetsSlope)) return;

        double[] inSlope = Makes(MistakeKinds.NetInputInSlope) ? netInputs : activations;
        if (layer.LayerActivation is { } wholeLayer)
        {
            wholeLayer.Deltas(netInputs, inSlope, deltas, deltas);
            return;
        }
        for (int node = 0; node < nodes.Length; node++)
            deltas[node] *= nodes[node].Node.ActivationFunction!.Slope(netInputs[node], inSlope[node]);
    }

    /// <summary>Σ δ(target) · weight, with the weights as they are by now.</summary>
    private static double OwnPush(MistakenNode node, ExampleValues values)
    {
        double push = 0.0;
        foreach (Connection connection in node.Outgoing)
            push += values.DeltaOf(connection.Target) * connection.Weight;
        return push;
    }

    private static void AddDownhill(MistakenNode node, ExampleValues[] examples)
    {
        foreach (MistakenParameter parameter in node.Trained)
        {
            parameter.Downhill = 0.0;
            foreach (ExampleValues values in examples)
                parameter.Downhill += values.DeltaOf(node.Node) * (parameter.Connection is { } connection ? values.ActivationOf(connection.Source) : 1.0);
        }
    }

    /// <summary>Changes the biases of some nodes and the weights into them.</summary>
    /// <returns>Whether all that changed are still finite.</returns>
    private bool Update(IEnumerable<MistakenNode> nodes, int count, StepContext context)
    {
        MistakenParameter[] trained = [.. nodes.SelectMany(node => node.Trained)];
        foreach (MistakenParameter parameter in trained)
        {
            if (_options.BatchReduction == BatchReduction.Mean) parameter.Downhill /= count;
            if (_options.Penalty.Counts(parameter.IsBias)) parameter.Downhill -= _options.Penalty.Slope<Scalar>(parameter.Value).Value;
        }
        double length = Math.Sqrt(trained.Sum(parameter => parameter.Downhill * parameter.Downhill));
        double clip = _options.ClipNorm is { } largest && length > largest ? largest / length : 1.0;
        foreach (MistakenParameter parameter in trained)
        {
            if (parameter.IsBias && Makes(MistakeKinds.LeavesBiases)) continue;
            double downhill = Makes(MistakeKinds.StepsUphill) ? -parameter.Downhill * clip : parameter.Downhill * clip;
            double value = parameter.Value
                + _options.Optimizer.Change(downhill, parameter.Value, parameter.Memory, context with { IsBias = parameter.IsBias });
            if (!double.IsFinite(value)) return false;
            parameter.Value = value;
        }
        return true;
    }

    /// <summary>A node, with what is trained of it and what leaves it.</summary>
    private sealed class MistakenNode(Node node, int memoryLength)
    {
        public Node Node { get; } = node;

        public Connection[] Outgoing { get; } = [.. node.Outgoing];

        /// <summary>The bias, then the weights that lead to the node; frozen ones are not among them.</summary>
        public MistakenParameter[] Trained { get; } =
        [
            .. node.HasBias && !node.IsBiasFrozen ? [new MistakenParameter(node, null, memoryLength)] : Array.Empty<MistakenParameter>(),
            .. node.Incoming.Where(connection => !connection.IsFrozen).Select(connection => new MistakenParameter(node, connection, memoryLength)),
        ];
    }

    /// <summary>A weight, or the bias of <paramref name="target"/>; −∂Loss/∂parameter, and what the optimizer remembers of it.</summary>
    private sealed class MistakenParameter(Node target, Connection? connection, int memoryLength)
    {
        public Connection? Connection { get; } = connection;

        public bool IsBias => Connection is null;

        public double Downhill { get; set; }

        public double[] Memory { get; } = new double[memoryLength];

        public double Value
        {
            get => Connection?.Weight ?? target.Bias;
            set
            {
                if (Connection is null) target.Bias = value;
                else Connection.Weight = value;
            }
        }
    }

    /// <summary>The numbers of an example after a forward and a backward pass, by layer and node.</summary>
    private sealed record ExampleValues(double[][] NetInputs, double[][] Activations, double[][] Deltas)
    {
        public static ExampleValues Of(Network network, ILoss loss, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets)
        {
            network.Forward(inputs);
            network.Backward(loss, targets);
            return new ExampleValues(
                [.. network.Layers.Select(layer => layer.IsInput ? [] : layer.Nodes.Select(node => node.NetInput).ToArray())],
                [.. network.Layers.Select(layer => layer.Nodes.Select(node => node.Activation).ToArray())],
                [.. network.Layers.Select(layer => layer.IsInput ? [] : layer.Nodes.Select(node => node.Delta).ToArray())]);
        }

        public double ActivationOf(Node node) => Activations[node.Layer.Index][node.Position];

        public double DeltaOf(Node node) => Deltas[node.Layer.Index][node.Position];
    }
}
