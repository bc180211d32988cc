namespace NodeNet;

/// <summary>Parameters that stand side by side: a layer's biases, or the weights that leave one node.</summary>
internal readonly record struct ParameterRow(int Start, int Count, bool IsBias)
{
    /// <summary>One past the last.</summary>
    public int End => Start + Count;
}

/// <summary>A piece of the parameters, padding included: all the biases of a layer, or all the weights of a block.</summary>
internal readonly record struct ParameterSegment(int Start, int Length, bool IsBias)
{
    /// <summary>One past the last.</summary>
    public int End => Start + Length;
}

/// <summary>What is special about a parameter.</summary>
[Flags]
internal enum ParameterFlags : byte
{
    None = 0,

    /// <summary>There is no such connection or bias; its place holds 0.</summary>
    Missing = 1,

    /// <summary>Training leaves it as it is.</summary>
    Frozen = 2,
}
