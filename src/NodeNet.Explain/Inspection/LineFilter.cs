using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>Picks the lines that a format asks for.</summary>
internal sealed class LineFilter
{
    private readonly StepLedger _ledger;
    private readonly LedgerFormat _format;
    private readonly HashSet<LedgerNode> _nodes;
    private readonly HashSet<LedgerParameter> _connections;

    /// <exception cref="ArgumentException">The format names a node, connection or example that the ledger has not.</exception>
    public LineFilter(StepLedger ledger, LedgerFormat format)
    {
        _ledger = ledger;
        _format = format;
        _nodes = [.. format.Nodes.Select(ledger.Network.Node)];
        _connections = [.. format.Connections.Select(Connection)];
        foreach (int example in format.Examples)
        {
            if (example < 0 || example >= ledger.Examples.Count)
            {
                throw new ArgumentException(
                    $"There is no example {example}; the step has {MessageText.Count(ledger.Examples.Count, "example")}, counted from 0.", nameof(format));
            }
        }
    }

    /// <summary>Whether a line is shown.</summary>
    /// <param name="last">Its last moment.</param>
    /// <param name="first">The index of its first moment.</param>
    public bool Shows(LedgerMoment last, int first)
    {
        if (_format.Phases.Count > 0 && !_format.Phases.Contains(last.Phase)) return false;
        if (_format.Examples.Count > 0 && last.Example is { } example && !_format.Examples.Contains(example)) return false;
        if (_nodes.Count == 0 && _connections.Count == 0) return true;
        return (last.Node is not null && _nodes.Contains(last.Node)) || (_connections.Count > 0 && TakesPart(first, last.Index));
    }

    private bool TakesPart(int first, int last)
    {
        for (int moment = first; moment <= last; moment++)
        {
            if (_ledger.Moments[moment].Parameter is { } parameter && _connections.Contains(parameter)) return true;
        }
        return false;
    }

    private LedgerParameter Connection(string name)
    {
        string[] ends = name.Replace("->", "→", StringComparison.Ordinal).Split('→');
        if (ends.Length != 2) throw new ArgumentException($"\"{name}\" is not the name of a connection; write \"x1→h1\" or \"x1->h1\".", nameof(name));
        return _ledger.Network.Weight(ends[0].Trim(), ends[1].Trim());
    }
}
