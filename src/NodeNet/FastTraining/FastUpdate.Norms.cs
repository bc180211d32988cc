using NodeNet.Fast;
using NodeNet.Foundation;

namespace NodeNet.FastTraining;

/// <content>The limit to the weights into a node.</content>
internal sealed partial class FastUpdate<T, TVector, TVectors>
{
    private AlignedArray<T> _squares; // of the weights into each node of a layer; then their factors

    /// <summary>Shortens the trained weights that lead to a node to a largest length.</summary>
    public void LimitNorms(double longest)
    {
        NetworkLayout shape = _network.NetworkLayout;
        if (_squares.Length == 0) _squares = new AlignedArray<T>(shape.LargestStride);
        foreach (LayerLayout layer in shape.Layers)
        {
            AddSquares(layer);
            bool isAnyLonger = false;
            for (int node = 0; node < layer.Stride; node++)
            {
                double length = Math.Sqrt(double.CreateTruncating(_squares[node]));
                bool isLonger = node < layer.Count && !(length <= longest);
                isAnyLonger |= isLonger;
                _squares[node] = isLonger ? T.CreateTruncating(longest / (double.IsFinite(length) ? length : LengthOf(layer, node))) : T.One;
            }
            if (isAnyLonger) Shorten(layer);
        }
    }

    private void AddSquares(LayerLayout layer)
    {
        _squares.Span.Clear();
        foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
        {
            for (int source = 0; source < block.SourceCount; source++)
            {
                nint row = block.Start + (nint)source * layer.Stride;
                for (nint at = 0; at < layer.Stride; at += TVectors.Width)
                {
                    TVector weights = TVectors.Load(ref _parameters[0], row + at);
                    if (_mask is not null) weights = TVectors.IfPositive(TVectors.Load(ref _mask[0], row + at), weights, TVectors.Zero);
                    TVectors.Store(TVectors.MultiplyAdd(weights, weights, TVectors.Load(ref _squares[0], at)), ref _squares[0], at);
                }
            }
        }
    }

    /// <summary>Where squares are too large for the precision.</summary>
    private double LengthOf(LayerLayout layer, int node)
    {
        double largest = 0.0, shares = 0.0;
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (BlockLayout block in layer.Blocks)
            {
                for (int source = 0; source < block.SourceCount; source++)
                {
                    int p = block.Start + source * layer.Stride + node;
                    if (_mask is not null && _mask[p] == T.Zero) continue;
                    double size = Math.Abs(double.CreateTruncating(_parameters[p]));
                    if (pass == 0) largest = Math.Max(largest, size);
                    else shares += size / largest * (size / largest);
                }
            }
        }
        return largest * Math.Sqrt(shares);
    }

    private void Shorten(LayerLayout layer)
    {
        foreach (ref readonly BlockLayout block in layer.Blocks.AsSpan())
        {
            for (int source = 0; source < block.SourceCount; source++)
            {
                nint row = block.Start + (nint)source * layer.Stride;
                for (nint at = 0; at < layer.Stride; at += TVectors.Width)
                {
                    TVector weights = TVectors.Load(ref _parameters[0], row + at);
                    TVector shorter = TVectors.Multiply(weights, TVectors.Load(ref _squares[0], at));
                    if (_mask is not null) shorter = TVectors.IfPositive(TVectors.Load(ref _mask[0], row + at), shorter, weights);
                    TVectors.Store(shorter, ref _parameters[0], row + at);
                }
            }
        }
    }
}
