using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Figures;

/// <summary>An output node's δ: how steep the loss is at the output, how steep the activation function at the net input, and their product.</summary>
internal static class OutputDeltaFigure
{
    public static Picture Draw(StepLedger ledger, string name, StepPictureOptions options)
    {
        ExampleLedger example = StepFigure.Example(ledger, options);
        NodeDelta record = example.DeltaOf(name);
        LedgerNode node = record.Node;
        if (!node.IsOutput) throw new ArgumentException($"{node.Name} is a hidden node; HiddenDelta draws its δ.", nameof(name));
        NodeForward forward = example.ForwardOf(node.Name);
        double target = example.Targets[node.Position];
        var canvas = new Canvas(options);

        double middle = Canvas.Margin + 24 + FunctionPanel.Height / 2;
        var at = new Point(Canvas.Margin + Canvas.NodeRadius + 10, middle);
        canvas.Node(at, node.Name, canvas.Number(forward.Activation), label: node.Label);
        canvas.Text($"target {canvas.Number(target)}", new Point(at.X, middle - Canvas.NodeRadius - 12), 12, canvas.Theme.Ink);
        var result = new Point(Canvas.Width - Canvas.Margin - 34, middle);

        var lines = new List<Phrase>();
        Phrase delta = new Phrase().Add("δ").AddLow(node.Name);
        if (record.LossSlope is { } lossSlope && record.ActivationSlope is { } slope)
        {
            var first = new Point(138, middle - FunctionPanel.Height / 2);
            var second = new Point(346, first.Y);
            canvas.Arrow(new Point(at.X + Canvas.NodeRadius + 2, middle), new Point(first.X - 4, middle));
            Functions.LossPanel(ledger.Setup.Loss, forward.Activation, target, lossSlope, canvas.Number(forward.Activation)).Draw(canvas, first);
            canvas.Text("×", new Point((first.X + FunctionPanel.Width + second.X) / 2, middle + 7), 20, canvas.Theme.Ink);
            Functions.ActivationPanel(node.Activation, forward.NetInput, forward.Activation, slope, canvas.Number(forward.NetInput)).Draw(canvas, second);
            canvas.Arrow(new Point(second.X + FunctionPanel.Width + 2, middle), new Point(result.X - 36, middle));
            lines.Add($"slope of the loss ({ledger.Setup.Loss}) at the output {canvas.Number(forward.Activation)} = {canvas.Number(lossSlope)}");
            if (ledger.Setup.IsMeanOverOutputs)
                lines.Add($"push = −({canvas.Number(lossSlope)}) / {example.Targets.Count} outputs = {canvas.Number(record.Push!.Value)}");
            lines.Add($"slope of {node.Activation} at z = {canvas.Number(forward.NetInput)}: {canvas.Number(slope)}");
            lines.Add(new Phrase().Add(delta).Add(ledger.Setup.IsMeanOverOutputs
                ? $" = push · slope = {canvas.Factor(record.Push!.Value)} · {canvas.Factor(slope)} = "
                : $" = −(slope of the loss) · slope = {canvas.Factor(record.Push!.Value)} · "
                    + $"{canvas.Factor(slope)} = ").Add(canvas.Number(record.Delta), bold: true));
        }
        else
        {
            canvas.Arrow(new Point(at.X + Canvas.NodeRadius + 2, middle), new Point(result.X - 36, middle));
            string with = record.IsFused ? $"{ledger.Setup.Loss} with {node.Activation}" : $"{node.Activation}, over the whole layer";
            canvas.Plate(new Point((at.X + result.X) / 2, middle), with, canvas.Theme.Ink);
            if (record.Push is { } push)
            {
                lines.Add($"push of the loss ({ledger.Setup.Loss}) at the output {canvas.Number(forward.Activation)} = {canvas.Number(push)}");
            }
            lines.Add(record.IsFused
                ? $"{ledger.Setup.Loss} and {node.Activation} are computed together, from net input and target: their slopes cancel"
                : $"{node.Activation} needs its whole layer: every output's push counts");
            lines.Add(
                new Phrase()
                    .Add(delta)
                    .Add($" for output {canvas.Number(forward.Activation)} and target {canvas.Number(target)} = ")
                    .Add(canvas.Number(record.Delta), bold: true));
        }
        canvas.Node(result, $"δ of {node.Name}", canvas.Number(record.Delta), isSubject: true, radius: 34);
        lines.Add(StepFigure.Meaning(record.Delta));
        lines.AddRange(StepFigure.Warnings(ledger));
        double bottom = canvas.Formulas(lines, Canvas.Margin, middle + FunctionPanel.Height / 2 + 26);
        return new Picture(
            $"How the δ of {node.Name} is computed", StepFigure.Words(lines), Canvas.Width, bottom + Canvas.Margin / 2, canvas.Svg.ToString(), options);
    }
}
