using NodeNet.Formulas;

namespace NodeNet.Teaching;

/// <summary>A quantity of a step, as it stands in another's formula.</summary>
/// <param name="Quantity">The quantity.</param>
internal sealed record QuantityVariable(Quantity Quantity) : Variable(Quantity.Symbol);
