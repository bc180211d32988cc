using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet;

/// <content>Answers to rows of named cells, by the recipe.</content>
public sealed partial record Model
{
    /// <summary>The answers for the rows of a table, in the units of the targets: a number a target; of classes, the network's outputs.</summary>
    /// <param name="table">A table with the recipe's columns, in any order; others are not looked at.</param>
    /// <returns>A row of answers for each row of the table, in their order.</returns>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained on another thread, or training began
    /// meanwhile.</exception>
    public Rows Predict(ITable table) => PredictEncoded(Required().Inputs(table));

    /// <summary>The answers for one row, in the units of the targets: a number a target; of classes, the network's outputs.</summary>
    /// <typeparam name="T">The type of the row.</typeparam>
    /// <param name="row">A record, an anonymous object or another object with a public property for each column, or a dictionary; see
    /// <see cref="Records.Table"/>.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained on another thread, or training began
    /// meanwhile.</exception>
    [OverloadResolutionPriority(-1)]
    public double[] Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull => Predict(Records.Table(row))[0].ToArray();

    /// <summary>The classes that the model answers for the rows of a table.</summary>
    /// <param name="table">A table with the recipe's columns, in any order; others are not looked at.</param>
    /// <returns>A classification for each row, in their order.</returns>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or no classes; or the network is being trained on another thread, or training began
    /// meanwhile.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest.</exception>
    public IReadOnlyList<Classification> Classify(ITable table) => Classified(LabelsToClassify(), Predict(table));

    /// <summary>The class that the model answers for one row.</summary>
    /// <typeparam name="T">The type of the row.</typeparam>
    /// <param name="row">A record, an anonymous object or another object with a public property for each column, or a dictionary; see
    /// <see cref="Records.Table"/>.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or no classes; or the network is being trained on another thread, or training began
    /// meanwhile.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest.</exception>
    [OverloadResolutionPriority(-1)]
    public Classification Classify<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull => Classify(Records.Table(row))[0];

    /// <summary>The columns in which a row lies outside what the training table had, where the model answers from nothing that it has seen, and members of the
    /// row that are none of its columns: a sentence each.</summary>
    /// <typeparam name="T">The type of the row.</typeparam>
    /// <param name="row">As for <see cref="Classify{T}(T)"/>.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe.</exception>
    public IReadOnlyList<string> Check<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T row)
        where T : notnull
    {
        ITable table = Records.Table(row);
        return [.. Required().Check(table, 0), .. Recipe!.NotRead(table).Select(name => $"{name} is none of the model's columns, and is not looked at.")];
    }

    /// <summary>This model, made ready for rows of named cells: it gets a recipe of plain numbers, with its scalers in it. For a network that was trained on
    /// numbers, or comes from elsewhere; a model that has a recipe is given back as it is.</summary>
    /// <param name="columns">What the columns are called, one for each input. Null: <see cref="InputNames"/>.</param>
    /// <param name="targets">What the targets are called: one for classes, otherwise one for each output. Null: "class", or
    /// <see cref="OutputNames"/>.</param>
    /// <exception cref="ArgumentException">The number of names does not fit, or a name is blank or there twice.</exception>
    /// <exception cref="InvalidOperationException">The model has two classes and an output for each: a recipe has one output for both.</exception>
    public Model ForTables(IReadOnlyList<string>? columns = null, IReadOnlyList<string>? targets = null)
    {
        if (Recipe is not null) return this;
        if (ClassLabels is { Count: 2 } && Network.OutputLayer.Count == 2)
        {
            throw new InvalidOperationException(
                "The model has two classes and an output for each; a recipe has one output for both. Give such a model its numbers: Classify(Rows).");
        }
        columns = Checked(columns ?? InputNames, Network.InputLayer.Count, nameof(columns), "input");
        targets = ClassLabels is null
            ? Checked(targets ?? OutputNames, Network.OutputLayer.Count, nameof(targets), "output")
            : Checked(targets ?? ["class"], 1, nameof(targets), "column of classes");
        return this with
        {
            InputScaling = null, // before the recipe, which has them
            TargetScaling = null,
            Recipe = NumbersRecipe.Of(columns, targets, ClassLabels, InputScaling, TargetScaling),
            OwnInputNames = null,
            OwnOutputNames = null,
            OwnClassLabels = null,
        };
    }

    /// <summary>The recipe of a model that must have one.</summary>
    internal Recipe Required() => Recipe ?? throw new InvalidOperationException(
        "The model has no recipe, so it cannot read rows of named cells: give it numbers, or name its columns by ForTables.");

    /// <summary>The class that outputs name, as this model reads them.</summary>
    internal int ClassOf(ReadOnlySpan<double> outputs, int? row = null)
    {
        int named = Classes.Of(outputs, Threshold);
        return named != Classes.None ? named : throw Classes.NoneNamed(outputs, OutputNames, row);
    }

    /// <summary>The answers for rows that the recipe has encoded, in the units of the targets.</summary>
    internal Rows PredictEncoded(Rows inputs) => Restored(Network.Predict(inputs));

    private Rows Restored(Rows outputs)
    {
        if (Recipe is null || Recipe.ClassLabels is not null) return outputs;
        double[] values = [.. outputs.Values];
        for (int row = 0; row < outputs.Count; row++)
            Recipe.Restore(values.AsSpan(row * outputs.Width, outputs.Width));
        return Rows.OwnAnswers(values, outputs.Count, outputs.Width);
    }

    private Classification[] Classified(IReadOnlyList<string> labels, Rows outputs)
    {
        var results = new Classification[outputs.Count];
        for (int row = 0; row < results.Length; row++)
            results[row] = new Classification(labels, outputs[row], ClassOf(outputs[row], row));
        return results;
    }

    private void PredictByRecipe(ReadOnlySpan<double> row, Span<double> outputs)
    {
        CheckNumbers(row.Length, nameof(row));
        double[] inputs = ArrayPool<double>.Shared.Rent(Recipe!.InputCount);
        Recipe.EncodeNumbers(row, inputs);
        Network.Predict(inputs.AsSpan(0, Recipe.InputCount), outputs);
        Recipe.Restore(outputs);
        ArrayPool<double>.Shared.Return(inputs);
    }

    private Rows PredictByRecipe(Rows rows, Func<Rows, Rows> predict)
    {
        CheckNumbers(rows.Width, nameof(rows));
        int width = Recipe!.InputCount;
        var values = new double[ArraySize.OfTable(rows.Count, width, nameof(rows))];
        for (int row = 0; row < rows.Count; row++)
            Recipe.EncodeNumbers(rows[row], values.AsSpan(row * width, width));
        return Restored(predict(Rows.Own(values, rows.Count, width)));
    }

    private void CheckNumbers(int count, string argument)
    {
        IReadOnlyList<string> names = Recipe!.ColumnNames;
        if (!Recipe.IsNumbersOnly)
            throw new ArgumentException($"Not all columns are numbers: give the model a row of named cells ({MessageText.List(names)}).", argument);
        if (count != names.Count)
        {
            throw new ArgumentException(
                $"The row has {MessageText.Count(count, "value")}; the model has {MessageText.Count(names.Count, "column")} "
                    + $"({MessageText.List(names)}).", argument);
        }
    }
}
