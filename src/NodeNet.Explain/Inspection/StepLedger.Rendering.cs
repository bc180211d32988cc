
namespace NodeNet.Inspection;

/// <content>The ledger as formulas, in text, Markdown, LaTeX and MathML, and as JSON.</content>
public sealed partial class StepLedger
{
    /// <summary>The formulas of the step with their numbers, in the order in which they are computed.</summary>
    /// <param name="format">Digits, conventions, and which part; by default <see cref="LedgerFormat.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A property of the format is out of its range.</exception>
    /// <exception cref="ArgumentException">The format names a node, connection or example that is not there; the message lists those that are.</exception>
    public IReadOnlyList<LedgerLine> Lines(LedgerFormat? format = null) => new LedgerDocument(this, format).Lines;

    /// <summary>What letters and signs mean in the conventions of the format, and where the step is not what their author would have computed: a line
    /// each.</summary>
    /// <param name="format">Whose conventions; by default <see cref="LedgerFormat.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A property of the format is out of its range.</exception>
    public IReadOnlyList<string> Conventions(LedgerFormat? format = null)
    {
        format ??= LedgerFormat.Default;
        format.Validate();
        return Inspection.Conventions.Of(this, format);
    }

    /// <summary>The ledger as plain text, a line for each formula, the conventions on top.</summary>
    /// <inheritdoc cref="Lines"/>
    public string ToText(LedgerFormat? format = null) => LedgerWriters.Text(new LedgerDocument(this, format));

    /// <summary>The ledger as Markdown.</summary>
    /// <inheritdoc cref="Lines"/>
    public string ToMarkdown(LedgerFormat? format = null) => LedgerWriters.Markdown(new LedgerDocument(this, format));

    /// <summary>The ledger as a piece of LaTeX, to be put into a document that uses the package amsmath.</summary>
    /// <inheritdoc cref="Lines"/>
    public string ToLatex(LedgerFormat? format = null) => LedgerWriters.Latex(new LedgerDocument(this, format));

    /// <summary>The ledger as a piece of HTML whose formulas are MathML, which browsers show without help; it is well-formed XML.</summary>
    /// <inheritdoc cref="Lines"/>
    public string ToMathML(LedgerFormat? format = null) => LedgerWriters.MathML(new LedgerDocument(this, format));

    /// <summary>The whole ledger as JSON: every number exact, in NodeNet's own signs. docs/ledger.schema.json describes it.</summary>
    /// <remarks>The same ledger gives the same text. To put it into a page of HTML, escape &lt; first.</remarks>
    public string ToJson() => LedgerJson.Of(this);

    /// <summary><see cref="ToText"/> in the default format.</summary>
    public override string ToString() => ToText();
}
