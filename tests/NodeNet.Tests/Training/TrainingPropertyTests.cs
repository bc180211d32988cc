using CsCheck;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;
using NodeNet.Verification;

namespace NodeNet.Tests.Training;

/// <summary>What must hold for every training, whatever the network, the rule and the batch.</summary>
public class TrainingPropertyTests
{
    private static readonly Gen<string> _rules = Gen.OneOf([.. Catalogue.Optimizers.Names]);

    // On the fast loops every rule but those that make steps of a size of their own, however small the gradient: of a gradient that is only rounding they would
    // follow the sign.
    private static readonly Gen<(string, Loops)> _rulesAndLoops = Gen.Select(_rules, Gen.Bool)
        .Where(
            (rule, fast) =>
                !fast || rule is "gradient_descent" or "momentum" or "nesterov").Select((rule, fast) => (rule, fast ? Loops.Fast : Loops.Reference));

    [Fact]
    public void The_same_seed_gives_the_same_bits() => Gen.Select(RandomNetworks.Any, _rules, Gen.Int[1, 6]).Sample((plan, rule, batch) =>
    {
        Network first = Trained();
        Network second = Trained();
        first.FirstParameterDifference(second).Should().BeNull();

        Network Trained()
        {
            Network network = plan.Build();
            new Trainer(network, new SumOfSquaredErrors(), Options(rule, batch)).Train(plan.Data(7));
            return network;
        }
    }, iter: 50);

    [Fact]
    public void Training_leaves_its_data_alone() => Gen.Select(RandomNetworks.Any, _rules, Gen.Int[1, 6]).Sample((plan, rule, batch) =>
    {
        DataSet data = plan.Data(7);
        double[][] inputs = data.Inputs.ToArrays();
        double[][] targets = data.Targets.ToArrays();
        new Trainer(plan.Build(), new SumOfSquaredErrors(), Options(rule, batch)).Train(data);
        for (int row = 0; row < data.Count; row++)
        {
            data.Inputs[row].ToArray().Should().Equal(inputs[row]);
            data.Targets[row].ToArray().Should().Equal(targets[row]);
        }
    }, iter: 50);

    [Fact]
    public void A_data_set_keeps_no_hold_on_the_arrays_it_was_made_from()
    {
        double[][] inputs = [[1, 2]];
        double[][] targets = [[3]];
        DataSet data = DataSet.From(inputs, targets);
        inputs[0][0] = 99;
        targets[0][0] = 99;
        data.Inputs[0, 0].Should().Be(1);
        data.Targets[0, 0].Should().Be(3);
    }

    [Fact]
    public void A_batch_of_one_example_is_a_single_step() => Gen.Select(RandomNetworks.Any, _rulesAndLoops).Sample((plan, ruleAndLoops) =>
    {
        (string rule, Loops loops) = ruleAndLoops;
        DataSet one = plan.Data(1);
        Network single = plan.Build();
        Network batch = plan.Build();
        var singleTrainer = new Trainer(single, new MeanSquaredError(), Options(rule, 1));
        var batchTrainer = new Trainer(batch, new MeanSquaredError(), Options(rule, 1) with { Loops = loops });
        // One is added because a loss near 0 is the square of a difference in which most digits have cancelled.
        for (int step = 0; step < 3; step++)
        {
            (1.0 + batchTrainer.Step(one)).ShouldBeWithin(
                loops == Loops.Reference ? 0 : NetworkAgreement.InDouble, 1.0 + singleTrainer.Step(one.Inputs[0], one.Targets[0]));
        }

        batch.ShouldBeAsStepByStep(single, loops);
    });

    [Fact]
    public void A_run_of_one_epoch_in_order_is_a_step_for_each_example() => Gen.Select(RandomNetworks.Any, _rulesAndLoops).Sample((plan, ruleAndLoops) =>
    {
        (string rule, Loops loops) = ruleAndLoops;
        DataSet data = plan.Data(5);
        Network run = plan.Build();
        Network steps = plan.Build();
        new Trainer(run, new SumOfSquaredErrors(), Options(rule, 1) with { Epochs = 1, Shuffle = false, Loops = loops }).Train(data);
        var trainer = new Trainer(steps, new SumOfSquaredErrors(), Options(rule, 1));
        for (int row = 0; row < data.Count; row++)
            trainer.Step(data.Inputs[row], data.Targets[row]);
        run.ShouldBeAsStepByStep(steps, loops);
    });

    [Fact]
    public void A_learning_rate_of_0_changes_nothing() => RandomNetworks.Any.Sample(plan =>
    {
        Network network = plan.Build();
        Network before = network.Clone();
        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0, Epochs = 2 }).Train(plan.Data(3));
        network.FirstParameterDifference(before).Should().BeNull();
    });

    [Fact]
    public void A_small_step_lowers_the_loss_by_the_rate_times_the_squared_length_of_the_gradient()
    {
        // To first order, Loss(w − α · g) = Loss(w) − α · |g|². Where the gradient is (nearly) 0, rounding would drown it. Smooth functions only: behind silent
        // ReLUs, with biases still at 0, net inputs lie exactly on the kink.
        const double Alpha = 1e-8;
        int compared = 0;
        RandomNetworks.Any.Where(plan => !plan.Activations.Any(name => name is "relu" or "leaky_relu")).Sample(plan =>
        {
            Network network = plan.Build();
            DataSet data = plan.Data(4);
            var loss = new HalfSumOfSquaredErrors();
            var gradients = Gradients.Of(network, loss, data);
            double squaredLength = network.Connections.Sum(c => gradients[c] * gradients[c])
                + network.Layers.Skip(1).SelectMany(layer => layer.Nodes).Sum(node => gradients.OfBias(node) * gradients.OfBias(node));
            if (squaredLength < 1e-2 * gradients.Loss) return;

            var trainer = new Trainer(network, loss, new TrainerOptions { LearningRate = Alpha });
            double before = trainer.Step(data);
            double after = trainer.Evaluate(data).Loss;
            before.ShouldBeWithin(NetworkAgreement.InDouble, gradients.Loss);
            (before - after).ShouldBeWithin(0.01, Alpha * squaredLength, "how much the loss falls");
            Interlocked.Increment(ref compared);
        });
        compared.Should().BeGreaterThan(20);
    }

    [Fact]
    public void Xor_is_learned()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        DataSet xor = DataSet.From([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        TrainingResult result = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 500 }).Train(xor);
        result.TrainingAccuracy.Should().Be(1.0, result.ToString());
        new[] { 0, 1, 1, 0 }.Should().Equal(
            network.PredictClass([0, 0]), network.PredictClass([0, 1]), network.PredictClass([1, 0]), network.PredictClass([1, 1]));
    }

    private static TrainerOptions Options(string rule, int batch) => new()
    {
        Optimizer = Catalogue.Optimizers.Create(rule),
        BatchSize = batch,
        LearningRate = 0.01,
        Epochs = 3,
        Seed = 5,
        L2 = 0.001,
    };
}
