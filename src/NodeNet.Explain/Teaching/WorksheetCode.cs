using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>The code by which a sheet and its key know each other: six letters and digits, without those that look alike.</summary>
internal static partial class WorksheetCode
{
    private const int Length = 6;
    private const string Before = "Sheet code ";
    private const string OfKey = " (answers)";
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>The code of everything that decides the answers: the network, its weights, the examples, how the step is taken, and what is asked.</summary>
    public static string Of(StepFacts facts, IReadOnlyList<Quantity> blanks)
    {
        LedgerSetup setup = facts.Setup;
        var text = new StringBuilder();
        void Add(string part) => text.Append(part).Append('\n');
        foreach (LedgerLayer layer in facts.Network.Layers)
            Add($"{layer.Name} {layer.Nodes.Count} {string.Join(' ', layer.Nodes.Select(node => node.Activation))}");
        foreach (ParameterChange change in facts.Ledger.Changes)
            Add($"{change.Parameter.Name} {MessageText.Exact(facts.OldValue(change.Parameter))}{(change.IsFrozen ? " frozen" : "")}");
        foreach (ExampleLedger example in facts.Ledger.Examples)
            Add(string.Join(' ', facts.Inputs(example).Concat(facts.Targets(example)).Select(MessageText.Exact)));
        Add($"{setup.Loss} {setup.Optimizer} {MessageText.Exact(setup.LearningRate)} {setup.BatchReduction} {MessageText.Exact(setup.Penalty.L1)} "
            + $"{MessageText.Exact(setup.Penalty.L2)} {setup.Penalty.CountsBiases} {(setup.ClipNorm is { } most ? MessageText.Exact(most) : "none")} "
            + MessageText.Exact(setup.StepNumber));
        foreach (Quantity blank in blanks)
            Add(blank.ToString());

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Create(Length, hash, (code, bytes) =>
        {
            for (int i = 0; i < code.Length; i++)
                code[i] = Letters[bytes[i] % Letters.Length];
        });
    }

    /// <summary>How it stands on the sheet, or on its key.</summary>
    public static string Line(string code, bool isKey) => Before + code + (isKey ? OfKey : "");

    /// <summary>The code in a text, or null.</summary>
    public static string? Find(string text) => Written().Match(text) is { Success: true } match ? match.Groups[1].Value.ToUpperInvariant() : null;

    /// <summary>Whether a text has the code of a key.</summary>
    public static bool IsKey(string text) => Written().Match(text) is { Success: true } match && text.AsSpan(match.Index + match.Length).StartsWith(OfKey);

    [GeneratedRegex("Sheet code ([0-9A-HJKMNP-TV-Z]{6})(?![0-9A-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
