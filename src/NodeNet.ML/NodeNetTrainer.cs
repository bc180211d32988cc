using Microsoft.ML;
using Microsoft.ML.Data;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.ML;

/// <summary>Trains a network on an <see cref="IDataView"/>, as an estimator of ML.NET's pipelines.</summary>
/// <remarks>
/// <para>It is made by <c>mlContext.MulticlassClassification.Trainers.NodeNet()</c>, and likewise for two classes and for numbers. The network, its scaling and
/// its training follow the rules of <see cref="Learner"/>, so the features need no normalization.</para>
/// <para>What was trained is saved by <c>mlContext.Model.Save</c>. ML.NET finds its parts by the assembly, so a program that loads it first calls
/// <c>mlContext.ComponentCatalog.RegisterAssembly(typeof(NodeNetTrainer).Assembly)</c>.</para>
/// </remarks>
public sealed class NodeNetTrainer : IEstimator<ITransformer>
{
    private readonly MLContext _ml = new();
    private readonly MLTask _task;
    private readonly string _label;
    private readonly string _features;
    private readonly Func<Learner, Learner>? _configure;

    internal NodeNetTrainer(MLTask task, string label, string features, Func<Learner, Learner>? configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(label, "labelColumnName");
        ArgumentException.ThrowIfNullOrEmpty(features, "featureColumnName");
        _task = task;
        _label = label;
        _features = features;
        _configure = configure;
    }

    /// <summary>Trains on all rows.</summary>
    /// <param name="input">The rows: a column of answers and one of inputs.</param>
    /// <returns>What adds the columns of answers to rows.</returns>
    /// <exception cref="ArgumentException">A column is missing or of another type than it must be, or its numbers cannot be learned from; the message says what
    /// to do.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        TrainingRows rows = TrainingRows.Read(input, _task, _label, _features);
        var learner = Learner.For(_label) with
        {
            // Named as numbers, so that none is taken for an identifier or a code.
            Columns = rows.FeatureNames.ToDictionary(name => name, _ => new ColumnOptions { Kind = ColumnKind.Number }),
        };
        Model model = (_configure is null ? learner : _configure(learner)).Train(rows.Table);
        if (!model.Recipe!.IsNumbersOnly || model.Recipe.Columns.Count != rows.FeatureNames.Count)
        {
            throw new ArgumentException(
                "The learner must take all features, and as numbers: leave its Inputs, Ignore and kinds of columns as they are.", nameof(input));
        }
        return AnswerColumns.Of(_ml, new StoredModel(_task, model, rows.Classes), _features).Fit(input);
    }

    /// <summary>The columns there will be.</summary>
    /// <param name="inputSchema">The columns there are.</param>
    /// <exception cref="ArgumentException">A column is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        foreach (string needed in (string[])[_label, _features])
        {
            if (inputSchema.All(column => column.Name != needed))
                throw new ArgumentException(TrainingRows.NoColumn(needed, inputSchema.Select(column => column.Name)), nameof(inputSchema));
        }
        return AnswerColumns.Of(_ml, StoredModel.Example(_task), _features).GetOutputSchema(inputSchema);
    }
}
