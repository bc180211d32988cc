using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace NodeNet.ML;

/// <summary>
/// The steps that add a network's answers to rows, all of them ML.NET's own, because it saves and loads no others: a mapping of the user's is saved by its name
/// alone. So the network's text travels in a MapValue, as the value of the key 0, and three mappings without a state of their own read it from each row.
/// </summary>
internal static class AnswerColumns
{
    /// <summary>How many scores a step takes out of the answer, one column each.</summary>
    public const int ScoresAtOnce = 16;

    public static IEstimator<ITransformer> Of(MLContext ml, StoredModel model, string features)
    {
        var temporary = new List<string>
        {
            nameof(NetworkKey.NodeNetKey), nameof(NetworkText.NodeNetText), nameof(NetworkInput.NodeNetFeatures), nameof(NetworkAnswer.NodeNetAnswer),
        };
        IEstimator<ITransformer> steps = ml.Transforms.CopyColumns(nameof(NetworkInput.NodeNetFeatures), features)
            .Append(ml.Transforms.CustomMapping(new KeyMapping().GetMapping(), KeyMapping.Name))
            .Append(ml.Transforms.Conversion.MapValue(
                nameof(NetworkText.NodeNetText), [new KeyValuePair<int, string>(0, model.ToString())], nameof(NetworkKey.NodeNetKey)))
            .Append(ml.Transforms.CustomMapping(new AnswerMapping().GetMapping(), AnswerMapping.Name));
        steps = model.Task switch
        {
            MLTask.Binary => steps.Append(ml.Transforms.CustomMapping(new BinaryMapping().GetMapping(), BinaryMapping.Name)),
            MLTask.Regression => steps.Append(ml.Transforms.CustomMapping(new RegressionMapping().GetMapping(), RegressionMapping.Name)),
            _ => Classes(ml, steps, model.Classes, temporary),
        };
        return steps.Append(ml.Transforms.DropColumns([.. temporary]));
    }

    /// <summary>ML.NET judges several classes by a vector of a known size, and a mapping can make none: the scores become columns, and those a
    /// vector.</summary>
    private static EstimatorChain<ValueToKeyMappingTransformer> Classes(
        MLContext ml, IEstimator<ITransformer> steps, IReadOnlyList<string> classes, List<string> temporary)
    {
        temporary.Add(nameof(ScoreChunk.NodeNetChunk));
        temporary.Add(nameof(PredictedName.NodeNetClass));
        temporary.AddRange(SomeScores.Names);
        var parts = new List<string>();
        for (int first = 0; first < classes.Count; first += ScoresAtOnce)
        {
            string part = FormattableString.Invariant($"NodeNetScores{parts.Count}");
            steps = steps
                .Append(ml.Transforms.Conversion.MapValue(
                    nameof(ScoreChunk.NodeNetChunk), [new KeyValuePair<int, int>(0, first)], nameof(NetworkKey.NodeNetKey)))
                .Append(ml.Transforms.CustomMapping(new SomeScoresMapping().GetMapping(), SomeScoresMapping.Name))
                .Append(ml.Transforms.Concatenate(part, [.. SomeScores.Names.Take(classes.Count - first)]));
            parts.Add(part);
        }
        temporary.AddRange(parts);
        IDataView keys = ml.Data.LoadFromEnumerable(classes.Select(name => new PredictedName { NodeNetClass = name }));
        return steps.Append(ml.Transforms.Concatenate("Score", [.. parts]))
            .Append(ml.Transforms.CustomMapping(new ClassMapping().GetMapping(), ClassMapping.Name))
            .Append(ml.Transforms.Conversion.MapValueToKey("PredictedLabel", nameof(PredictedName.NodeNetClass), keyData: keys));
    }
}
