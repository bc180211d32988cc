using System.Text;

namespace NodeNet.Inspection;

/// <summary>The answer to a question to a ledger: what happened, the formula, and why, as further reasons below.</summary>
public sealed class LedgerReason
{
    /// <summary>What happened, in words.</summary>
    public required string Words { get; init; }

    /// <summary>The formula with its numbers, or null where words are enough.</summary>
    public LedgerLine? Line { get; init; }

    /// <summary>What it comes from; empty at the end of the chain.</summary>
    public IReadOnlyList<LedgerReason> Because { get; init; } = [];

    /// <summary>The whole chain, one reason a line, further in the further back it lies.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, 0);
        return Printable.Text(text.ToString().TrimEnd('\n'));
    }

    private void Write(StringBuilder text, int depth)
    {
        text.Append(' ', 2 * depth).Append(Words);
        if (Line is not null) text.Append(": ").Append(Line.Text);
        text.Append('\n');
        foreach (LedgerReason reason in Because)
            reason.Write(text, depth + 1);
    }
}
