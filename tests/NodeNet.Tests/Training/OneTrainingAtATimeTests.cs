using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>While a network is trained, another training is refused, and so is whoever would read weights of different moments.</summary>
public class OneTrainingAtATimeTests
{
    public static TheoryData<string> Readers =>
        ["Predict", "Predict rows", "PredictClass", "Forward", "Evaluate", "Evaluation", "Clone", "Freeze", "Save", "Explain", "Explain a batch",
        "Copy parameters", "Compare", "Compare with", "Say the difference", "Weights", "Biases"];

    public static TheoryData<string> Trainings =>
        ["Step", "Step on a batch", "Train", "Train with another trainer", "StepExplained", "StepExplained on a batch", "TrainRecorded"];

    [Fact]
    public void The_lists_are_not_empty()
    {
        Readers.Should().NotBeEmpty();
        Trainings.Should().NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Reading_on_another_thread_is_refused_but_not_in_a_callback(string reader)
    {
        Network network = Given.Small();
        Action? onOtherThread = null;
        Action? here = null;
        DuringTraining(network, trainer =>
        {
            onOtherThread = Caught(() => OnAnotherThread(() => Read(trainer, reader)));
            here = Caught(() => Read(trainer, reader));
        });

        onOtherThread
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The network is being trained on another thread: its weights are of different moments.*Freeze*");
        here.Should().NotThrow();
        new Action(() => OnAnotherThread(() => Read(Given.Trainer(network, 0.1), reader))).Should().NotThrow("training is over");
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Training_is_refused_wherever_it_comes_from(string training)
    {
        Network network = Given.Small();
        Action? onOtherThread = null;
        Action? here = null;
        DuringTraining(network, trainer =>
        {
            Network before = network.Clone();
            onOtherThread = Caught(() => OnAnotherThread(() => Learn(trainer, training)));
            here = Caught(() => Learn(trainer, training));
            network.FirstParameterDifference(before).Should().BeNull();
        });

        onOtherThread.Should().Throw<InvalidOperationException>().WithMessage("The network is being trained on another thread*");
        here.Should().Throw<InvalidOperationException>().WithMessage("The network is being trained by a step or run that has not ended*");
        new Action(() => OnAnotherThread(() => Learn(Given.Trainer(network, 0.1), training))).Should().NotThrow("training is over");
    }

    [Theory]
    [InlineData("Predict")]
    [InlineData("Predict rows")]
    [InlineData("PredictClass")]
    [InlineData("Forward")]
    [InlineData("Evaluate")]
    [InlineData("Evaluation")]
    [InlineData("Explain")]
    [InlineData("Explain a batch")]
    public void Reading_is_refused_when_a_training_began_meanwhile_even_if_it_has_ended(string reader)
    {
        // The activation function is in the middle of the reader's forward pass when another thread takes a whole step.
        Trainer? trainer = null;
        bool isDone = false;
        var activation = new Probe(_ =>
        {
            if (isDone || trainer is null) return;
            isDone = true;
            OnAnotherThread(() => trainer.Step([1, 1], [0]));
        });
        Network network = new NetworkBuilder(inputs: 2).AddLayer(1, activation).Build(seed: 1);
        trainer = Given.Trainer(network, 0.1);

        new Action(() => Read(trainer, reader)).Should().Throw<InvalidOperationException>()
            .WithMessage("A training of the network has begun while it was being read: what was read are weights of different moments.*Freeze*");
        trainer.Steps.Should().Be(1);
        new Action(() => Read(trainer, reader)).Should().NotThrow("nobody trains any more");
    }

    [Fact]
    public void Saving_is_refused_when_a_training_began_meanwhile()
    {
        // Large enough that what is written does not fit a buffer: the stream is written to in between.
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(5000, new NodeNet.Activations.Identity())
            .AddLayer(1, new NodeNet.Activations.Identity())
            .Build(seed: 1);
        Trainer trainer = Given.Trainer(network, 1e-6);
        var stream = new StreamThatActs(() => OnAnotherThread(() => trainer.Step([1, 1], [0])));
        network
            .Invoking(n => n.Save(stream))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A training of the network has begun while it was being read*");
        trainer.Steps.Should().Be(1);
    }

    [Theory]
    [InlineData("Clone")]
    [InlineData("CopyParametersFrom")]
    [InlineData("GetWeights")]
    public void A_copy_made_beside_a_training_is_of_one_moment_or_refused(string reader)
    {
        // All weights are equal and stay so, since all nodes see the same numbers. In a copy of two moments they would differ.
        const int Width = 100;
        Network network = new NetworkBuilder(inputs: Width).AddLayer(Width, new NodeNet.Activations.Identity(), bias: false).Build(seed: 1);
        network.OutputLayer.SetWeights([.. Enumerable.Repeat(new double[Width], Width)]);
        Network target = network.Clone();
        Trainer trainer = Given.Trainer(network, 1e-4);
        double[] ones = [.. Enumerable.Repeat(1.0, Width)];
        int copied = 0;
        bool isOver = false;
        var training = new Thread(() =>
        {
            // After every few steps it waits for a whole copy; the next copy then meets the beginning of a training.
            while (!Volatile.Read(ref isOver))
            {
                int before = Volatile.Read(ref copied);
                for (int step = 0; step < 3; step++)
                    trainer.Step(ones, ones);
                while (Volatile.Read(ref copied) == before && !Volatile.Read(ref isOver))
                    Thread.Yield();
            }
        });
        training.Start();
        try
        {
            while (copied < 100)
            {
                try
                {
                    if (reader == "CopyParametersFrom") target.CopyParametersFrom(network);
                    Network copy = reader switch { "Clone" => network.Clone(), "GetWeights" => network, _ => target };
                    double[][] weights = copy.OutputLayer.GetWeights();
                    weights.Count(row => row.AsSpan().ContainsAnyExcept(weights[0][0])).Should().Be(0, "all are of one moment");
                    Interlocked.Increment(ref copied);
                }
                catch (InvalidOperationException refused) when (refused.Message.Contains("of different moments", StringComparison.Ordinal))
                {
                    Thread.Yield();
                }
            }
        }
        finally
        {
            Volatile.Write(ref isOver, true);
            training.Join();
        }
    }

    [Fact]
    public void A_snapshot_goes_on_predicting_while_its_network_is_trained()
    {
        Network network = Given.Small();
        Predictor serving = network.Freeze();
        double before = network.Predict([0, 1])[0];
        double? served = null;
        DuringTraining(network, _ => OnAnotherThread(() => served = serving.Predict([0, 1])[0]));

        served.Should().Be(before);
        network.Predict([0, 1])[0].Should().NotBe(before);
    }

    [Fact]
    public void A_network_is_free_again_after_a_refused_step_and_after_any_exception()
    {
        Network network = Given.Line();
        Trainer trainer = Given.Trainer(network, 0.1);
        trainer.Invoking(t => t.Step([1e200], [1])).Should().Throw<NotFiniteNumberException>();
        trainer.Invoking(t => t.Step(DataSet.From([[1e200]], [[1]]))).Should().Throw<NotFiniteNumberException>();
        trainer.Invoking(t => t.Step([1, 2], [1])).Should().Throw<ArgumentException>();
        trainer.Invoking(t => t.Train(Given.Xor())).Should().Throw<ArgumentException>();

        new Action(() => OnAnotherThread(() => trainer.Step([1], [1]))).Should().NotThrow();
    }

    [Fact]
    public void Many_threads_that_step_at_once_leave_whole_steps_behind()
    {
        Network network = Given.Line();
        Trainer trainer = Given.Trainer(network, 0.001);
        int taken = 0;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            try
            {
                trainer.Step([1], [1]);
                Interlocked.Increment(ref taken);
            }
            catch (InvalidOperationException refused) when (refused.Message.StartsWith("The network is being trained", StringComparison.Ordinal))
            {
            }
        });

        taken.Should().BePositive();
        trainer.Steps.Should().Be(taken);
        Network oneByOne = Given.Line();
        Trainer other = Given.Trainer(oneByOne, 0.001);
        for (int i = 0; i < taken; i++)
            other.Step([1], [1]);
        network.FirstParameterDifference(oneByOne).Should().BeNull();
    }

    private static void DuringTraining(Network network, Action<Trainer> action)
    {
        Trainer? trainer = null;
        var progress = new AtOnce(report => { if (report.Epoch == 2) action(trainer!); });
        trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Epochs = 3, Progress = progress });
        trainer.Train(Given.Xor()).Epochs.Should().Be(3);
    }

    private static void Read(Trainer trainer, string reader)
    {
        Network network = trainer.Network;
        _ = reader switch
        {
            "Predict" => network.Predict([0, 1]),
            "Predict rows" => network.Predict(Given.Xor().Inputs),
            "PredictClass" => network.PredictClass([0, 1]),
            "Forward" => network.Forward([0, 1]),
            "Evaluate" => trainer.Evaluate(Given.Xor()),
            "Evaluation" => Evaluation.Of(network, new SumOfSquaredErrors(), Given.Xor()),
            "Clone" => network.Clone(),
            "Freeze" => network.Freeze(),
            "Explain" => trainer.Explain([0, 1], [1]),
            "Explain a batch" => trainer.Explain(Given.Xor()),
            "Copy parameters" => Copied(network),
            "Compare" => network.HasSameParametersAs(Given.Small()),
            "Compare with" => Given.Small().HasSameParametersAs(network),
            "Say the difference" => network.FirstParameterDifference(Given.Small()) ?? "none",
            "Weights" => network.OutputLayer.GetWeights(),
            "Biases" => network.OutputLayer.GetBiases(),
            "Save" => Saved(network),
            _ => throw new ArgumentException(reader),
        };

        static object Copied(Network network)
        {
            Network copy = Given.Small();
            copy.CopyParametersFrom(network);
            return copy;
        }

        static object Saved(Network network)
        {
            using var stream = new MemoryStream();
            network.Save(stream);
            return stream.Length;
        }
    }

    private static void Learn(Trainer trainer, string training)
    {
        _ = training switch
        {
            "Step" => trainer.Step([0, 1], [1]),
            "Step on a batch" => trainer.Step(Given.Xor()),
            "Train" => (object)trainer.Train(Given.Xor()),
            "StepExplained" => trainer.StepExplained([0, 1], [1]),
            "StepExplained on a batch" => trainer.StepExplained(Given.Xor()),
            "TrainRecorded" => trainer.TrainRecorded(Given.Xor()),
            _ => Given.Trainer(trainer.Network, 0.1).Train(Given.Xor()),
        };
    }

    /// <summary>Not a task, which the waiting thread might do itself.</summary>
    private static void OnAnotherThread(Action action)
    {
        Action result = () => { };
        var thread = new Thread(() => result = Caught(action));
        thread.Start();
        thread.Join();
        result();
    }

    /// <summary>Does something now, and gives back what it threw as something to assert on.</summary>
    private static Action Caught(Action action)
    {
        try
        {
            action();
            return () => { };
        }
        catch (Exception thrown)
        {
            return () => System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(thrown);
        }
    }

    /// <summary>Does something when it is first written to.</summary>
    private sealed class StreamThatActs(Action action) : MemoryStream
    {
        private Action? _action = action;

        public override void Write(byte[] buffer, int offset, int count)
        {
            Interlocked.Exchange(ref _action, null)?.Invoke();
            base.Write(buffer, offset, count);
        }
    }
}
