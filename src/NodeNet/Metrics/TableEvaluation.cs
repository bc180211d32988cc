using System.Globalization;
using System.Text;
using NodeNet.Foundation;

namespace NodeNet.Metrics;

/// <summary>How well a model does on a table.</summary>
/// <param name="Count">How many rows were measured.</param>
/// <param name="Loss">The mean loss, of scaled targets as in training; null if the model does not tell its loss.</param>
/// <param name="Confusion">Of classes: how often each was taken for each. Null where numbers are predicted.</param>
/// <param name="Errors">Of numbers: how far off each target is, in its own units. Empty where classes are predicted.</param>
public sealed record TableEvaluation(int Count, double? Loss, ConfusionMatrix? Confusion, IReadOnlyList<TargetErrors> Errors)
{
    /// <summary>The share of rows whose class is right, or null where numbers are predicted.</summary>
    public double? Accuracy => Confusion?.Accuracy;

    /// <summary>A few lines: of classes accuracy, precision, recall and F1 by class, and the matrix; of numbers MAE, RMSE and R² by target.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Confusion is not null) AppendClasses(text, Confusion);
        foreach (TargetErrors target in Errors) text.Append(target).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    private void AppendClasses(StringBuilder text, ConfusionMatrix matrix)
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        text.Append(plain, $"accuracy {100.0 * matrix.Accuracy:0.0}% of {MessageText.Count(Count, "row")}");
        if (Loss is { } loss) text.Append(plain, $", loss {MessageText.Short(loss)}");
        text.Append("\n\n");
        string[] names = [.. matrix.ClassLabels ?? [.. Enumerable.Range(0, matrix.ClassCount).Select(i => i.ToString(plain))]];
        names = [.. names.Select(MessageText.Line)];
        int width = Math.Max(5, names.Max(name => name.Length));
        text.Append("class".PadRight(width)).Append("  precision  recall     F1\n");
        for (int c = 0; c < matrix.ClassCount; c++)
            text.Append(names[c].PadRight(width)).Append(plain, $"  {matrix.Precision(c),9:0.000}  {matrix.Recall(c),6:0.000}  {matrix.F1(c),5:0.000}\n");
        text.Append('\n').Append(matrix).Append('\n');
    }
}

/// <summary>How far a target's predictions are off.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Errors">The errors, in the target's units.</param>
public sealed record TargetErrors(string Target, RegressionErrors Errors)
{
    /// <summary>"body_mass_g: MAE 231.4, RMSE 289.7, R² 0.871".</summary>
    public override string ToString() => $"{MessageText.Line(Target)}: {Errors}";
}
