using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace NodeNet.ML;

// Saved by their names alone. A file that names one finds it here, once the assembly is registered.

[CustomMappingFactoryAttribute(Name)]
internal sealed class KeyMapping : CustomMappingFactory<Nothing, NetworkKey>
{
    public const string Name = "NodeNet.Key";

    public override Action<Nothing, NetworkKey> GetMapping() => (_, row) => row.NodeNetKey = 0;
}

[CustomMappingFactoryAttribute(Name)]
internal sealed class AnswerMapping : CustomMappingFactory<NetworkInput, NetworkAnswer>
{
    public const string Name = "NodeNet.Answer";

    public override Action<NetworkInput, NetworkAnswer> GetMapping()
    {
        var network = new LastNetwork();
        return (row, answer) =>
        {
            float[] scores = network.Of(row.NodeNetText).Answer(row.NodeNetFeatures.DenseValues().ToArray());
            answer.NodeNetAnswer = new VBuffer<float>(scores.Length, scores);
        };
    }
}

[CustomMappingFactoryAttribute(Name)]
internal sealed class RegressionMapping : CustomMappingFactory<ScoreOnly, RegressionAnswer>
{
    public const string Name = "NodeNet.Regression";

    public override Action<ScoreOnly, RegressionAnswer> GetMapping() => (row, answer) => answer.Score = row.NodeNetAnswer.GetItemOrDefault(0);
}

[CustomMappingFactoryAttribute(Name)]
internal sealed class BinaryMapping : CustomMappingFactory<ScoreOnly, BinaryAnswer>
{
    public const string Name = "NodeNet.Binary";

    public override Action<ScoreOnly, BinaryAnswer> GetMapping() => (row, answer) =>
    {
        float probability = row.NodeNetAnswer.GetItemOrDefault(0);
        answer.Probability = probability;
        answer.Score = MathF.Log(probability) - MathF.Log(1 - probability);
        answer.PredictedLabel = probability > 0.5f;
    };
}

[CustomMappingFactoryAttribute(Name)]
internal sealed class SomeScoresMapping : CustomMappingFactory<ScoreChunk, SomeScores>
{
    public const string Name = "NodeNet.SomeScores";

    public override Action<ScoreChunk, SomeScores> GetMapping() => (row, some) =>
    {
        int first = row.NodeNetChunk;
        VBuffer<float> scores = row.NodeNetAnswer;
        some.NodeNetScore0 = At(0);
        some.NodeNetScore1 = At(1);
        some.NodeNetScore2 = At(2);
        some.NodeNetScore3 = At(3);
        some.NodeNetScore4 = At(4);
        some.NodeNetScore5 = At(5);
        some.NodeNetScore6 = At(6);
        some.NodeNetScore7 = At(7);
        some.NodeNetScore8 = At(8);
        some.NodeNetScore9 = At(9);
        some.NodeNetScore10 = At(10);
        some.NodeNetScore11 = At(11);
        some.NodeNetScore12 = At(12);
        some.NodeNetScore13 = At(13);
        some.NodeNetScore14 = At(14);
        some.NodeNetScore15 = At(15);

        float At(int place) => first + place < scores.Length ? scores.GetItemOrDefault(first + place) : 0;
    };
}

[CustomMappingFactoryAttribute(Name)]
internal sealed class ClassMapping : CustomMappingFactory<AnsweredRow, PredictedName>
{
    public const string Name = "NodeNet.Class";

    public override Action<AnsweredRow, PredictedName> GetMapping()
    {
        var network = new LastNetwork();
        return (row, answer) =>
        {
            ReadOnlySpan<float> scores = row.NodeNetAnswer.GetValues();
            int best = 0;
            for (int i = 1; i < scores.Length; i++)
            {
                if (scores[i] > scores[best]) best = i;
            }
            answer.NodeNetClass = network.Of(row.NodeNetText).Classes[best];
        };
    }
}

internal sealed class ScoreOnly
{
    public VBuffer<float> NodeNetAnswer { get; set; }
}

/// <summary>The network of the text that the last row had: all rows of a pipeline have the same. Any number of threads may ask.</summary>
internal sealed class LastNetwork
{
    private sealed record Parsed(ReadOnlyMemory<char> Text, StoredModel Model);

    private volatile Parsed? _last;

    public StoredModel Of(ReadOnlyMemory<char> text)
    {
        Parsed? last = _last;
        if (last is null || !(text.Equals(last.Text) || text.Span.SequenceEqual(last.Text.Span)))
            _last = last = new Parsed(text, StoredModel.Parse(text.ToString()));
        return last.Model;
    }
}
