using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Figures;

/// <summary>How a node's activation is computed: its sources, weight · activation for each, their sum, and the activation function.</summary>
internal static class ActivationFigure
{
    private const double Pitch = 66;
    private const double PitchWithLabels = 84;

    public static Picture Draw(StepLedger ledger, string name, StepPictureOptions options)
    {
        ExampleLedger example = StepFigure.Example(ledger, options);
        NodeForward record = example.ForwardOf(name);
        LedgerNode node = record.Node;
        var canvas = new Canvas(options);

        // Of many terms, those that count most, in their order.
        ForwardTerm[] shown = StepFigure.Largest(record.Terms, term => term.Product);
        int leftOut = record.Terms.Count - shown.Length;
        int rows = shown.Length + (node.HasBias ? 1 : 0) + (leftOut > 0 ? 1 : 0);
        double pitch = shown.Any(term => term.Connection.Source!.Label is not null) ? PitchWithLabels : Pitch;
        double height = Math.Max(rows * pitch, FunctionPanel.Height + 60);
        double middle = Canvas.Margin + height / 2;
        double y = middle - (rows - 1) * pitch / 2;
        var sum = new Point(300, middle);
        var left = new Point(Canvas.Margin + Canvas.NodeRadius + 16, 0);
        double largest = shown.Select(term => Math.Abs(term.Weight)).Append(0).Max();

        foreach (ForwardTerm term in shown)
        {
            LedgerNode source = term.Connection.Source!;
            var at = new Point(left.X, y);
            canvas.Connection(at, sum, term.Weight, largest, canvas.Number(term.Weight), 0.42);
            canvas.Node(at, source.Name, canvas.Number(term.Activation), label: source.Label);
            y += pitch;
        }
        if (node.HasBias)
        {
            var at = new Point(left.X, y);
            canvas.Connection(at, sum, record.Bias, Math.Max(largest, Math.Abs(record.Bias)), canvas.Number(record.Bias), 0.42);
            canvas.Node(at, "bias", null, radius: 20);
            y += pitch;
        }
        double rest = record.Terms.Except(shown).Sum(term => term.Product);
        if (leftOut > 0) canvas.Text($"… {leftOut} more: {canvas.Number(rest)}", new Point(Canvas.Margin, y + 4), 12, canvas.Theme.Muted, "start");

        canvas.Node(sum, "Σ = z", canvas.Number(record.NetInput), radius: 32);
        var panel = new Point(390, middle - FunctionPanel.Height / 2);
        canvas.Arrow(new Point(sum.X + 34, middle), new Point(panel.X - 4, middle));
        Functions.ActivationPanel(node.Activation, record.NetInput, record.Activation, null, canvas.Number(record.NetInput)).Draw(canvas, panel);
        var output = new Point(Canvas.Width - Canvas.Margin - 28, middle);
        canvas.Arrow(new Point(panel.X + FunctionPanel.Width + 2, middle), new Point(output.X - 30, middle));
        canvas.Node(output, node.Name, canvas.Number(record.Activation), isSubject: true, label: node.Label);

        var terms = shown.Select(term => Term(canvas, term)).ToList();
        if (node.HasBias) terms.Add(new Phrase().Add(canvas.Factor(record.Bias), canvas.ColourOf(record.Bias)));
        if (leftOut > 0) terms.Add(canvas.Factor(rest));
        var lines = new List<Phrase>(
            Canvas.Sum(new Phrase().Add("z").AddLow(node.Name), terms.Count == 0 ? ["0"] : terms, canvas.Number(record.NetInput), Canvas.Room));
        string of = node.Layer.IsWholeLayer ? " of z and the layer's other net inputs" : $"({canvas.Number(record.NetInput)})";
        lines.Add(new Phrase().Add("a").AddLow(node.Name).Add($" = {node.Activation}{of} = ").Add(canvas.Number(record.Activation), bold: true));
        lines.AddRange(StepFigure.Warnings(ledger));
        double bottom = canvas.Formulas(lines, Canvas.Margin, Canvas.Margin + height + 6);
        return new Picture(
            $"How the activation of {node.Name} is computed", StepFigure.Words(lines), Canvas.Width, bottom
                + Canvas.Margin / 2, canvas.Svg.ToString(), options);
    }

    private static Phrase Term(Canvas canvas, ForwardTerm term) =>
        new Phrase().Add(canvas.Factor(term.Weight), canvas.ColourOf(term.Weight)).Add($" · {canvas.Factor(term.Activation)}");
}
