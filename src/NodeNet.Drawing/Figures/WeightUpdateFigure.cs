using System.Globalization;
using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Figures;

/// <summary>A weight's update: the activation that goes in, the δ that comes back, and from their product to the new weight.</summary>
internal static class WeightUpdateFigure
{
    public static Picture Draw(StepLedger ledger, string from, string to, StepPictureOptions options)
    {
        ExampleLedger example = StepFigure.Example(ledger, options);
        ParameterChange change = ledger.Change(from, to);
        LedgerNode source = change.Parameter.Source!;
        LedgerNode target = change.Parameter.Target;
        GradientShare share = example.Shares[change.Parameter.Number];
        var canvas = new Canvas(options);
        bool isBatch = ledger.Examples.Count > 1;

        double middle = Canvas.Margin + 58;
        var left = new Point(150, middle);
        var right = new Point(Canvas.Width - 150, middle);
        double thickest = Math.Max(Math.Abs(change.OldValue), Math.Abs(change.NewValue));
        canvas.Connection(left, right, change.OldValue, thickest, $"{canvas.Number(change.OldValue)} → {canvas.Number(change.NewValue)}");
        canvas.Text($"weight of {change.Parameter.Name}", new Point(Canvas.Width / 2, middle - 20), 12, canvas.Theme.Muted);
        canvas.Text($"change {canvas.Number(change.Change)}", new Point(Canvas.Width / 2, middle + 28), 12, canvas.Theme.Ink);
        canvas.Node(left, source.Name, canvas.Number(share.Activation), radius: 34, label: source.Label);
        canvas.Node(right, $"δ of {target.Name}", canvas.Number(share.Delta), radius: 34, label: target.Label);
        canvas.Text("activation", new Point(left.X, middle - 44), 12, canvas.Theme.Muted);
        canvas.Text("what comes back", new Point(right.X, middle - 44), 12, canvas.Theme.Muted);

        IReadOnlyList<Phrase> lines = [.. Lines(ledger, example, change, share, canvas, isBatch), .. StepFigure.Warnings(ledger)];
        double bottom = canvas.Formulas(lines, Canvas.Margin, middle + 62);
        return new Picture(
            $"How the weight of {change.Parameter.Name} changes", StepFigure.Words(lines), Canvas.Width, bottom
                + Canvas.Margin / 2, canvas.Svg.ToString(), options);
    }

    private static IEnumerable<Phrase> Lines(StepLedger ledger, ExampleLedger example, ParameterChange change, GradientShare share, Canvas canvas, bool isBatch)
    {
        string source = change.Parameter.Source!.Name;
        string target = change.Parameter.Target.Name;
        yield return new Phrase()
            .Add(isBatch ? string.Create(CultureInfo.InvariantCulture, $"example {example.Index + 1}: ") : "")
            .Add("way downhill = δ")
            .AddLow(target)
            .Add(" · a")
            .AddLow(source)
            .Add(share.Weight == 1.0 ? "" : " · weight of the example")
            .Add($" = {canvas.Factor(share.Delta)} · {canvas.Factor(share.Activation)}")
            .Add($"{(share.Weight == 1.0 ? "" : $" · {canvas.Number(share.Weight)}")} = {canvas.Number(share.Downhill)}");
        if (isBatch)
        {
            string count = ledger.Examples.Count.ToString(CultureInfo.InvariantCulture);
            yield return ledger.Setup.BatchReduction == Training.BatchReduction.Mean
                ? $"all {count} examples: {canvas.Number(change.Sum)} / {canvas.Number(ledger.Divisor)} = {canvas.Number(change.Reduced)}"
                : $"sum over all {count} examples = {canvas.Number(change.Reduced)}";
        }
        if (change.PenaltyPart != 0)
        {
            yield return $"with the pull of L1 and L2: {canvas.Number(change.Reduced)} + {canvas.Factor(change.PenaltyPart)} = "
                + $"{canvas.Number(change.Penalized)}";
        }
        if (ledger.ClipFactor != 1)
        {
            yield return $"clipped: {canvas.Factor(change.Penalized)} · {canvas.Number(ledger.ClipFactor)} = {canvas.Number(change.Downhill)}";
        }

        string rate = canvas.Number(ledger.Setup.LearningRate);
        if (change.IsFrozen)
        {
            yield return "the weight is frozen: its change is 0";
        }
        else if (ledger.Setup.Optimizer == "gradient_descent")
        {
            yield return $"change = α · way downhill = {rate} · {canvas.Factor(change.Downhill)} = "
            + $"{canvas.Number(change.Change)}";
        }
        else
        {
            yield return $"change by {ledger.Setup.Optimizer}, α = {rate}: {canvas.Number(change.Change)}";
        }

        yield return new Phrase()
            .Add($"new weight = {canvas.Number(change.OldValue)} + {canvas.Factor(change.Change)} = ")
            .Add(canvas.Number(change.NewValue), bold: true);
    }
}
