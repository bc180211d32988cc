using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing.Charts;
using NodeNet.Drawing.Figures;
using NodeNet.History;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Drawing;

/// <content>Charts: how training went, and what came of it.</content>
public static partial class Draw
{
    /// <summary>The loss of every epoch: on the training examples, and on the validation examples where there were any.</summary>
    /// <param name="history">A run's reports: <see cref="TrainingResult.History"/>.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The history is empty, or a loss is so large (above 10³⁰⁷) that no axis can show it.</exception>
    public static Picture LossCurve(TrainingHistory history, CurveOptions? options = null) => Curves.Loss(history, options ?? new CurveOptions());

    /// <summary>The accuracy of every epoch: on the training examples, and on the validation examples where there were any.</summary>
    /// <param name="history">A run's reports: <see cref="TrainingResult.History"/>.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The history is empty, or has no accuracies because the targets name no classes.</exception>
    public static Picture AccuracyCurve(TrainingHistory history, PictureOptions? options = null) => Curves.Accuracy(history, options ?? new PictureOptions());

    /// <summary>The loss after a step at each learning rate, and the rate to begin with.</summary>
    /// <param name="curve">What <see cref="LearningRateFinder"/> has found.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The curve has no points, or a loss is so large (above 10³⁰⁷) that no axis can show it.</exception>
    public static Picture LearningRates(LearningRateCurve curve, PictureOptions? options = null) => RateChart.Draw(curve, options ?? new PictureOptions());

    /// <summary>What a network with 2 inputs answers over the plane. With one output, its value from orange over the ground's colour at 0.5 to blue; with more,
    /// the class with the largest output, the paler the less sure. The border between classes is a line; examples are dots, those taken for another class are
    /// ringed.</summary>
    /// <param name="network">A network with 2 inputs.</param>
    /// <param name="data">The examples to show; null for none.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The network has not 2 inputs, the examples do not fit it, or no axis can go from their smallest to their largest
    /// number.</exception>
    public static Picture DecisionBoundary(Network network, DataSet? data = null, PictureOptions? options = null) =>
        BoundaryChart.Draw(network, data, options ?? new PictureOptions());

    /// <summary>How often each class was taken for each class: a row for each actual class, shaded by its share of the row.</summary>
    /// <param name="matrix">The counts.</param>
    /// <param name="classes">The classes' names, in their order; null for 0, 1, ….</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public static Picture ConfusionMatrix(ConfusionMatrix matrix, IReadOnlyList<string>? classes = null, PictureOptions? options = null) =>
        MatrixChart.Draw(matrix, classes, options ?? new PictureOptions());

    /// <summary>An activation function and its slope.</summary>
    /// <param name="activation">The activation function; the user's own too.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">Its activations between −5 and 5 are so large that no axis can show them.</exception>
    public static Picture ActivationFunction(IActivation activation, PictureOptions? options = null) =>
        Curves.Activation(activation, options ?? new PictureOptions());

    /// <summary>How the weights of each layer are distributed: a histogram for each, with the same axis of weights.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">A weight is so large (above 10³⁰⁶) that no axis can show it.</exception>
    public static Picture WeightHistograms(Network network, PictureOptions? options = null) => Histograms.Draw(network, options ?? new PictureOptions());

    /// <summary>Images, as handwritten digits, with what a network takes them for: small pictures of the first examples, or of the first mistakes. Mistakes are
    /// framed, dashed, and say what they are.</summary>
    /// <param name="network">A network whose inputs are pixels, row by row; the larger, the darker (on a dark ground, the lighter).</param>
    /// <param name="data">Examples whose targets name classes.</param>
    /// <param name="options">Which and how; null for the defaults.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network or name no classes, or its inputs make no image.</exception>
    public static Picture Digits(Network network, DataSet data, DigitsOptions? options = null)
    {
        Guard.NotNull(network);
        Guard.NotNull(data);
        if (data.Inputs.Width != network.InputLayer.Count || data.Targets.Width != network.OutputLayer.Count)
        {
            throw new ArgumentException(
                $"The examples have {Numbers.Count(data.Inputs.Width, "input")} and {Numbers.Count(data.Targets.Width, "target")}; " +
                $"the network has {Numbers.Count(network.InputLayer.Count, "input")} and {Numbers.Count(network.OutputLayer.Count, "output")}.", nameof(data));
        }
        if (!data.IsClassification)
        {
            throw new ArgumentException("The targets name no classes: they are neither one-hot rows nor single columns of 0 and 1.", nameof(data));
        }
        return new DigitsFigure(network, data, options ?? new DigitsOptions()).Draw();
    }
}
