namespace NodeNet.Inspection;

/// <summary>What a reader means who writes what a page prints: a node by its δ, a connection with any arrow, a bias by its letter.</summary>
/// <param name="Node">The node, or null.</param>
/// <param name="Parameter">The weight or bias, or null.</param>
internal sealed record Spelling(LedgerNode? Node, LedgerParameter? Parameter)
{
    private static readonly string[] _arrows = ["→", "->", "⟶", "=>", ":", ",", " to "];

    // What may stand before a node's name, as the last thing before it.
    private static readonly string[] _ofBias = ["b_", "b⁺_", "b ", "bias of ", "bias "];
    private static readonly string[] _before = ["_", " of ", " "];

    /// <summary>Reads a spelling.</summary>
    /// <exception cref="ArgumentException">It names no node, connection or bias of the network; the message lists what there is.</exception>
    public static Spelling Of(LedgerNetwork network, string text)
    {
        text = text.Trim();
        if (network.Find(text) is { } node) return new Spelling(node, null);
        foreach (string arrow in _arrows)
        {
            for (int at = text.IndexOf(arrow, StringComparison.Ordinal); at >= 0; at = text.IndexOf(arrow, at + 1, StringComparison.Ordinal))
            {
                LedgerNode? from = AtEnd(network, text[..at].TrimEnd(), _before);
                LedgerNode? to = network.Find(text[(at + arrow.Length)..].TrimStart());
                if (from is not null && to is not null) return new Spelling(null, network.Weight(from.Name, to.Name));
            }
        }
        if (AtEnd(network, text, _ofBias) is { } withBias) return new Spelling(null, network.Bias(withBias.Name));
        return new Spelling(AtEnd(network, text, _before) ?? network.Node(text), null);
    }

    /// <summary>The node whose name is the text, or its end behind one of the marks.</summary>
    private static LedgerNode? AtEnd(LedgerNetwork network, string text, string[] marks)
    {
        if (marks == _before && network.Find(text) is { } whole) return whole;
        foreach (string mark in marks)
        {
            for (int at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + 1, StringComparison.Ordinal))
            {
                // "sub_h1" is no bias, though it ends in "b_h1".
                bool isWord = at == 0 || mark[0] is '_' or ' ' || !char.IsLetter(text[at - 1]) || text[at - 1] is 'Δ' or 'g' or 'G' or 'D' or 'P';
                if (isWord && network.Find(text[(at + mark.Length)..].Trim()) is { } node) return node;
            }
        }
        return null;
    }
}
