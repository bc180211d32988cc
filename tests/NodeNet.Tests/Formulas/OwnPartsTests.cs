using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Formulas;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Formulas;

/// <summary>Parts of a user's own that are written over any kind of number are full citizens: they train on the vector loops, show their formula, and pass the
/// gradient check.</summary>
public class OwnPartsTests
{
    [Fact]
    public void A_slope_can_be_left_to_the_chain_rule()
    {
        var mish = new Mish();

        // tanh(softplus(1)) + sech²(softplus(1)) · sigmoid(1)
        double softplus = Math.Log(1 + Math.E);
        double byHand = Math.Tanh(softplus) + (1 - Math.Pow(Math.Tanh(softplus), 2)) / (1 + Math.Exp(-1));
        mish.Slope(1.0, mish.Activate(1.0)).Should().BeApproximately(byHand, 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void They_train_alike_on_the_reference_and_the_fast_loops(int batchSize)
    {
        DataSet data = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1], [0.5, 0.25]], [[0], [1], [1], [0], [0.5]]);
        Network Train(Loops loops)
        {
            Network network = new NetworkBuilder(inputs: 2).AddLayer(5, new Mish()).AddLayer(1, new Sigmoid()).Build(seed: 3);
            var options = new TrainerOptions { LearningRate = 0.05, Epochs = 20, BatchSize = batchSize, Optimizer = new SignMomentum(), Loops = loops };
            new Trainer(network, new Quartic(), options).Train(data);
            return network;
        }

        Train(Loops.Fast).Predict([1, 0])[0].Should().BeApproximately(Train(Loops.Reference).Predict([1, 0])[0], 1e-9);
    }

    [Fact]
    public void Their_gradient_is_right()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Mish()).AddLayer(2, new Mish()).Build(seed: 1);

        GradientCheck.Run(network, new Quartic(), inputs: [0.3, -0.7], targets: [1, 0]).Passed.Should().BeTrue();
    }

    [Fact]
    public void Their_formulas_can_be_asked_for()
    {
        var product = (Product)new Mish().ActivationExpression(Expression.Named("z"));
        product.Factors.Should().Equal(Expression.Named("z"), Expression.Tanh(Expression.Softplus(Expression.Named("z"))));
        new Quartic().TermExpression(3.0, 1.0)!.Value.Should().Be(16);
    }

    /// <summary>D. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function" (2019).</summary>
    private sealed class Mish() : Activation<Mish.Formula>("mish", new Formula())
    {
        public readonly struct Formula : IActivationFormula
        {
            public T Activate<T>(T netInput)
                where T : IReal<T> => netInput * T.Tanh(T.Softplus(netInput));

            public T Slope<T>(T netInput, T activation)
                where T : IReal<T> => Derivative.Of(this, netInput);
        }
    }

    private sealed class Quartic() : Loss<Quartic.Formula>("quartic", new Formula())
    {
        public readonly struct Formula : ILossFormula
        {
            public T Term<T>(T output, T target)
                where T : IReal<T> => T.Square(T.Square(target - output));

            public T Slope<T>(T output, T target)
                where T : IReal<T> => -4.0 * (target - output) * T.Square(target - output);
        }
    }

    /// <summary>Momentum whose velocity takes the sign of the gradient, with three numbers remembered to try more than two.</summary>
    private sealed class SignMomentum() : Optimizer<SignMomentum.Formula>("sign_momentum", new Formula(), "velocity", "steps", "largest")
    {
        public readonly struct Formula : IOptimizerFormula
        {
            public static int MemoryLength => 3;

            public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
                where T : IReal<T> => step;

            public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
                where T : IReal<T>
            {
                memory.First = 0.5 * memory.First + T.Sign(downhill);
                memory.Second += T.Of(1.0);
                memory.Third = T.Max(memory.Third, T.Abs(downhill));
            }

            public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
                where T : IReal<T> => step.Rate * memory.First / (1.0 + memory.Second + memory.Third);
        }
    }
}
