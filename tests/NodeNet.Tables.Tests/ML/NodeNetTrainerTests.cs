using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using NodeNet.Foundation;
using NodeNet.Learning;
using NodeNet.ML;

namespace NodeNet.Tables.Tests.ML;

/// <summary>NodeNet as a trainer of ML.NET: it learns, is judged, is saved and loaded by ML.NET itself.</summary>
public class NodeNetTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    private static Learner Quick(Learner learner) => learner with { Hidden = [8], Epochs = 60 };

    [Fact]
    public void Several_classes_are_learned_and_judged_by_ML_NET()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Points(150));
        IEstimator<ITransformer> pipeline = Keys().Append(_ml.MulticlassClassification.Trainers.NodeNet(configure: Quick));

        IDataView answers = pipeline.Fit(data).Transform(data);
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(answers);

        metrics.MicroAccuracy.Should().BeGreaterThan(0.95);
        metrics.ConfusionMatrix.NumberOfClasses.Should().Be(3);
        answers.Schema["Score"].Type.Should().BeOfType<VectorDataViewType>().Which.Size.Should().Be(3);
        answers.Schema.Select(column => column.Name).Where(name => name.StartsWith("NodeNet", StringComparison.Ordinal)).Should().BeEmpty();
        float[] first = answers.GetColumn<float[]>("Score").First();
        first.Sum().Should().BeApproximately(1, 1e-5f);
    }

    [Fact]
    public void Many_classes_and_two_classes_of_keys_have_a_score_each()
    {
        foreach (int classes in (int[])[2, 20])
        {
            IDataView data = _ml.Data.LoadFromEnumerable(
                Enumerable.Range(0, classes * 10)
                    .Select(i => new Point { X = i % classes, Y = i / classes * 0.01f, Kind = FormattableString.Invariant($"c{i % classes}") }));

            ITransformer model = Keys().Append(_ml.MulticlassClassification.Trainers.NodeNet(
                configure: learner => learner with { Hidden = [8], Epochs = 20, ValidationFraction = 0 })).Fit(data);
            IDataView answers = model.Transform(data);

            ((VectorDataViewType)answers.Schema["Score"].Type).Size.Should().Be(classes);
            _ml.MulticlassClassification.Evaluate(answers).MicroAccuracy.Should().BeGreaterThan(0.1);
            uint[] predicted = [.. answers.GetColumn<uint>("PredictedLabel")];
            float[][] scores = [.. answers.GetColumn<float[]>("Score")];
            predicted.Should().Equal(scores.Select(score => (uint)Array.IndexOf(score, score.Max()) + 1), "the key with the largest score is the answer");
        }
    }

    [Fact]
    public void Two_classes_are_learned_and_cross_validated()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Points(150));
        IEstimator<ITransformer> pipeline = _ml.Transforms.Concatenate("Features", "X", "Y")
            .Append(_ml.BinaryClassification.Trainers.NodeNet("IsFar", configure: Quick));

        var folds = _ml.BinaryClassification.CrossValidate(data, pipeline, numberOfFolds: 3, labelColumnName: "IsFar");

        folds.Should().HaveCount(3).And.OnlyContain(fold => fold.Metrics.Accuracy > 0.9 && fold.Metrics.AreaUnderRocCurve > 0.95);
        IDataView answers = folds[0].Model.Transform(data);
        float[] probabilities = [.. answers.GetColumn<float>("Probability")];
        probabilities.Should().OnlyContain(p => p >= 0 && p <= 1);
        answers.GetColumn<bool>("PredictedLabel").Should().Equal(probabilities.Select(p => p > 0.5f));
        float[] scores = [.. answers.GetColumn<float>("Score")];
        scores[0].Should().BeApproximately(MathF.Log(probabilities[0] / (1 - probabilities[0])), 1e-3f);
    }

    [Fact]
    public void Numbers_are_learned_with_gaps_among_the_features()
    {
        Point[] points = Points(200);
        points[5].X = float.NaN;
        IDataView data = _ml.Data.LoadFromEnumerable(points);
        ITransformer model = _ml.Transforms.Concatenate("Inputs", "X", "Y").Append(_ml.Regression.Trainers.NodeNet("Sum", "Inputs", Quick)).Fit(data);

        _ml.Regression.Evaluate(model.Transform(data), "Sum").RSquared.Should().BeGreaterThan(0.95);
    }

    [Fact]
    public void What_is_saved_is_loaded_elsewhere_with_the_same_answers()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Points(120));
        ITransformer model = Keys().Append(_ml.MulticlassClassification.Trainers.NodeNet(configure: Quick)).Fit(data);
        using var file = new MemoryStream();
        _ml.Model.Save(model, data.Schema, file);
        file.Position = 0;
        var elsewhere = new MLContext();
        elsewhere.ComponentCatalog.RegisterAssembly(typeof(NodeNetTrainer).Assembly);

        ITransformer loaded = elsewhere.Model.Load(file, out DataViewSchema schema);

        schema.Should().HaveCount(data.Schema.Count);
        loaded.Transform(data).GetColumn<float[]>("Score").SelectMany(row => row)
            .Should().Equal(model.Transform(data).GetColumn<float[]>("Score").SelectMany(row => row));
        elsewhere.MulticlassClassification.Evaluate(loaded.Transform(data)).MicroAccuracy.Should().BeGreaterThan(0.9);
        using PredictionEngine<Point, Scored> engine = elsewhere.Model.CreatePredictionEngine<Point, Scored>(loaded);
        engine.Predict(Points(1)[0]).Score.Should().Equal(model.Transform(data).GetColumn<float[]>("Score").First());
    }

    [Theory]
    [InlineData("registered")]
    [InlineData("unregistered")]
    public void Another_process_loads_what_was_saved_and_answers_with_the_same_bits(string registers)
    {
        Point[] points = Points(30);
        IDataView data = _ml.Data.LoadFromEnumerable(points);
        ITransformer model = Keys().Append(_ml.MulticlassClassification.Trainers.NodeNet(configure: Quick)).Fit(data);
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zip");
        string[] numbers = [.. points.SelectMany(point => new[] { point.X, point.Y }).Select(x => x.ToString("R", CultureInfo.InvariantCulture))];
        try
        {
            _ml.Model.Save(model, data.Schema, file);

            (int code, string output) = OtherProcess.Run([file, registers, .. numbers]);

            code.Should().Be(0, output);
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Should()
                .Equal(model.Transform(data).GetColumn<float[]>("Score").Select(OtherProcess.BitsOf));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void What_cannot_be_learned_from_is_told_with_what_to_do()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Points(30));
        IDataView ready = Keys().Fit(data).Transform(data);

        Refused(() => _ml.MulticlassClassification.Trainers.NodeNet("Lable").Fit(ready)).WithMessage("There is no column \"Lable\"; there are X, *");
        Refused(() => _ml.MulticlassClassification.Trainers.NodeNet("Kind").Fit(ready))
            .WithMessage("Column \"Kind\" is String; it must hold keys *MapValueToKey*");
        Refused(() => _ml.BinaryClassification.Trainers.NodeNet("Sum").Fit(ready)).WithMessage("Column \"Sum\" is Single; it must hold booleans *");
        Refused(() => _ml.Regression.Trainers.NodeNet("IsFar").Fit(ready)).WithMessage("Column \"IsFar\" is Boolean; it must hold floats *");
        Refused(() => _ml.Regression.Trainers.NodeNet("Sum", "X").Fit(ready))
            .WithMessage("Column \"X\" is Single; it must be a vector of floats *Concatenate*");
        Refused(() => _ml.Regression.Trainers.NodeNet("Sum").Fit(_ml.Data.FilterRowsByColumn(ready, "X", 1e6))).WithMessage("There are no rows *");
        Refused(() => _ml.Regression.Trainers.NodeNet("Sum", configure: learner => learner with { Ignore = ["Features[1]"] }).Fit(ready))
            .WithMessage("The learner must take all features*");
        IEstimator<ITransformer> pipeline = _ml.Transforms.CopyColumns("Z", "X").Append(_ml.Regression.Trainers.NodeNet("Sum"));
        Refused(() => pipeline.Fit(data)).WithMessage("*There is no column \"Features\"*");
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Refused(Action act) => act.Should().Throw<ArgumentException>();

    private IEstimator<ITransformer> Keys() =>
        _ml.Transforms.Conversion.MapValueToKey("Label", "Kind").Append(_ml.Transforms.Concatenate("Features", "X", "Y"));

    private static Point[] Points(int count)
    {
        var random = new RandomGenerator(7);
        var points = new Point[count];
        for (int i = 0; i < count; i++)
        {
            float x = i % 3 + (float)random.NextDouble() * 0.8f, y = (float)random.NextDouble();
            points[i] = new Point { X = x, Y = y, Kind = ((string[])["near", "middle", "far"])[i % 3], IsFar = i % 3 == 2, Sum = 3 * x - 2 * y };
        }
        return points;
    }

    private sealed class Point
    {
        public float X { get; set; }

        public float Y { get; set; }

        public string Kind { get; set; } = "";

        public bool IsFar { get; set; }

        public float Sum { get; set; }
    }

    private sealed class Scored
    {
        public float[] Score { get; set; } = [];
    }
}
