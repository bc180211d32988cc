using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Judging;

/// <summary>One of a model's answers by its name: a target's number, or a class's score.</summary>
internal static class AnswerPlace
{
    /// <summary>The number of an answer among the model's targets or classes.</summary>
    /// <param name="model">A model with a recipe.</param>
    /// <param name="output">Its name; null for the first target, or of classes the second.</param>
    /// <exception cref="ArgumentException">There is no such answer.</exception>
    public static (int Place, string Name) Of(Model model, string? output)
    {
        IReadOnlyList<string> names = model.ClassLabels ?? model.OutputNames;
        int place = output is null ? (model.ClassLabels is null ? 0 : 1) : names.ToList().IndexOf(output);
        if (place < 0) throw new ArgumentException($"The model has no answer \"{output}\"; it has {MessageText.List(names)}.", nameof(output));
        return (place, names[place]);
    }

    /// <summary>The answer in a row of outputs.</summary>
    public static double Read(Model model, ReadOnlySpan<double> outputs, int place) =>
        model.ClassLabels is null ? outputs[place] : Classes.Score(outputs, place);
}
