using System.Runtime.InteropServices;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>The mathematics of an activation function of a whole layer, written once for every kind of number.</summary>
public interface ILayerActivationFormula
{
    /// <summary>The activations of all the layer's nodes.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="netInputs">z of each node.</param>
    /// <param name="activations">Receives a of each node.</param>
    void Activate<T>(ReadOnlySpan<T> netInputs, Span<T> activations)
        where T : IReal<T>;

    /// <summary>δ of all the layer's nodes: δᵢ = Σⱼ pushⱼ · ∂aⱼ/∂zᵢ.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="netInputs">z of each node.</param>
    /// <param name="activations">a of each node.</param>
    /// <param name="pushes">−∂Loss/∂a of each node.</param>
    /// <param name="deltas">Receives δ of each node; may be the same memory as <paramref name="pushes"/>.</param>
    void Deltas<T>(ReadOnlySpan<T> netInputs, ReadOnlySpan<T> activations, ReadOnlySpan<T> pushes, Span<T> deltas)
        where T : IReal<T>;
}

/// <summary>An activation function of a whole layer whose mathematics is written once, over any kind of number. It trains on the vector loops and shows its
/// formula.</summary>
/// <typeparam name="TFormula">The mathematics.</typeparam>
public abstract class LayerActivation<TFormula> : ILayerActivation, ILayerActivationFormulaSource
    where TFormula : struct, ILayerActivationFormula
{
    private readonly TFormula _formula;

    /// <summary>Creates the function.</summary>
    /// <param name="name">The name that summaries and files use.</param>
    /// <param name="formula">The mathematics.</param>
    protected LayerActivation(string name, TFormula formula)
    {
        Guard.NotNull(name);
        Name = name;
        _formula = formula;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public virtual IInitializer DefaultInitializer => GlorotUniform.Instance;

    /// <inheritdoc/>
    public void Activate(ReadOnlySpan<double> netInputs, Span<double> activations) =>
        _formula.Activate(Scalars(netInputs), Scalars(activations));

    /// <inheritdoc/>
    public void Deltas(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes, Span<double> deltas) =>
        _formula.Deltas(Scalars(netInputs), Scalars(activations), Scalars(pushes), Scalars(deltas));

    /// <inheritdoc/>
    public IReadOnlyList<Expression> ActivationExpressions(IReadOnlyList<Expression> netInputs)
    {
        var activations = new Expression[netInputs.Count];
        _formula.Activate([.. netInputs], activations.AsSpan());
        return activations;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Expression> DeltaExpressions(
        IReadOnlyList<Expression> netInputs, IReadOnlyList<Expression> activations, IReadOnlyList<Expression> pushes)
    {
        var deltas = new Expression[netInputs.Count];
        _formula.Deltas([.. netInputs], [.. activations], [.. pushes], deltas.AsSpan());
        return deltas;
    }

    TResult ILayerActivationFormulaSource.HandTo<TResult>(ILayerActivationFormulaReader<TResult> reader) => reader.Read(_formula);

    private static ReadOnlySpan<Scalar> Scalars(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Scalar>(values);

    private static Span<Scalar> Scalars(Span<double> values) => MemoryMarshal.Cast<double, Scalar>(values);
}

/// <summary>An activation function of a layer that can hand out its mathematics by type, so that loops can be made for it.</summary>
internal interface ILayerActivationFormulaSource
{
    /// <summary>Hands the formula to a reader.</summary>
    TResult HandTo<TResult>(ILayerActivationFormulaReader<TResult> reader);
}

/// <summary>What makes something of a formula whose type it learns only now.</summary>
internal interface ILayerActivationFormulaReader<out TResult>
{
    /// <summary>Makes it.</summary>
    TResult Read<TFormula>(TFormula formula)
        where TFormula : struct, ILayerActivationFormula;
}
