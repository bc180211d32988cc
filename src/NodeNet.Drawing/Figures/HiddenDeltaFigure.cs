using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Figures;

/// <summary>A hidden node's δ: what comes back over its outgoing connections, times the slope of its activation function.</summary>
internal static class HiddenDeltaFigure
{
    private const double Pitch = 74;

    public static Picture Draw(StepLedger ledger, string name, StepPictureOptions options)
    {
        ExampleLedger example = StepFigure.Example(ledger, options);
        NodeDelta record = example.DeltaOf(name);
        LedgerNode node = record.Node;
        if (node.IsOutput) throw new ArgumentException($"{node.Name} is an output node; OutputDelta draws its δ.", nameof(name));
        NodeForward forward = example.ForwardOf(node.Name);
        var canvas = new Canvas(options);

        DeltaTerm[] shown = StepFigure.Largest(record.Terms, term => term.Product);
        int leftOut = record.Terms.Count - shown.Length;
        int rows = shown.Length + (leftOut > 0 ? 1 : 0);
        double height = Math.Max(rows * Pitch, FunctionPanel.Height + 60);
        double middle = Canvas.Margin + height / 2;
        double y = middle - (rows - 1) * Pitch / 2;
        double largest = shown.Select(term => Math.Abs(term.Weight)).Append(0).Max();
        var sum = new Point(Canvas.Width - 290, middle);
        double right = Canvas.Width - Canvas.Margin - 34;

        foreach (DeltaTerm term in shown)
        {
            LedgerNode target = term.Connection.Target;
            var at = new Point(right, y);
            canvas.Connection(at, sum, term.Weight, largest, canvas.Number(term.Weight), 0.45);
            canvas.Node(at, $"δ of {target.Name}", canvas.Number(term.Delta), radius: 32);
            y += Pitch;
        }
        double rest = record.Terms.Except(shown).Sum(term => term.Product);
        if (leftOut > 0) canvas.Text($"… {leftOut} more: {canvas.Number(rest)}", new Point(right - 20, y + 4), 12, canvas.Theme.Muted);

        double push = record.Push ?? 0;
        canvas.Node(sum, "Σ = push", canvas.Number(push), radius: 34);
        var panel = new Point(124, middle - FunctionPanel.Height / 2);
        canvas.Arrow(new Point(sum.X - 36, middle), new Point(panel.X + FunctionPanel.Width + 4, middle));
        var result = new Point(Canvas.Margin + 34, middle);
        canvas.Arrow(new Point(panel.X - 2, middle), new Point(result.X + 36, middle));
        Functions.ActivationPanel(
            node.Activation, forward.NetInput, forward.Activation, record.ActivationSlope, canvas.Number(forward.NetInput)).Draw(canvas, panel);
        canvas.Node(result, $"δ of {node.Name}", canvas.Number(record.Delta), isSubject: true, radius: 34, label: node.Label);

        var terms = shown
            .Select(term => new Phrase().Add($"{canvas.Factor(term.Delta)} · ").Add(canvas.Factor(term.Weight), canvas.ColourOf(term.Weight)))
            .ToList();
        if (leftOut > 0) terms.Add(canvas.Factor(rest));
        var lines = new List<Phrase>(Canvas.Sum("push = Σ δ · weight", terms.Count == 0 ? ["0"] : terms, canvas.Number(push), Canvas.Room));
        Phrase delta = new Phrase().Add("δ").AddLow(node.Name);
        if (record.ActivationSlope is { } slope)
        {
            lines.Add($"slope of {node.Activation} at z = {canvas.Number(forward.NetInput)}: {canvas.Number(slope)}");
            lines.Add(delta.Add($" = push · slope = {canvas.Factor(push)} · {canvas.Factor(slope)} = ").Add(canvas.Number(record.Delta), bold: true));
        }
        else
        {
            lines.Add($"{node.Activation} needs its whole layer: every node's push counts");
            lines.Add(delta.Add(" = ").Add(canvas.Number(record.Delta), bold: true));
        }
        lines.Add(StepFigure.Meaning(record.Delta));
        lines.AddRange(StepFigure.Warnings(ledger));
        double bottom = canvas.Formulas(lines, Canvas.Margin, Canvas.Margin + height + 6);
        return new Picture(
            $"How the δ of {node.Name} is computed", StepFigure.Words(lines), Canvas.Width, bottom + Canvas.Margin / 2, canvas.Svg.ToString(), options);
    }
}
