using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>A row of biases or weights as a file holds it: numbers, null where there is none, and beside them which are frozen.</summary>
internal sealed class RowContent
{
    private readonly double[] _numbers; // NaN: there is none
    private readonly double[]? _frozen; // 1: frozen

    public RowContent(JsonValue numbers, JsonValue? frozen, int count, string why)
    {
        _numbers = numbers.Numbers(count, why, orNull: true);
        _frozen = frozen?.Numbers(count, why);
        for (int i = 0; i < _frozen?.Length; i++)
        {
            if (_frozen[i] is not (0.0 or 1.0)) throw frozen!.TroubleAt(i, $"This is {MessageText.Exact(_frozen[i])}; it must be 1 for frozen or 0.");
            if (_frozen[i] == 1.0 && double.IsNaN(_numbers[i])) throw frozen!.TroubleAt(i, "What does not exist (null) cannot be frozen.");
        }
    }

    /// <summary>Puts the row into a new network, from a parameter on.</summary>
    public void Restore(Network network, int start)
    {
        for (int i = 0; i < _numbers.Length; i++)
        {
            if (double.IsNaN(_numbers[i])) network.Restore(start + i, 0.0, ParameterFlags.Missing);
            else network.Restore(start + i, _numbers[i], _frozen?[i] == 1.0 ? ParameterFlags.Frozen : ParameterFlags.None);
        }
    }
}
