using System.Reflection;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Stopping;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Training;

/// <summary>Inside a step or a forward pass nothing else changes the network; between the epochs of a run its callbacks may.</summary>
public class ChangesInsideAStepTests
{
    private const string Refused = "A network's shape and its weights cannot change inside a step or a forward pass*";

    private static readonly DataSet _data = Given.Xor();

    public static TheoryData<string> Editors => ["Connect", "Disconnect", "Prune", "IsFrozen", "Weight", "Bias", "HasBias", "IsBiasFrozen",
        "ActivationFunction", "Activation", "SetLayerActivation", "SetWeights", "SetBiases", "Freeze", "Unfreeze", "CopyParametersFrom"];

    public static TheoryData<string> Passes => ["Predict", "Predict rows", "Forward", "Evaluate", "Gradients", "Explain", "Explain a batch"];

    public static TheoryData<string> Steps => ["Step", "Step on a batch", "StepExplained", "StepExplained on a batch", "TrainRecorded", "Train"];

    public static TheoryData<string> Parts =>
        ["activation", "slope", "layer activation", "deltas of a layer", "loss", "slope of the loss", "optimizer", "its memory's length"];

    [Fact]
    public void Every_public_member_that_can_change_a_network_is_among_the_editors()
    {
        // What only names nodes, reads, saves or makes something new changes no network.
        string[] harmless = ["Label", "Node", "Connection", "Predict", "PredictClass", "Forward", "Backward", "CheckFits", "Summary", "Save", "Load", "Clone",
            "HasSameParametersAs", "FirstParameterDifference", "GetWeights", "GetBiases", "CopyParametersTo", "Equals", "Network.Freeze",
            "WithNode", "WithoutNode"];
        IEnumerable<string> members = new[] { typeof(Network), typeof(Layer), typeof(Node), typeof(Connection) }.SelectMany(type =>
            type.GetProperties().Where(p => p.SetMethod is { IsPublic: true }).Select(p => p.Name).Concat(
            type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType == type)
                .Select(m => type == typeof(Network) && m.Name == "Freeze" ? "Network.Freeze" : m.Name)));

        members.Except(harmless).Should().BeEquivalentTo(Editors);
    }

    [Theory]
    [MemberData(nameof(Editors))]
    public void Every_editor_is_refused_in_an_activation_function_inside_a_step_and_the_network_stays_whole(string editor)
    {
        foreach (Loops loops in new[] { Loops.Fast, Loops.Reference })
        {
            Meddler meddler = Meddling(editor);
            var trainer = new Trainer(meddler.Network, new SumOfSquaredErrors(), new TrainerOptions { Loops = loops, Epochs = 2 });

            meddler.Meddles(() => trainer.Train(_data)).Should().Throw<InvalidOperationException>().WithMessage(Refused);

            meddler.Invoking(m => m.Edit()).Should().NotThrow("the step has ended");
            trainer.Train(_data).Epochs.Should().Be(2);
        }
    }

    [Theory]
    [MemberData(nameof(Editors))]
    public void Every_editor_may_be_used_in_a_progress_callback_and_training_goes_on(string editor)
    {
        foreach (Loops loops in new[] { Loops.Fast, Loops.Reference })
        {
            foreach (int batch in new[] { 1, 2 })
            {
                Meddler meddler = Meddling(editor);
                var progress = new AtOnce(report => { if (report.Epoch == 2) meddler.Edit(); });
                var options = new TrainerOptions { Loops = loops, BatchSize = batch, Epochs = 4, Progress = progress };

                new Trainer(meddler.Network, new SumOfSquaredErrors(), options).Train(_data).Epochs.Should().Be(4);
            }
        }
    }

    [Theory]
    [InlineData("schedule")]
    [InlineData("stopping rule")]
    public void A_schedule_and_a_stopping_rule_work_between_epochs_too(string part)
    {
        Meddler meddler = Meddling("Connect");
        int epochs = 0;
        void Edit()
        {
            if (++epochs == 2) meddler.Edit();
        }
        TrainerOptions options = part == "schedule"
            ? new() { Epochs = 4, Schedule = new Rates(_ => { Edit(); return 0.1; }) }
            : new() { Epochs = 4, StopWhen = new Rule(Edit) };

        new Trainer(meddler.Network, new SumOfSquaredErrors(), options).Train(_data).Epochs.Should().Be(4);
        meddler.Network.Connection("x1", "y1").Exists.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Passes))]
    [MemberData(nameof(Steps))]
    public void Every_kind_of_pass_and_step_refuses_a_new_connection(string what)
    {
        Meddler meddler = Meddling("Connect");
        Network before = meddler.Network.Clone();

        meddler.Meddles(() => Do(what, meddler.Network)).Should().Throw<InvalidOperationException>().WithMessage(Refused);

        meddler.Network.HasSameParametersAs(before).Should().BeTrue();
        meddler.Invoking(m => m.Edit()).Should().NotThrow("it has ended");
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_part_of_the_users_that_runs_inside_a_step_is_refused(string part)
    {
        foreach ((Loops loops, Precision precision, int batch) in from row in WaysToTrain.All select ((Loops)row[0], (Precision)row[1], (int)row[2]))
        {
            Action? edit = null;
            var meddler = new Part(part, () => edit?.Invoke());
            NetworkBuilder builder = new NetworkBuilder(inputs: 2).AddLayer(3, meddler.Activation);
            builder = meddler.LayerActivation is { } layer ? builder.AddLayer(3, layer) : builder.AddLayer(3, new Tanh());
            Network network = builder.AddLayer(1, new Identity()).Build(seed: 1);
            var options = new TrainerOptions { Loops = loops, Precision = precision, BatchSize = batch, Optimizer = meddler.Optimizer, Epochs = 2 };
            var trainer = new Trainer(network, meddler.Loss, options);
            edit = () => network.Connect("x1", "y1", 0.5);

            trainer.Invoking(t => t.Train(_data)).Should().Throw<InvalidOperationException>($"{loops}, {precision}, {batch}").WithMessage(Refused);
        }
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void Connecting_input_and_output_inside_a_step_of_500_2000_6_300_online_ends_no_process(Loops loops)
    {
        bool isIn = false;
        Network? network = null;
        var activation = new Probe(_ => { if (isIn) network!.Connect("x1", "y1", 0.5); });
        network = new NetworkBuilder(inputs: 500).AddLayer(2000, new ReLU()).AddLayer(6, activation).AddLayer(300, new Sigmoid()).Build(seed: 1);
        DataSet data = DataSet.From([new double[500]], [new double[300]]);
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Loops = loops });
        isIn = true;

        trainer.Invoking(t => t.Train(data)).Should().Throw<InvalidOperationException>().WithMessage(Refused);
    }

    [Fact]
    public void On_whatever_thread_of_a_step_or_a_prediction_the_users_code_runs_it_is_refused()
    {
        // 64 · 200 · 301 multiply-adds: enough for a phase to be divided. The last node is not the calling thread's.
        Network network = new NetworkBuilder(inputs: 200).AddLayer(301, new Tanh()).AddLayer(7, new Sigmoid()).Build(seed: 1);
        network.Node("h301").ActivationFunction = new Probe(_ => network.Disconnect("x1", "h1"));
        var random = new RandomGenerator(5);
        double[][] Table(int width) => [.. Enumerable.Range(0, 256).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextDouble()).ToArray())];
        DataSet data = DataSet.From(Table(200), Table(7));
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { BatchSize = 64, MaxDegreeOfParallelism = 2 });

        trainer.Invoking(t => t.Train(data)).Should().Throw<InvalidOperationException>().WithMessage(Refused);
        network.Invoking(n => n.Predict(data.Inputs, maxDegreeOfParallelism: 2)).Should().Throw<InvalidOperationException>().WithMessage(Refused);
    }

    [Fact]
    public void Between_epochs_only_the_training_thread_may_change_the_network()
    {
        Meddler meddler = Meddling("Weight");
        InvalidOperationException? refused = null;
        var progress = new AtOnce(_ =>
        {
            var thread = new Thread(() => refused = Assert.Throws<InvalidOperationException>(meddler.Edit));
            thread.Start();
            thread.Join();
        });
        new Trainer(meddler.Network, new SumOfSquaredErrors(), new TrainerOptions { Epochs = 1, Progress = progress }).Train(_data);

        refused!.Message.Should().StartWith("The network is being trained on another thread; only the training thread may change it");
    }

    [Fact]
    public void Inside_a_step_a_part_may_predict_but_a_forward_pass_that_nodes_show_is_refused()
    {
        Network network = Given.Small();
        var predicts = new WatchedLoss(_ => network.Predict([0, 1]));
        var forwards = new WatchedLoss(_ => network.Forward([0, 1]));

        new Trainer(network, predicts).Invoking(t => t.Step([0, 1], [1])).Should().NotThrow();
        new Trainer(network, forwards).Invoking(t => t.Step([0, 1], [1]))
            .Should().Throw<InvalidOperationException>().WithMessage("Forward and Backward cannot run inside a step*");
        network.Invoking(n => n.Forward([0, 1])).Should().NotThrow("the step has ended");
    }

    [Fact]
    public void An_initializer_that_adds_to_its_builder_changes_the_next_network_only()
    {
        var builder = new NetworkBuilder(inputs: 2);
        builder.AddLayer(3, new Tanh(), weights: new Starts(() => builder.AddLayer(1, new Identity()))).AddLayer(1, new Identity());

        builder.Build(seed: 1).Layers.Should().HaveCount(3);
        builder.Build(seed: 1).Layers.Should().HaveCount(3 + 6, "six weights were drawn");
    }

    private static void Do(string what, Network network)
    {
        Trainer trainer = Given.Trainer(network, 0.1);
        _ = what switch
        {
            "Predict" => network.Predict([0, 1]),
            "Predict rows" => network.Predict(_data.Inputs),
            "Forward" => network.Forward([0, 1]),
            "Evaluate" => trainer.Evaluate(_data),
            "Gradients" => Gradients.Of(network, trainer.Loss, _data),
            "Explain" => trainer.Explain([0, 1], [1]),
            "Explain a batch" => trainer.Explain(_data),
            "Step" => trainer.Step([0, 1], [1]),
            "Step on a batch" => trainer.Step(_data),
            "StepExplained" => trainer.StepExplained([0, 1], [1]),
            "StepExplained on a batch" => trainer.StepExplained(_data),
            "TrainRecorded" => trainer.TrainRecorded(_data),
            "Train" => (object)trainer.Train(_data),
            _ => throw new ArgumentException(what),
        };
    }

    /// <summary>A network of 2-3-1 whose hidden nodes' activation function edits it when told to.</summary>
    private static Meddler Meddling(string editor)
    {
        var meddler = new Meddler();
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Probe(_ => meddler.OnActivate())).AddLayer(1, new Identity()).Build(seed: 1);
        Network other = network.Clone();
        Layer hidden = network.HiddenLayers[0];
        meddler.Network = network;
        meddler.Edit = editor switch
        {
            "Connect" => () => network.Connect("x1", "y1", 0.5),
            "Disconnect" => () => network.Disconnect("x1", "h1"),
            "Prune" => () => network.Prune(connection => connection.Source.Name == "x1"),
            "IsFrozen" => () => network.Connection("x1", "h1").IsFrozen = true,
            "Weight" => () => network.Connection("x1", "h1").Weight = 0.5,
            "Bias" => () => network.Node("h1").Bias = 0.5,
            "HasBias" => () => network.Node("h1").HasBias = false,
            "IsBiasFrozen" => () => network.Node("h1").IsBiasFrozen = true,
            "ActivationFunction" => () => network.Node("h1").ActivationFunction = new Tanh(),
            "Activation" => () => hidden.Activation = new Tanh(),
            "SetLayerActivation" => () => hidden.SetLayerActivation(new Softmax()),
            "SetWeights" => () => hidden.SetWeights([[1, 2], [3, 4], [5, 6]]),
            "SetBiases" => () => hidden.SetBiases(1, 2, 3),
            "Freeze" => hidden.Freeze,
            "Unfreeze" => hidden.Unfreeze,
            "CopyParametersFrom" => () => network.CopyParametersFrom(other),
            _ => throw new ArgumentException(editor),
        };
        return meddler;
    }

    private sealed class Meddler
    {
        private bool _meddles;

        public Network Network { get; set; } = null!;

        public Action Edit { get; set; } = () => { };

        public void OnActivate()
        {
            if (_meddles) Edit();
        }

        /// <summary>Something during which every activation edits the network.</summary>
        public Action Meddles(Action action) => () =>
        {
            _meddles = true;
            try
            {
                action();
            }
            finally
            {
                _meddles = false;
            }
        };
    }

    /// <summary>Parts of a network and its training, one of which does something of the test's.</summary>
    private sealed class Part(string part, Action action)
    {
        public IActivation Activation { get; } = new Probe(_ => When(part == "activation", action), _ => When(part == "slope", action));

        public ILayerActivation? LayerActivation { get; } = part is "layer activation" or "deltas of a layer"
            ? new LayerProbe(() => When(part == "layer activation", action), () => When(part == "deltas of a layer", action))
            : null;

        public ILoss Loss { get; } = new LossProbe(() => When(part == "loss", action), () => When(part == "slope of the loss", action));

        public IOptimizer Optimizer { get; } = new OptimizerProbe(() => When(part == "optimizer", action), () => When(part == "its memory's length", action));

        private static double When(bool isIt, Action action)
        {
            if (isIt) action();
            return 1.0;
        }
    }

    private sealed class LayerProbe(Action onActivate, Action onDeltas) : ILayerActivation
    {
        public string Name => "layer probe";

        public void Activate(ReadOnlySpan<double> netInputs, Span<double> activations)
        {
            onActivate();
            netInputs.CopyTo(activations);
        }

        public void Deltas(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes, Span<double> deltas)
        {
            onDeltas();
            pushes.CopyTo(deltas);
        }
    }

    private sealed class LossProbe(Action onTerm, Action onSlope) : ILoss
    {
        public string Name => "loss probe";

        public double Term(double output, double target)
        {
            onTerm();
            return (output - target) * (output - target);
        }

        public double Slope(double output, double target)
        {
            onSlope();
            return 2.0 * (output - target);
        }
    }

    private sealed class OptimizerProbe(Action onChange, Action onLength) : IOptimizer
    {
        public string Name => "optimizer probe";

        public int MemoryLength
        {
            get
            {
                onLength();
                return 0;
            }
        }

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            onChange();
            return context.LearningRate * downhill;
        }
    }

    private sealed class Rule(Action action) : IStoppingRule
    {
        public string? ReasonToStop(TrainingHistory history)
        {
            action();
            return null;
        }
    }

    private sealed class Starts(Action action) : IInitializer
    {
        public string Name => "starts";

        public double Draw(RandomGenerator random, int fanIn, int fanOut)
        {
            action();
            return 0.5;
        }
    }
}
