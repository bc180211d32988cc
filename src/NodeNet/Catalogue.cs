using NodeNet.Activations;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;

namespace NodeNet;

/// <summary>Everything pluggable, by name: what files and command lines use. Parts of your own are found once they are registered
/// (<see cref="Catalogue{T}.Register(string, Func{T})"/>); nothing is found by reflection.</summary>
public static class Catalogue
{
    /// <summary>Activation functions of single nodes.</summary>
    public static Catalogue<IActivation> Activations { get; } = new("Activations", "activation function", [
        new("identity", 0, 0, _ => new Identity()),
        new("sigmoid", 0, 0, _ => new Sigmoid()),
        new("relu", 0, 0, _ => new ReLU()),
        new("tanh", 0, 0, _ => new Tanh()),
        new("leaky_relu", 0, 1, p => new LeakyReLU(p.At(0, 0.01))),
        new("elu", 0, 1, p => new ELU(p.At(0, 1.0))),
        new("softplus", 0, 0, _ => new Softplus()),
        new("silu", 0, 0, _ => new SiLU()),
        new("gelu", 0, 0, _ => new GELU()),
    ]);

    /// <summary>Activation functions of whole layers.</summary>
    public static Catalogue<ILayerActivation> LayerActivations { get; } = new("LayerActivations", "activation function of a layer", [
        new("softmax", 0, 0, _ => new Softmax()),
    ]);

    /// <summary>Losses.</summary>
    public static Catalogue<ILoss> Losses { get; } = new("Losses", "loss", [
        new("sse", 0, 0, _ => new SumOfSquaredErrors()),
        new("half_sse", 0, 0, _ => new HalfSumOfSquaredErrors()),
        new("mse", 0, 0, _ => new MeanSquaredError()),
        new("mae", 0, 0, _ => new MeanAbsoluteError()),
        new("huber", 0, 1, p => new Huber(p.At(0, 1.0))),
        new("binary_cross_entropy", 0, 1, p => new BinaryCrossEntropy(p.At(0, 0.0))),
        new("cross_entropy", 0, 1, p => new CrossEntropy(p.At(0, 0.0))),
        new("poisson", 0, 0, _ => new Poisson()),
        new("pinball", 0, 1, p => new Pinball(p.At(0, 0.5))),
    ]);

    /// <summary>Initializers.</summary>
    public static Catalogue<IInitializer> Initializers { get; } = new("Initializers", "initializer", [
        new("zeros", 0, 0, _ => Constant.Zero),
        new("constant", 1, 1, p => new Constant(p[0])),
        new("uniform", 2, 2, p => new Uniform(p[0], p[1])),
        new("normal", 0, 2, p => new Normal(p.At(0, 0.0), p.At(1, 1.0))),
        new("glorot_uniform", 0, 0, _ => GlorotUniform.Instance),
        new("glorot_normal", 0, 0, _ => GlorotNormal.Instance),
        new("he_uniform", 0, 0, _ => HeUniform.Instance),
        new("he_normal", 0, 0, _ => HeNormal.Instance),
        new("lecun_uniform", 0, 0, _ => LeCunUniform.Instance),
        new("lecun_normal", 0, 0, _ => LeCunNormal.Instance),
    ]);

    /// <summary>Optimizers.</summary>
    public static Catalogue<IOptimizer> Optimizers { get; } = new("Optimizers", "optimizer", [
        new("gradient_descent", 0, 0, _ => new GradientDescent()),
        new("momentum", 0, 1, p => new Momentum(p.At(0, 0.9))),
        new("nesterov", 0, 1, p => new Nesterov(p.At(0, 0.9))),
        new("adagrad", 0, 1, p => new AdaGrad(p.At(0, 1e-10))),
        new("rmsprop", 0, 2, p => new RMSProp(p.At(0, 0.9), p.At(1, 1e-8))),
        new("adam", 0, 3, p => new Adam(p.At(0, 0.9), p.At(1, 0.999), p.At(2, 1e-8))),
        new("adamw", 0, 5, p => new AdamW(p.At(0, 0.9), p.At(1, 0.999), p.At(2, 0.01), p.At(3, 1e-8), p.At(4, 0.0) != 0.0)),
        new("rprop", 0, 4, p => new Rprop(p.At(0, 0.5), p.At(1, 1.2), p.At(2, 1e-6), p.At(3, 50.0))),
    ]);

    private static double At(this IReadOnlyList<double> parameters, int index, double otherwise) => index < parameters.Count ? parameters[index] : otherwise;
}
