using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Losses;
using NodeNet.Samples.Output;
using NodeNet.Tables;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 14: a training that goes nowhere, what the doctor says, and the same training cured.</summary>
public static class SickAndHealthy
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say("The penguins of lesson 6 once more, but carelessly: measurements as they are, and the mass in grams from a sigmoid node.");
        Table penguins = Penguins.Table.DropMissing();
        string[] inputs = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"];
        DataSet data = DataSet.From(penguins.Numbers(inputs), penguins.Numbers("body_mass_g")).WithNames(inputs, classes: null);
        Network careless = new NetworkBuilder("bill length", "bill depth", "flipper length")
            .AddLayer(5, new Sigmoid())
            .AddLayer(1, new Sigmoid())
            .LabelOutputs("mass")
            .Build(seed: 1);
        var options = new TrainerOptions { LearningRate = 0.05, Epochs = 100 };
        var trainer = new Trainer(careless, new MeanSquaredError(), options);
        paper.Say("Diagnose looks at network, loss, data and options together, and changes nothing:");
        Findings.Write(paper, trainer.Diagnose(data));

        paper.Heading("As prescribed");
        paper.Say(
            "Inputs scaled, the mass scaled, and an output that can say any number. The doctor has tried the learning rate, too, and has nothing to say:");
        Scaler mass = Scaler.Standard(data.Targets);
        DataSet scaled = data.ScaleInputs(Scaler.Standard(data.Inputs)).ScaleTargets(mass);
        Network cured = new NetworkBuilder("bill length", "bill depth", "flipper length")
            .AddLayer(5, new Sigmoid())
            .AddLayer(1, new Identity())
            .LabelOutputs("mass")
            .Build(seed: 1);
        var healthy = new Trainer(cured, new MeanSquaredError(), options);
        Findings.Write(paper, healthy.Diagnose(scaled));

        paper.Heading("Does it help?");
        paper.Say("Both learn for 100 epochs. Then they weigh the same penguins:");
        trainer.Train(data);
        healthy.Train(scaled);
        paper.Table(["penguin", "mass in g", "careless", "cured"], (int[])[0, 100, 200, 300],
            i => [i, data.Targets[i, 0], Fixed(careless.Predict(data.Inputs[i])[0], 0), Fixed(mass.Restore(cured.Predict(scaled.Inputs[i]))[0], 0)]);
    }
}
