using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Rendering;

/// <summary>Activation functions and their slopes as formulas with numbers, where the function is known; a user's own by its name.</summary>
internal static class ActivationFormulas
{
    public static Formula Activation(IActivation f, double z, double a) => f switch
    {
        Identity => new Numeral(z),
        _ => new Call(f.Name, [z], a),
    };

    /// <summary>The slope in the form in which it is taught: sigmoid's is a · (1 − a).</summary>
    public static Formula Slope(IActivation f, double z, double a, double slope) => f switch
    {
        Sigmoid => (Formula)a * ((Formula)1.0 - a),
        Tanh => (Formula)1.0 - Power.Square(a),
        ELU elu when z <= 0.0 => (Formula)elu.Alpha * new Exponential(z),
        Softplus => new Call("sigmoid", [z], slope),
        SiLU => (Formula)new Call("sigmoid", [z], Numerics.Sigmoid(z)) + (Formula)a * new Call("sigmoid", [-z], Numerics.Sigmoid(-z)),
        Identity or ReLU or LeakyReLU or ELU => new Numeral(slope),
        _ => new Call(f.Name + "′", [z], slope),
    };

    /// <summary>Softmax with the largest net input taken off, as it is computed.</summary>
    public static Formula Softmax(double z, IReadOnlyList<double> layer)
    {
        double largest = layer.Max();
        return (Formula)new Exponential((Formula)z - largest) / new Sum([.. layer.Select(other => new Exponential((Formula)other - largest))]);
    }

    /// <summary>a · (push − Σ a · push).</summary>
    public static Formula SoftmaxDelta(double a, double push, IReadOnlyList<(double Activation, double Push)> layer) =>
        (Formula)a * ((Formula)push - new Group(new Sum([.. layer.Select(other => (Formula)other.Activation * other.Push)])));
}
