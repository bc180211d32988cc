using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>A node of a network: a window onto its bias, its connections and the numbers of the last pass.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Node
{
    private string? _label;

    internal Node(Layer layer, int position, string name)
    {
        Layer = layer;
        Position = position;
        Name = name;
    }

    /// <summary>The name that drawings and traces print: x1, x2, … for inputs; h1, h2, … in the first hidden layer, h1.2, h2.2, … in the second; y1, y2, … for
    /// outputs.</summary>
    public string Name { get; }

    /// <summary>The user's own name, as "petal length" for x3, or null. <see cref="Network.Node"/> finds the node by either.</summary>
    /// <exception cref="ArgumentException">On setting: blank, or taken by another node as its name or label.</exception>
    public string? Label
    {
        get => _label;
        set
        {
            Network.Relabel(this, value);
            _label = value;
        }
    }

    /// <summary>The layer that the node belongs to.</summary>
    public Layer Layer { get; }

    /// <summary>The node's place in its layer, from 0.</summary>
    public int Position { get; }

    /// <summary>The connections that lead to this node, from the earliest layer on. Made again at each call.</summary>
    public IReadOnlyList<Connection> Incoming
    {
        get
        {
            var found = new List<Connection>();
            foreach (ConnectionBlock block in Layer.IncomingBlocks)
            {
                for (int source = 0; source < block.Source.Count; source++)
                {
                    if (Network.Exists(block.Index(source, Position))) found.Add(new Connection(block, source, Position));
                }
            }
            return found;
        }
    }

    /// <summary>The connections that leave this node, to the earliest layer first. Made again at each call.</summary>
    public IReadOnlyList<Connection> Outgoing
    {
        get
        {
            var found = new List<Connection>();
            foreach (ConnectionBlock block in Layer.OutgoingBlocks)
            {
                for (int target = 0; target < block.Target.Count; target++)
                {
                    if (Network.Exists(block.Index(Position, target))) found.Add(new Connection(block, Position, target));
                }
            }
            return found;
        }
    }

    /// <summary>What is added to the weighted sum of the inputs; 0 for a node without bias (see <see cref="HasBias"/>) and for inputs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">On setting: the value is not finite.</exception>
    /// <exception cref="InvalidOperationException">On setting: the node has no bias; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public double Bias
    {
        get => Layer.IsInput ? 0.0 : Network.Parameters[BiasIndex];
        set
        {
            if (!HasBias)
            {
                throw new InvalidOperationException(
                    Layer.IsInput ? $"{Name} is an input; inputs have no bias." : $"{Name} has no bias; set HasBias to true first.");
            }

            if (!double.IsFinite(value))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"The bias of {Name} cannot be {MessageText.Exact(value)}; it must be a finite number.");
            }

            Network.SetParameter(BiasIndex, value);
        }
    }

    /// <summary>Whether the node has a bias. Setting it to false removes the bias; setting it to true adds one of 0. Inputs have none.</summary>
    /// <exception cref="InvalidOperationException">On setting to true: the node is an input. On setting: inside a step or a forward pass, or while another
    /// thread trains the network.</exception>
    public bool HasBias
    {
        get => !Layer.IsInput && Network.Exists(BiasIndex);
        set
        {
            Network.CheckMayChange();
            if (value == HasBias) return;
            if (Layer.IsInput) throw new InvalidOperationException($"{Name} is an input; inputs have no bias.");
            Network.SetExists(BiasIndex, value);
        }
    }

    /// <summary>Whether training leaves the bias as it is. It is used all the same.</summary>
    /// <exception cref="InvalidOperationException">On setting: the node has no bias; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public bool IsBiasFrozen
    {
        get => HasBias && Network.IsFrozen(BiasIndex);
        set
        {
            if (!HasBias) throw new InvalidOperationException($"{Name} has no bias that could be frozen.");
            Network.SetFrozen(BiasIndex, value);
        }
    }

    /// <summary>The node's own activation function: its layer's, unless set here. Null for inputs and in a layer whose activation function is the whole
    /// layer's, as softmax.</summary>
    /// <exception cref="ArgumentNullException">On setting: null.</exception>
    /// <exception cref="InvalidOperationException">On setting: the node is an input, or its layer's activation function is the whole layer's; or inside a step
    /// or a forward pass, or while another thread trains the network.</exception>
    public IActivation? ActivationFunction
    {
        get => Layer.ActivationOf(Position);
        set
        {
            Guard.NotNull(value);
            Layer.SetActivationOf(Position, value);
        }
    }

    /// <summary>The name of the node's activation function, be it its own or its whole layer's: "sigmoid", "softmax"; "" for inputs.</summary>
    public string ActivationName => Layer.ActivationNameOf(Position);

    /// <summary>z: the bias plus the weighted sum of the inputs, from the last <see cref="Network.Forward(ReadOnlySpan{double})"/> or training step.</summary>
    /// <exception cref="InvalidOperationException">There was no pass yet, the network was changed since, or the node is an input.</exception>
    public double NetInput
    {
        get
        {
            if (Layer.IsInput) throw new InvalidOperationException($"{Name} is an input; it has an activation but no net input.");
            return Network.Shown.Read(Network.Shown.NetInputs, this, "net input");
        }
    }

    /// <summary>a: the activation function of <see cref="NetInput"/>, from the last <see cref="Network.Forward(ReadOnlySpan{double})"/> or training step. For
    /// an input, the value put in.</summary>
    /// <exception cref="InvalidOperationException">There was no pass yet, or the network was changed since.</exception>
    public double Activation => Network.Shown.Read(Network.Shown.Activations, this, "activation");

    /// <summary>δ = −∂Loss/∂net input, from the last training step on one example or <see cref="Network.Backward"/>: positive means that the net input should
    /// grow.</summary>
    /// <exception cref="InvalidOperationException">No step since the last forward pass, the network was changed since, or the node is an input.</exception>
    public double Delta
    {
        get
        {
            if (Layer.IsInput) throw new InvalidOperationException($"{Name} is an input; it has no δ.");
            return Network.Shown.ReadDelta(this);
        }
    }

    internal int BiasIndex => Layer.BiasStart + Position;

    private Network Network => Layer.Network;

    /// <summary>"h1 (sigmoid): bias 0.5, 3 in, 1 out", with net input, activation and δ where they are known.</summary>
    public override string ToString()
    {
        string name = _label is null ? Name : $"{Name} \"{_label}\"";
        string text = Layer.IsInput
            ? $"{name}: {Outgoing.Count} out"
            : $"{name} ({ActivationName}): {(HasBias ? $"bias {MessageText.Short(Bias)}" : "no bias")}, {Incoming.Count} in, "
                + $"{Outgoing.Count} out";
        NodeValues shown = Network.Shown;
        if (shown.HasForward)
        {
            text += Layer.IsInput
                ? $"; activation {MessageText.Short(Activation)}"
                : $"; net input {MessageText.Short(NetInput)}, activation {MessageText.Short(Activation)}";
        }

        if (shown.HasBackward && !Layer.IsInput)
            text += $", δ {MessageText.Short(Delta)}";
        return text;
    }
}
