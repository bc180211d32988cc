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

/// <summary>Lesson 5: from measurements to one of three classes.</summary>
public static class IrisFlowers
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        DataSet flowers = Iris.Load();
        string[] species = [.. Iris.ClassNames];
        paper.Say(
            $"150 flowers, four measurements each, in centimetres: {string.Join(", ", Iris.InputNames)}. Which of three species is it? The target has one "
                + "number a species, 1 for the right one and 0 for the others (one-hot).");
        paper.Table([.. Iris.InputNames, "target"], (int[])[0, 50, 100],
            i => [.. flowers.Inputs[i].ToArray().Select(cm => (object)cm), string.Join(", ", flowers.Targets[i].ToArray())]);

        paper.Heading("Two parts");
        paper.Say(
            "A network may know its training examples by heart. So it learns from 70% of each species, and is tested on the rest, which it has never seen. "
                + "The inputs are scaled to mean 0 and standard deviation 1, as measured on the training part.");
        (DataSet training, DataSet test) = flowers.SplitStratified(0.7, seed: 1);
        Scaler scaler = Scaler.Standard(training.Inputs);
        training = training.ScaleInputs(scaler);
        test = test.ScaleInputs(scaler);
        paper.Lines($"training: {training}");
        paper.Lines($"test:     {test}");

        paper.Heading("Learning");
        paper.Say(
            "The softmax turns the three outputs into probabilities that add up to 1, and cross-entropy is the loss that belongs to it: -ln of the "
                + "probability of the right species.");
        Network network = new NetworkBuilder([.. Iris.InputNames])
            .AddLayer(6, new Tanh())
            .AddLayer(3, new Softmax())
            .LabelOutputs(species)
            .Build(seed: 1);
        paper.Lines(network.Summary());
        var options = new TrainerOptions { LearningRate = 0.05, Epochs = 50 };
        TrainingResult result = paper.Watch(
            "Iris", options.Epochs, progress => new Trainer(network, new CrossEntropy(), options with { Progress = progress }).Train(training));

        paper.Heading("Test");
        ConfusionMatrix confusion = ConfusionMatrix.Of(network, test);
        paper.Table(["is \\ taken for", .. species], Enumerable.Range(0, 3),
            actual => [species[actual], .. Enumerable.Range(0, 3).Select(predicted => (object)confusion[actual, predicted])]);
        paper.Formula("accuracy on the test part", "right / all", Percent(confusion.Accuracy));
        paper.Picture("iris-loss.svg", Draw.LossCurve(result.History));
        paper.Picture("iris-accuracy.svg", Draw.AccuracyCurve(result.History));
        paper.Picture("iris-confusion.svg", Draw.ConfusionMatrix(confusion, species));

        paper.Heading("A flower of your own");
        double[] flower = [6.0, 2.9, 4.5, 1.4];
        double[] probabilities = network.Predict(scaler.Scale(flower));
        paper.Say($"Measured in the garden, in cm: {string.Join(", ", flower)}. The same scaler brings it to the scale that the network knows.");
        paper.Table(["species", "probability"], network.OutputLayer.Nodes, output => [output.Label!, Fixed(probabilities[output.Position], 3)]);
        paper.Lines($"predicted species: {species[network.PredictClass(scaler.Scale(flower))]}");
    }
}
