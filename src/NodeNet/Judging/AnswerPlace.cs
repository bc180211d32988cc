using NodeNet.Foundation;

namespace NodeNet.Judging;

/// <summary>One of a model's answers by its name: a target's number, or a class's score. With a single output the first of two classes has what the second has
/// not.</summary>
internal static class AnswerPlace
{
    /// <summary>Stands for 1 − the only output.</summary>
    private const int Mirror = -1;

    /// <summary>Where an answer stands among the outputs.</summary>
    /// <param name="model">A model with a recipe.</param>
    /// <param name="output">Its name; null for the first target, or of classes the second.</param>
    /// <exception cref="ArgumentException">There is no such answer.</exception>
    public static (int Place, string Name) Of(Model model, string? output)
    {
        IReadOnlyList<string> names = model.ClassLabels ?? model.OutputNames;
        int place = output is null ? (model.ClassLabels is null ? 0 : 1) : names.ToList().IndexOf(output);
        if (place < 0) throw new ArgumentException($"The model has no answer \"{output}\"; it has {MessageText.List(names)}.", nameof(output));
        bool isMirrored = model.Network.OutputLayer.Count == 1 && model.ClassLabels is not null;
        return (isMirrored ? (place == 0 ? Mirror : 0) : place, names[place]);
    }

    /// <summary>The answer in a row of outputs.</summary>
    public static double Read(ReadOnlySpan<double> outputs, int place) => place == Mirror ? 1.0 - outputs[0] : outputs[place];
}
