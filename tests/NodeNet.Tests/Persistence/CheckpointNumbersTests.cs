using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Fuzzing;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Training;

namespace NodeNet.Tests.Persistence;

/// <summary>Every number of a checkpoint is checked for what it may be, in the reference and in the fast loops, and network and trainer stay as they
/// were.</summary>
public class CheckpointNumbersTests
{
    // 1-1 with a bias: two parameters, b_y1 and x1→y1, after two epochs of ten numbers each, and two best losses so far with their epochs.
    private const int History = 20 + 4;
    private const int Parameters = History;
    private const int Before = Parameters + 2;
    private const int Best = Before + 2;
    private const int FirstMemory = Best + 2;
    private const int SecondMemory = FirstMemory + 2;

    public static TheoryData<string, int, double, string> Impossible => new()
    {
        { "rprop", 0, double.NaN, "$.history[0]: The base rate is NaN; it must be a finite number, 0 or above." },
        { "rprop", 1, -0.1, "$.history[0]: The rate is -0.1; it must be a finite number, 0 or above." },
        { "rprop", 2, double.NaN, "$.history[0]: The running loss of an epoch is missing." },
        { "rprop", 12, double.PositiveInfinity, "$.history[1]: The running loss is Infinity; it must be finite." },
        { "rprop", 3, 0.5, "$.history[0]: There is a running accuracy, which this run does not measure." },
        { "rprop", 4, double.NaN, "$.history[0]: The training loss is missing." },
        { "rprop", 5, 2.0, "$.history[0]: The training accuracy is 2; it must be from 0 to 1." },
        { "rprop", 6, 0.5, "$.history[0]: There is a validation loss, which this run does not measure." },
        { "rprop", 7, 0.5, "$.history[0]: There is a validation accuracy, which this run does not measure." },
        { "rprop", 8, double.NegativeInfinity, "$.history[0]: The penalty is -Infinity; it must be a finite number, 0 or above." },
        { "rprop", 9, -1.0, "$.history[0]: The time is -* ticks; time does not go back." },
        { "rprop", 19, 0.0, "$.history[1]: The time is 0 ticks; time does not go back." },
        { "rprop", Parameters, double.NaN, "$.parameters: b_y1 is NaN; a weight or bias must be finite." },
        { "rprop", Before + 1, double.PositiveInfinity, "$.before: x1→y1 is Infinity; a weight or bias must be finite." },
        { "rprop", Best, double.NegativeInfinity, "$.best: b_y1 is -Infinity; a weight or bias must be finite." },
        { "rprop", FirstMemory, double.NaN, "$.memory[0]: rprop(0.5,1.2) cannot remember NaN as direction of b_y1." },
        { "rprop", FirstMemory, double.PositiveInfinity, "$.memory[0]: rprop(0.5,1.2) cannot remember Infinity as direction of b_y1." },
        { "rprop", SecondMemory + 1, double.NaN, "$.memory[1]: rprop(0.5,1.2) cannot remember NaN as size of x1→y1." },
        { "rprop", SecondMemory, -0.1, "$.memory[1]: rprop(0.5,1.2) cannot remember -0.1 as size of b_y1." },
        { "rprop", SecondMemory, 51, "$.memory[1]: rprop(0.5,1.2) cannot remember 51 as size of b_y1." },
        { "adam", FirstMemory, double.PositiveInfinity, "$.memory[0]: adam(0.9,0.999) cannot remember Infinity as mean of b_y1." },
        { "adam", SecondMemory, -1e-9, "$.memory[1]: adam(0.9,0.999) cannot remember -1E-09 as square of b_y1." },
        { "adamw", SecondMemory, double.NaN, "$.memory[1]: adamw(0.9,0.999,0.01) cannot remember NaN as square of b_y1." },
        { "adagrad", FirstMemory, -1, "$.memory[0]: adagrad cannot remember -1 as sum of b_y1." },
        { "rmsprop", FirstMemory, double.NaN, "$.memory[0]: rmsprop(0.9) cannot remember NaN as mean of b_y1." },
        { "momentum", FirstMemory, double.NaN, "$.memory[0]: momentum(0.9) cannot remember NaN as velocity of b_y1." },
        { "nesterov", FirstMemory + 1, double.NegativeInfinity, "$.memory[0]: nesterov(0.9) cannot remember -Infinity as velocity of x1→y1." },
    };

    [Fact]
    public void The_list_is_not_empty() => Impossible.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_number_that_cannot_be_is_refused_with_its_place(string optimizer, int at, double number, string message)
    {
        foreach (Loops loops in new[] { Loops.Fast, Loops.Reference })
        {
            CheckpointContent content = Trained(optimizer, loops);
            content.Numbers[at] = BitConverter.DoubleToUInt64Bits(number);

            Trainer trainer = NewTrainer(optimizer, loops);
            trainer.Invoking(t => t.Resume(new MemoryStream(content.ToArray()), Data())).Should().Throw<ModelFileException>().WithMessage($"line *, {message}");

            trainer.Network.FirstParameterDifference(Given.Line()).Should().BeNull();
            trainer.Steps.Should().Be(0);
            trainer.LearningRate.Should().Be(0.1);
        }
    }

    [Fact]
    public void Squares_that_have_overflowed_are_infinite_and_the_run_goes_on_with_them()
    {
        CheckpointContent content = Trained("adagrad", Loops.Reference);
        content.Numbers[FirstMemory] = BitConverter.DoubleToUInt64Bits(double.PositiveInfinity);

        NewTrainer("adagrad", Loops.Reference, epochs: 3).Resume(new MemoryStream(content.ToArray()), Data()).Epochs.Should().Be(3);
    }

    [Fact]
    public void A_number_for_a_connection_that_is_not_there_is_refused()
    {
        static Network Unbiased() => new NetworkBuilder(inputs: 1).AddLayer(1, new Identity(), bias: false).Build(seed: 0);
        Trainer Make(CheckpointOptions? checkpoints) =>
            new(Unbiased(), new HalfSumOfSquaredErrors(), new TrainerOptions { Epochs = 1, Checkpoints = checkpoints });
        var store = new MemoryStore();
        Make(new CheckpointOptions(store)).Train(Data());
        CheckpointContent content = CheckpointContent.Of(store.Content);
        content.Numbers[12].Should().Be(0, "the place of the bias, after ten numbers of the epoch and its best loss");
        content.Numbers[12] = BitConverter.DoubleToUInt64Bits(1);

        Make(null)
            .Invoking(t => t.Resume(new MemoryStream(content.ToArray()), Data()))
            .Should()
            .Throw<ModelFileException>()
            .WithMessage("*$.parameters: There is no b_y1; its number must be 0.");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Steps_by_parameter_are_at_most_those_of_the_run(long steps)
    {
        CheckpointContent content = Trained("momentum", Loops.Fast);
        content.Head = content.Head.Replace("\"memory\": 1\n", "\"memory\": 1,\n  \"stepsByParameter\": 2\n", StringComparison.Ordinal);
        ulong[] numbers = content.Numbers;
        content.Numbers = [.. numbers, 2, 2];
        NewTrainer("momentum", Loops.Fast).Resume(new MemoryStream(content.ToArray()), Data()).Epochs.Should().Be(2);

        content.Numbers = [.. numbers, 2, (ulong)steps];
        NewTrainer("momentum", Loops.Fast).Invoking(t => t.Resume(new MemoryStream(content.ToArray()), Data())).Should().Throw<ModelFileException>()
            .WithMessage($"*$.stepsByParameter: x1→y1 has taken {steps} steps; it must be 0 to 2, as many as the run.");
    }

    [Fact]
    public void An_optimizer_of_the_users_that_remembers_what_it_says_it_cannot_is_noticed_when_it_is_saved()
    {
        Trainer Make(IOptimizer optimizer) =>
            new(
                Given.Line(),
                new HalfSumOfSquaredErrors(),
                new TrainerOptions { Epochs = 1, Optimizer = optimizer, Checkpoints = new CheckpointOptions(new MemoryStore()) });

        Make(new Forgetful(double.NaN, acceptsAll: false)).Invoking(t => t.Train(Data())).Should().Throw<InvalidOperationException>()
            .WithMessage("The run cannot be saved: forgetful cannot remember NaN as number 1 of b_y1.");
        Make(new Forgetful(double.NaN, acceptsAll: true)).Train(Data()).Epochs.Should().Be(1);
    }

    private static CheckpointContent Trained(string optimizer, Loops loops)
    {
        var store = new MemoryStore();
        NewTrainer(optimizer, loops, checkpoints: new CheckpointOptions(store)).Train(Data());
        return CheckpointContent.Of(store.Content);
    }

    private static DataSet Data() => DataSet.From([[0], [1], [2]], [[-1], [2], [5]]);

    private static Trainer NewTrainer(string optimizer, Loops loops, int epochs = 2, CheckpointOptions? checkpoints = null) =>
        new(Given.Line(), new HalfSumOfSquaredErrors(), new TrainerOptions
        {
            LearningRate = 0.1,
            Optimizer = Catalogue.Optimizers.Create(optimizer),
            Epochs = epochs,
            BatchSize = TrainerOptions.FullBatch,
            KeepBest = true,
            Loops = loops,
            Checkpoints = checkpoints,
        });

    private sealed class Forgetful(double remembers, bool acceptsAll) : IOptimizer
    {
        public string Name => "forgetful";

        public int MemoryLength => 1;

        public bool AcceptsMemory(int index, double value) => acceptsAll || double.IsFinite(value);

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            memory[0] = remembers;
            return 0.0;
        }
    }
}
