using System.Runtime.InteropServices;
using NodeNet.Fast;

namespace NodeNet.FastTraining;

/// <content>How the inputs of a batch are taken from the data.</content>
internal sealed partial class BatchSteps<T, TVector, TVectors>
{
    private T[] _widened = []; // the inputs of a batch, where the data are bytes, and the places of its examples in it
    private int[] _places = [];

    /// <summary>Lays the inputs side by side; or, if they are many, leaves them in rows: in the data, or copied from there.</summary>
    private void TakeInputs(ReadOnlySpan<int> batch)
    {
        int width = Shape.InputCount;
        if (!_hasRows && !InputTable.IsCompact)
        {
            FastLayout<T>.Gather(ref InputTable.First, width, batch, ref Act.First, Lanes);
            return;
        }
        if (!_hasRows)
        {
            GatherWidened(batch, width);
            return;
        }
        bool areNeighbours = !InputTable.IsCompact && _disturbance?.TouchesInputs != true && FastLayout<T>.Neighbours(batch) == batch.Length;
        _firstRow = areNeighbours ? batch[0] : -1;
        for (int e = 0; e < batch.Length && !areNeighbours; e++)
            InputTable.Read(batch[e], _rows.Span.Slice(e * width, width));
        if (_disturbance?.TouchesInputs == true) DisturbRows(batch);
        _runCount = ActiveRuns<T, TVector, TVectors>.Find(ref FirstInput, width, batch.Length, _runs);
    }

    /// <summary>Lays bytes side by side, widened.</summary>
    private void GatherWidened(ReadOnlySpan<int> batch, int width)
    {
        if (_widened.Length == 0)
        {
            _widened = new T[Lanes * width];
            _places = [.. Enumerable.Range(0, Lanes)];
        }
        for (int e = 0; e < batch.Length; e++)
            InputTable.Read(batch[e], _widened.AsSpan(e * width, width));
        FastLayout<T>.Gather(ref MemoryMarshal.GetArrayDataReference(_widened), width, _places.AsSpan(0, batch.Length), ref Act.First, Lanes);
    }

    private ref T FirstInput => ref _firstRow < 0 ? ref _rows.First : ref InputTable[_firstRow];
}
