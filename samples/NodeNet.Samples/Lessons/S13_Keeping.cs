using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Samples.Output;
using NodeNet.Training;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 13: what stays when the program ends: a model with its units and words, and a training that goes on where it was.</summary>
public static class Keeping
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "The network of lesson 5 takes scaled numbers and gives three more. A model keeps with it what makes an answer of that: the scaler, and the "
                + "names of inputs and classes.");
        DataSet flowers = Iris.Load();
        Scaler scaler = Scaler.Standard(flowers.Inputs);
        DataSet scaled = flowers.ScaleInputs(scaler);
        Network network = FlowerNetwork();
        var options = new TrainerOptions { LearningRate = 0.005, Optimizer = new Adam(), Epochs = 30 };
        new Trainer(network, new CrossEntropy(), options).Train(scaled);
        var model = new Model(network) { InputScaling = scaler, Loss = new CrossEntropy() };
        paper.Keep("keeping-iris.json", "the model, as text that can be read and compared", path => model.Save(path));

        paper.Heading("Loaded");
        paper.Say("What is loaded has every number to the bit. It takes centimetres, and answers in words:");
        Model loaded = Model.Load(Path.Combine(paper.Folder, "keeping-iris.json"));
        paper.Lines($"{loaded}");
        paper.Table([.. loaded.InputNames, "answer"], (double[][])[[5.1, 3.5, 1.4, 0.2], [6.0, 2.9, 4.5, 1.4], [6.0, 2.7, 5.0, 1.7]],
            cm => [.. cm.Select(x => (object)x), $"{loaded.Classify(cm)}"]);
        paper.Say("A file may come from anywhere. One that is damaged is refused, with the place:");
        string text = File.ReadAllText(Path.Combine(paper.Folder, "keeping-iris.json"));
        using var damaged = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.Replace("\"softmax\"", "\"softmux\"", StringComparison.Ordinal)));
        try
        {
            Model.Load(damaged);
        }
        catch (ModelFileException refusal)
        {
            paper.Say($"\"{refusal.Message}\"");
        }

        paper.Heading("Frozen");
        paper.Say("Freeze gives a copy for serving predictions. Any number of threads may use it, whatever happens to the network meanwhile:");
        Predictor predictor = loaded.Freeze();
        loaded.Network.OutputLayer.SetBiases([0, 0, 20]);
        paper.Lines($"""
            the changed network: {loaded.Classify([5.1, 3.5, 1.4, 0.2])}
            the frozen one:      {predictor.Classify([5.1, 3.5, 1.4, 0.2])}
            """.ReplaceLineEndings("\n"));

        paper.Heading("Resumed");
        paper.Say(
            "A long training can write checkpoints, and go on from the last one when the program was stopped: with the same numbers, to the bit, as if "
                + "nothing had happened. Here 30 epochs at once, and 12 epochs, then 18 more in another network that has learned nothing yet:");
        string checkpoint = Path.Combine(paper.Folder, "keeping.checkpoint");
        var checkpoints = new CheckpointOptions(checkpoint) { EveryEpochs = 4 };
        new Trainer(FlowerNetwork(), new CrossEntropy(), options with { Epochs = 12, Checkpoints = checkpoints }).Train(scaled);
        Network resumed = FlowerNetwork();
        TrainingResult result = new Trainer(resumed, new CrossEntropy(), options with { Checkpoints = checkpoints }).Resume(checkpoint, scaled);
        int different = network.Connections.Zip(resumed.Connections).Count(pair => pair.First.Weight != pair.Second.Weight);
        paper.Lines($"""
            epochs in the resumed run's history: {result.History.Count}
            weights that differ:                 {different} of {network.Connections.Count()}
            """.ReplaceLineEndings("\n"));
    }

    private static Network FlowerNetwork() => new NetworkBuilder([.. Iris.InputNames])
        .AddLayer(6, new Tanh())
        .AddLayer(3, new Softmax())
        .LabelOutputs([.. Iris.ClassNames])
        .Build(seed: 1);
}
