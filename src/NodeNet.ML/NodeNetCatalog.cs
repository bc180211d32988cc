using Microsoft.ML;
using NodeNet.Learning;

namespace NodeNet.ML;

/// <summary>NodeNet among the trainers of an <see cref="MLContext"/>.</summary>
public static class NodeNetCatalog
{
    /// <summary>A trainer of two classes. It gives the columns Score (the log-odds), Probability and PredictedLabel.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The column of the answers: booleans.</param>
    /// <param name="featureColumnName">The column of the inputs: a vector of floats; NaN is a missing value, and its column's median stands in for it.</param>
    /// <param name="configure">What to change of the learner: <c>learner => learner with { Hidden = [16] }</c>. Null: its stated defaults.</param>
    public static NodeNetTrainer NodeNet(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        Func<Learner, Learner>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NodeNetTrainer(MLTask.Binary, labelColumnName, featureColumnName, configure);
    }

    /// <summary>A trainer of several classes. It gives the columns Score (a probability for each key) and PredictedLabel (a key).</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The column of the answers: keys, as <c>MapValueToKey</c> makes them.</param>
    /// <param name="featureColumnName">The column of the inputs, as with two classes.</param>
    /// <param name="configure">What to change of the learner. Null: its stated defaults.</param>
    public static NodeNetTrainer NodeNet(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        Func<Learner, Learner>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NodeNetTrainer(MLTask.Multiclass, labelColumnName, featureColumnName, configure);
    }

    /// <summary>A trainer of a number. It gives the column Score.</summary>
    /// <param name="catalog">The trainers.</param>
    /// <param name="labelColumnName">The column of the answers: floats.</param>
    /// <param name="featureColumnName">The column of the inputs, as with two classes.</param>
    /// <param name="configure">What to change of the learner. Null: its stated defaults.</param>
    public static NodeNetTrainer NodeNet(
        this RegressionCatalog.RegressionTrainers catalog,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        Func<Learner, Learner>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new NodeNetTrainer(MLTask.Regression, labelColumnName, featureColumnName, configure);
    }
}

/// <summary>What is learned.</summary>
internal enum MLTask
{
    Binary,
    Multiclass,
    Regression,
}
