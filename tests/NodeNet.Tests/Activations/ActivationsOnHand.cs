using NodeNet.Activations;

namespace NodeNet.Tests.Activations;

/// <summary>What theories over all activation functions run over.</summary>
internal static class ActivationsOnHand
{
    /// <summary>Every name of the catalogue, and the functions with parameters once more with other ones.</summary>
    public static TheoryData<string> Names => [.. Catalogue.Activations.Names, "leaky_relu(0.2)", "elu(0.5)"];

    /// <summary>Where a function has a kink, so that there is no one slope.</summary>
    public static bool HasKinkAtZero(IActivation activation) => activation is ReLU or LeakyReLU || activation is ELU { Alpha: not 1.0 };
}
