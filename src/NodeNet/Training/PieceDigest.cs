using System.Runtime.InteropServices;
using NodeNet.Data;

namespace NodeNet.Training;

/// <summary>64 bits for the examples of a group, whatever the pieces in which they are read: for noticing that a file has changed, not for security.</summary>
/// <remarks>Σ of a mix of each number's bits with its place. The terms do not wait for each other, so this takes less time than reading.</remarks>
internal struct PieceDigest
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _place;

    public ulong Value { get; private set; }

    public void Add(ExamplePiece piece)
    {
        double[] buffer = new double[piece.Inputs.Width + piece.Targets.Width];
        for (int row = 0; row < piece.Count; row++)
        {
            piece.Inputs.CopyTo(row, buffer.AsSpan(0, piece.Inputs.Width));
            piece.Targets.CopyTo(row, buffer.AsSpan(piece.Inputs.Width));
            Add(buffer);
            if (piece.Weights is { } weights) Add([weights[row]]);
        }
    }

    private void Add(ReadOnlySpan<double> numbers)
    {
        ulong sum = Value;
        ulong place = _place;
        foreach (ulong bits in MemoryMarshal.Cast<double, ulong>(numbers))
        {
            ulong mixed = (bits ^ place) * 0xBF58476D1CE4E5B9;
            sum += (mixed ^ (mixed >> 29)) * 0x94D049BB133111EB;
            place += Golden;
        }
        (Value, _place) = (sum, place);
    }
}
