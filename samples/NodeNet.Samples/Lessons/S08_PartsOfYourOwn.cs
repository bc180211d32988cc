using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Initializers;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Samples.Output;
using NodeNet.Schedules;
using NodeNet.Stopping;
using NodeNet.Training;
using NodeNet.Verification;
using NodeNet.Writers;
using static NodeNet.Samples.Output.Numbers;

namespace NodeNet.Samples.Lessons;

/// <summary>Lesson 8: an activation function, a loss, an initializer, an optimizer, a schedule and a stopping rule of your own, each one small class. And a
/// formula for every kind of number.</summary>
public static class PartsOfYourOwn
{
    /// <summary>Gives the lesson.</summary>
    public static void Give(LessonOutput paper)
    {
        paper.Say(
            "Every part of NodeNet that can be chosen can also be written. This lesson's file holds six parts, each a class of a few lines. The first is an "
                + "activation function, a bump: e^(-z²), 1 where the net input is 0, and near 0 far away on both sides.");
        paper.Lines("""
            class Bump : IActivation
            {
                public string Name => "bump";

                public double Activate(double netInput) =>
                    Math.Exp(-netInput * netInput);

                public double Slope(double netInput, double activation) =>
                    -2 * netInput * activation;
            }
            """);

        paper.Heading("Is the slope right?");
        paper.Say(
            "The slope is yours to work out, and easily wrong. The gradient check does not trust it: it nudges every weight a little up and down, measures "
                + "how the loss changes, and compares that with what learning would use. The loss here is one of our own too, ln cosh(y - ŷ).");
        GradientCheckResult check = Check(new Bump());
        Show(paper, check);
        paper.Say($"The two agree: {Verdict(check)}. Now with a slope in which the 2 is forgotten:");
        GradientCheckResult wrong = Check(new BumpWithWrongSlope());
        Show(paper, wrong);
        paper.Say($"The weights into the bump nodes do not agree: {Verdict(wrong)}. Those into the output do, because they do not depend on that slope.");

        paper.Heading("All six parts together");
        paper.Say(
            "Lesson 4 says that no single sigmoid node can do XOR. A single bump node can, because it says yes along a line and no on both sides of it. It "
                + "starts from our initializer, and learns with our loss, optimizer, schedule and stopping rule:");
        DataSet xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(1, new Bump(), weights: new CoinFlip())
            .Build(seed: 1);
        var options = new TrainerOptions
        {
            LearningRate = 0.1,
            BatchSize = TrainerOptions.FullBatch,
            Optimizer = new SignDescent(),
            Schedule = new Harmonic(epochs: 20),
            Epochs = 1000,
            StopWhen = new SmallFor(epochs: 3, loss: 0.001),
        };
        TrainingResult result = paper.Watch(
            "A bump node", options.Epochs, progress => new Trainer(network, new LogCosh(), options with { Progress = progress }).Train(xor));
        paper.Say($"It stopped because {result.Explanation}.");
        paper.Table(["input", "should be", "is"], Enumerable.Range(0, xor.Count),
            i => [$"({xor.Inputs[i, 0]}, {xor.Inputs[i, 1]})", xor.Targets[i, 0], Fixed(network.Predict(xor.Inputs[i])[0], 3)]);
        Node y1 = network.Node("y1");
        paper.Say("Its net input is near 0, and so its answer near 1, where x1 + x2 is near 1:");
        paper.Lines($"net input of y1 = {Fixed(y1.Incoming[0].Weight, 3)}·x1 + {Fixed(y1.Incoming[1].Weight, 3)}·x2 + ({Fixed(y1.Bias, 3)})");

        WrittenOnce(paper, network, xor);
    }

    private static void WrittenOnce(LessonOutput paper, Network bumps, DataSet xor)
    {
        paper.Heading("A formula for every kind of number");
        paper.Say(
            "Bump computes with doubles, and nothing else can be known of it: a ledger shows its name, and the fast loops ask it for one node at a time. "
                + "Written over a kind of number T that is left open, the same formula also trains on the vector loops, and shows itself. T brings e^x, "
                + "tanh and the like. The slope may be left to the chain rule:");
        paper.Lines("""
            class OpenBump() : Activation<OpenBump.Formula>("open_bump", new Formula())
            {
                public readonly struct Formula : IActivationFormula
                {
                    public T Activate<T>(T netInput) where T : IReal<T> =>
                        T.Exp(-T.Square(netInput));

                    public T Slope<T>(T netInput, T activation) where T : IReal<T> =>
                        Derivative.Of(this, netInput);
                }
            }
            """);
        GradientCheckResult check = Check(new OpenBump());
        paper.Say(
            $"The gradient check finds nothing wrong with the chain rule: {Verdict(check)}. And this is what the ledger of a step says of y1's δ, first "
                + "with Bump, then with OpenBump:");
        Network open = new NetworkBuilder(inputs: 2)
            .AddLayer(1, new OpenBump())
            .Build(seed: 1);
        open.OutputLayer.SetWeights(bumps.OutputLayer.GetWeights());
        open.Node("y1").Bias = bumps.Node("y1").Bias;
        paper.Lines($"{DeltaLine(bumps, xor)}\n{DeltaLine(open, xor)}");
        paper.Say("The two are the same number. The formula can also be asked for with any name in the place of z:");
        paper.Lines($"a = {FormulaText.Words(new OpenBump().ActivationExpression(Expression.Named("z")))}");

        paper.Say("Files that name a part of your own can be loaded, and command lines can use it, after one line:");
        paper.Lines("""
            Catalogue.Activations.Register("open_bump", () => new OpenBump());
            """);
        if (!Catalogue.Activations.Contains("open_bump")) Catalogue.Activations.Register("open_bump", () => new OpenBump());
        using var file = new MemoryStream();
        open.Save(file);
        file.Position = 0;
        paper.Say($"The network, saved and loaded again, says {Fixed(Network.Load(file).Predict([0, 1])[0], 3)} for (0, 1), as above.");
    }

    private static string DeltaLine(Network network, DataSet data) =>
        new Trainer(network, new HalfSumOfSquaredErrors()).Explain(data.Inputs[0], data.Targets[0]).Lines().First(line => line.Subject == "δ_y1").Text;

    private static GradientCheckResult Check(IActivation hidden)
    {
        Network network = new NetworkBuilder(inputs: 2)
            .AddLayer(2, hidden)
            .AddLayer(1, new Identity())
            .Build(seed: 3);
        return GradientCheck.Run(network, new LogCosh(), inputs: [0.5, -0.8], targets: [1]);
    }

    private static void Show(LessonOutput paper, GradientCheckResult check) =>
        paper.Table(["parameter", "∂loss as learning uses it", "as measured"], check.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal),
            entry => [entry.Name, Fixed(entry.Computed, 6), Fixed(entry.Measured, 6)]);

    private static string Verdict(GradientCheckResult check) => check.Passed ? "Passed is true" : "Passed is false";

    /// <summary>a = e^(-z²).</summary>
    private sealed class Bump : IActivation
    {
        public string Name => "bump";

        public double Activate(double netInput) =>
            Math.Exp(-netInput * netInput);

        public double Slope(double netInput, double activation) =>
            -2 * netInput * activation;
    }

    /// <summary>The same for every kind of number.</summary>
    private sealed class OpenBump() : Activation<OpenBump.Formula>("open_bump", new Formula())
    {
        public readonly struct Formula : IActivationFormula
        {
            public T Activate<T>(T netInput)
                where T : IReal<T> =>
                T.Exp(-T.Square(netInput));

            public T Slope<T>(T netInput, T activation)
                where T : IReal<T> =>
                Derivative.Of(this, netInput);
        }
    }

    /// <summary>A mistake, to see it found.</summary>
    private sealed class BumpWithWrongSlope : IActivation
    {
        public string Name => "bump_with_wrong_slope";

        public double Activate(double netInput) => Math.Exp(-netInput * netInput);

        public double Slope(double netInput, double activation) => -netInput * activation;
    }

    /// <summary>ln cosh(ŷ - y): like ½·error² when the error is small, like |error| when it is large.</summary>
    private sealed class LogCosh : ILoss
    {
        public string Name => "log_cosh";

        public double Term(double output, double target) => Math.Log(Math.Cosh(output - target));

        public double Slope(double output, double target) => Math.Tanh(output - target);
    }

    /// <summary>Every weight starts as + or - 1/√(fan in): heads or tails.</summary>
    private sealed class CoinFlip : IInitializer
    {
        public string Name => "coin_flip";

        public double Draw(RandomGenerator random, int fanIn, int fanOut) => (random.NextDouble() < 0.5 ? -1 : 1) / Math.Sqrt(fanIn);
    }

    /// <summary>Every weight goes α downhill, however steep it is. An optimizer that remembers something says how much in MemoryLength.</summary>
    private sealed class SignDescent : IOptimizer
    {
        public string Name => "sign_descent";

        public double Change(double downhill, double value, Span<double> memory, in StepContext context) => context.LearningRate * Math.Sign(downhill);
    }

    /// <summary>α / (1 + epochs so far / a number of epochs).</summary>
    private sealed class Harmonic(double epochs) : ILearningRateSchedule
    {
        public string Name => $"harmonic({epochs})";

        public double Rate(double baseRate, int epoch, TrainingHistory history) => baseRate / (1 + (epoch - 1) / epochs);
    }

    /// <summary>Ends training when the loss has been small for some epochs in a row.</summary>
    private sealed class SmallFor(int epochs, double loss) : IStoppingRule
    {
        public string? ReasonToStop(TrainingHistory history) =>
            history.Count >= epochs && history.TakeLast(epochs).All(report => report.Loss < loss)
                ? $"the loss was below {loss} for {epochs} epochs"
                : null;
    }
}
