using System.Collections;
using Microsoft.ML;
using Microsoft.ML.Data;
using NodeNet.Tables;

namespace NodeNet.ML;

/// <summary>The rows of an <see cref="IDataView"/> as a table.</summary>
/// <param name="Table">A column of each feature, and the label.</param>
/// <param name="FeatureNames">What the features' columns are called.</param>
/// <param name="Classes">Of keys what each stands for, in their order; else empty.</param>
internal sealed record TrainingRows(Table Table, IReadOnlyList<string> FeatureNames, IReadOnlyList<string> Classes)
{
    /// <exception cref="ArgumentException">A column is missing, or is none that can be learned from.</exception>
    public static TrainingRows Read(IDataView input, MLTask task, string label, string features)
    {
        DataViewSchema.Column inputs = ColumnOf(input, features);
        DataViewSchema.Column answers = ColumnOf(input, label);
        if (inputs.Type is not VectorDataViewType { Size: > 0 and int width } vector || vector.ItemType != NumberDataViewType.Single)
        {
            throw new ArgumentException(
                $"Column \"{features}\" is {inputs.Type}; it must be a vector of floats of one size. Concatenate makes one of columns.", nameof(input));
        }
        CheckLabel(answers, task, nameof(input));
        string[] names = [.. Enumerable.Range(1, width).Select(feature => FormattableString.Invariant($"{features}[{feature}]"))];
        IReadOnlyList<string> classes = task == MLTask.Multiclass ? ClassesOf(answers) : [];

        List<double>[] columns = [.. names.Select(_ => new List<double>())];
        var labels = new ArrayList();
        using DataViewRowCursor cursor = input.GetRowCursor([inputs, answers]);
        ValueGetter<VBuffer<float>> featuresOf = cursor.GetGetter<VBuffer<float>>(inputs);
        Func<object?> answer = AnswerOf(cursor, answers, task, classes);
        VBuffer<float> buffer = default;
        var dense = new float[width];
        while (cursor.MoveNext())
        {
            featuresOf(ref buffer);
            buffer.CopyTo(dense);
            for (int feature = 0; feature < width; feature++)
                columns[feature].Add(dense[feature]);
            labels.Add(answer());
        }
        if (labels.Count == 0) throw new ArgumentException("There are no rows to learn from.", nameof(input));
        return new TrainingRows(
            Table.FromColumns([.. names.Zip(columns, (name, column) => (name, (IEnumerable)column.ToArray())), (label, labels)]), names, classes);
    }

    public static string NoColumn(string name, IEnumerable<string> there) => $"There is no column \"{name}\"; there are {string.Join(", ", there.Distinct())}.";

    private static DataViewSchema.Column ColumnOf(IDataView input, string name) =>
        input.Schema.GetColumnOrNull(name) ?? throw new ArgumentException(NoColumn(name, input.Schema.Select(column => column.Name)), nameof(input));

    private static void CheckLabel(DataViewSchema.Column label, MLTask task, string argument)
    {
        (bool fits, string needed) = task switch
        {
            MLTask.Binary => (label.Type is BooleanDataViewType, "booleans for two classes; Conversion.ConvertType makes them"),
            MLTask.Regression => (label.Type == NumberDataViewType.Single, "floats for a number; Conversion.ConvertType makes them"),
            _ => (label.Type is KeyDataViewType { RawType: { } raw } && raw == typeof(uint), "keys for several classes; Conversion.MapValueToKey makes them"),
        };
        if (!fits) throw new ArgumentException($"Column \"{label.Name}\" is {label.Type}; it must hold {needed}.", argument);
    }

    /// <summary>Keys without names are called by their numbers, from 1.</summary>
    private static string[] ClassesOf(DataViewSchema.Column label)
    {
        int count = checked((int)((KeyDataViewType)label.Type).Count);
        if (label.Annotations.Schema.GetColumnOrNull("KeyValues") is { Type: VectorDataViewType { ItemType: TextDataViewType } })
        {
            VBuffer<ReadOnlyMemory<char>> values = default;
            label.GetKeyValues(ref values);
            string[] names = [.. values.DenseValues().Select(value => value.ToString())];
            if (names.Distinct().Count() == count && names.All(name => name.Length > 0)) return names;
        }
        return [.. Enumerable.Range(1, count).Select(key => FormattableString.Invariant($"{key}"))];
    }

    private static Func<object?> AnswerOf(DataViewRowCursor cursor, DataViewSchema.Column label, MLTask task, IReadOnlyList<string> classes)
    {
        switch (task)
        {
            case MLTask.Binary:
                ValueGetter<bool> truth = cursor.GetGetter<bool>(label);
                return () =>
                {
                    bool value = false;
                    truth(ref value);
                    return value;
                };
            case MLTask.Regression:
                ValueGetter<float> number = cursor.GetGetter<float>(label);
                return () =>
                {
                    float value = 0;
                    number(ref value);
                    return (double)value;
                };
            default:
                ValueGetter<uint> key = cursor.GetGetter<uint>(label);
                return () =>
                {
                    uint value = 0;
                    key(ref value);
                    return value == 0 ? null : classes[(int)value - 1]; // 0 is ML.NET's missing key
                };
        }
    }
}
