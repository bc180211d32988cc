using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Recipes;
using NodeNet.Samples.Output;
using NodeNet.Teaching;
using NodeNet.Training;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 11: everything that a training step computes, written down, asked and replayed.</summary>
public static class LedgerOfAStep
{
    private static readonly DataSet _xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "Lesson 2 computes the handout's step beside the network. There is no need to: the ledger of a step holds every number of it, as the loops "
                + "computed it. Explain writes the step down without taking it, StepExplained takes it as well.");
        Trainer trainer = TheHandoutsTrainer();
        StepLedger ledger = trainer.Explain([1, 3, 5], [1]);
        paper.Lines(ledger.ToText(LedgerFormat.Default with { Nodes = ["h1"] }));
        paper.Say(
            "This is the part of one node, h1; the whole ledger has them all. The text can have other digits, names and signs (the handout's, Mazur's, "
                + "PyTorch's), and come as Markdown, LaTeX, MathML or JSON.");

        paper.Heading("Why?");
        paper.Say("Why does the weight x2→h1 change as it does?");
        paper.Lines($"{ledger.Why("x2", "h1")}");

        paper.Heading("Every number by its name");
        paper.Say("A program can read the same numbers, and a test can hold them to what they should be:");
        ExampleLedger example = ledger.Examples[0];
        paper.Lines($"""
            example.ForwardOf("h1").NetInput        {Seven(example.ForwardOf("h1").NetInput)}
            example.ForwardOf("h1").Activation      {Seven(example.ForwardOf("h1").Activation)}
            example.DeltaOf("h1").ActivationSlope   {Seven(example.DeltaOf("h1").ActivationSlope!.Value)}
            example.DeltaOf("h1").Delta             {Seven(example.DeltaOf("h1").Delta)}
            ledger.Change("h1", "y1").NewValue      {Seven(ledger.Change("h1", "y1").NewValue)}
            """.ReplaceLineEndings("\n"));

        paper.Heading("Loops and matrices");
        paper.Say(
            "Textbooks of linear algebra write the same step with matrices. The bridge has both, and the matrix side is really computed with matrices. A "
                + "hidden layer, forward:");
        Network small = new NetworkBuilder(inputs: 2)
            .AddLayer(2, new Sigmoid(), bias: false)
            .AddLayer(1, new Sigmoid(), bias: false)
            .Build(seed: 1);
        small.HiddenLayers[0].SetWeights([[0.5, -0.4], [0.3, 0.2]]);
        StepBridge bridge = new Trainer(small, new SumOfSquaredErrors(), trainer.Options).Explain([1, 2], [1]).Bridge();
        paper.Lines(bridge.ToText().Split("\n\n")[0]);
        paper.Say($"Whether all numbers of the step agree to 15 decimals on the two sides: {(bridge.LargestDifference < 1e-15 ? "yes" : "no")}.");

        paper.Heading("A whole run");
        paper.Say(
            "A run can be recorded too: the loss of each step, the ledgers of some, and which example has pulled at a weight how much. Here a network "
                + "learns XOR. Examples 0 and 1 have x1 = 0, so they leave x1→h1 alone:");
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(3, new Tanh())
            .AddLayer(1, new Sigmoid())
            .Build(seed: 2);
        var learner = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 200 });
        Network start = network.Clone();
        RecordedRun run = learner.TrainRecorded(_xor, new RunRecording { MostLedgers = 40 });
        paper.Table(["example", "input", "pull at x1→h1"], run.Movers("x1", "h1").OrderBy(mover => mover.Row),
            mover => [mover.Row, $"({_xor.Inputs[mover.Row, 0]}, {_xor.Inputs[mover.Row, 1]})", Fixed(mover.Pull, 3)]);

        paper.Heading("Replays");
        paper.Say(
            "A replay is a page for the browser in which a step or a run can be followed number by number, forward and back. The first shows the right step "
                + "beside the one with the handout's two mistakes, which give the numbers that it prints; the last shows two runs from the same start.");
        RecordedRun slow = new Trainer(
            start, new BinaryCrossEntropy(), learner.Options with { LearningRate = 0.05 }).TrainRecorded(_xor, new RunRecording { MostLedgers = 40 });
        paper.Keep(
            "ledger-step.html", "the handout's step, right and as printed", path => ledger.SaveReplay(path, AsPrinted(ledger), _handoutsNote));
        paper.Keep("ledger-xor.html", "learning XOR, 200 epochs", path => run.SaveReplay(path));
        paper.Keep("ledger-two-rates.html", "learning XOR with α = 0.5 and with α = 0.05", path => run.SaveReplay(path, compareWith: slow));

        paper.Heading("With numbers of your own");
        paper.Say(
            "The command explain of nodenet, the command line, does all this, and makes a worksheet, for a row of any table and a model of your choice; "
                + "nodenet explain --help lists its options. With the handout's numbers and network:");
        paper.Keep("ledger-handout.csv", "the example of the handout", path => File.WriteAllText(path, "x1,x2,x3,y1\n1,3,5,1\n"));
        const string Words = "its network, as a model; whoever changes weights there takes out the checksum";
        paper.Keep("ledger-handout.json", Words, path => TheHandoutsModel(trainer).Save(path));
        paper.Lines("nodenet explain ledger-handout.json ledger-handout.csv --rate 0.01");
    }

    private static readonly ReplayOptions _handoutsNote = new()
    {
        Name = "right",
        OtherName = "as the handout prints it",
        Note = "The handout prints 0.02473567 for δ of h1; right is 0.009885. It adds up the connections of all four hidden nodes (0.384343), and has changed "
            + "h1→y1 before. The frozen bias of y1 stands for the output of 0.6 that it assumes.",
    };

    /// <summary>The step with the two mistakes whose numbers the handout prints.</summary>
    private static StepLedger AsPrinted(StepLedger right) => right.With(Mistake.UpdatesBeforePropagating, Mistake.SumsWholeLayer);

    /// <summary>The network with a recipe that takes the columns of a table as they are.</summary>
    private static Model TheHandoutsModel(Trainer trainer)
    {
        ITable example = Records.Table(new { x1 = 1, x2 = 3, x3 = 5, y1 = 1 });
        var asItIs = new ColumnOptions { Kind = ColumnKind.Number, Scaling = NumberScaling.None };
        Recipe recipe = Recipe.Fit(example, new RecipeOptions { Targets = ["y1"], Defaults = asItIs, Columns = { ["y1"] = asItIs } });
        return new Model(trainer.Network) { Recipe = recipe, Loss = trainer.Loss };
    }

    /// <summary>The network of lesson 2, with a frozen bias that brings its output to the 0.6 which the handout assumes.</summary>
    private static Trainer TheHandoutsTrainer()
    {
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(4, new Sigmoid(), bias: false)
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
        network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
        network.Forward([1, 3, 5]);
        Node y1 = network.Node("y1");
        y1.Bias = Math.Log(0.6 / 0.4) - y1.NetInput;
        y1.IsBiasFrozen = true;
        // The handout leaves these as they are.
        foreach (string hidden in new[] { "h2", "h3", "h4" })
            network.Connection(hidden, "y1").IsFrozen = true;
        return new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.01 });
    }
}
