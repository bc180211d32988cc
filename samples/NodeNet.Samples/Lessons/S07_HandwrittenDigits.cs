using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Drawing;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Samples.Output;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 7: from pixels to digits.</summary>
public static class HandwrittenDigits
{
    private const int Side = 8;
    private const double Black = 16;

    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        DataSet raw = Digits.Load();
        DataSet digits = DataSet.From(
            inputs: raw.Inputs.ToArrays().Select(pixels => Array.ConvertAll(pixels, pixel => pixel / Black)),
            targets: raw.Targets.ToArrays());
        paper.Say(
            $"{digits.Count} handwritten digits of 8 by 8 pixels. Each pixel is from 0 (white) to 16 (black); we divide by 16, so that the 64 inputs are "
                + "between 0 and 1. The output has a node for each of the ten digits. A quarter of each digit is held out for the test.");
        (DataSet training, DataSet test) = digits.SplitStratified(0.75, seed: 1);
        paper.Lines(Drawings(training, [0, 400, 800, 1200]));

        paper.Heading("Learning");
        Network network = new NetworkBuilder(inputs: Side * Side)
            .AddLayer(30, new ReLU())
            .AddLayer(10, new Softmax())
            .LabelOutputs([.. Enumerable.Range(0, 10).Select(digit => $"{digit}")])
            .Build(seed: 1);
        paper.Lines(network.Summary());
        var options = new TrainerOptions { LearningRate = 0.05, Epochs = 12 };
        paper.Watch("Digits", options.Epochs, progress => new Trainer(network, new CrossEntropy(), options with { Progress = progress }).Train(training));

        paper.Heading("Test");
        ConfusionMatrix confusion = ConfusionMatrix.Of(network, test);
        paper.Table(["is \\ read as", .. Enumerable.Range(0, 10).Select(digit => $"{digit}")], Enumerable.Range(0, 10),
            actual => [$"{actual}", .. Enumerable.Range(0, 10).Select(read => (object)(confusion[actual, read] == 0 ? "·" : $"{confusion[actual, read]}"))]);
        paper.Formula("accuracy on the held-out quarter", "right / all", Percent(confusion.Accuracy));

        paper.Heading("Some of them");
        int[] read = [.. Enumerable.Range(0, test.Count).Select(i => network.PredictClass(test.Inputs[i]))];
        int[] actual = [.. Enumerable.Range(0, test.Count).Select(i => test.Targets[i].IndexOf(1.0))];
        int[] wrong = [.. Enumerable.Range(0, test.Count).Where(i => read[i] != actual[i])];
        paper.Say("Read right:");
        Show([.. Enumerable.Range(0, 4).Select(i => i * test.Count / 4 + 60).Except(wrong)]);
        paper.Say($"Read wrong ({wrong.Length} of {test.Count}; here at most four):");
        Show([.. wrong.Take(4)]);
        paper.Picture("digits-read.svg", Draw.Digits(network, test));
        paper.Picture("digits-misread.svg", Draw.Digits(network, test, new DigitsOptions { OnlyMistakes = true }));
        paper.Picture("digits-confusion.svg", Draw.ConfusionMatrix(confusion));
        paper.Picture("digits-weights.svg", Draw.WeightHistograms(network));

        void Show(int[] examples)
        {
            paper.Lines(Drawings(test, examples));
            paper.Lines(string.Concat(examples.Select(i => $"is {actual[i]}, read as {read[i]}".PadRight(2 * Side + 2))));
        }
    }

    /// <summary>Digits side by side, two characters a pixel.</summary>
    private static string Drawings(DataSet digits, int[] examples)
    {
        const string shades = " .:-=+*#%@";
        IEnumerable<string> lines = Enumerable.Range(0, Side).Select(y => string.Join("  ", examples.Select(i =>
            string.Concat(Enumerable.Range(0, Side).Select(x => new string(shades[(int)(digits.Inputs[i, y * Side + x] * (shades.Length - 1))], 2))))));
        return string.Join('\n', lines);
    }
}
