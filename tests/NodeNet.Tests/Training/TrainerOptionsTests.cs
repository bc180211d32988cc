using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Schedules;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

public class TrainerOptionsTests
{
    private static readonly (string Property, TrainerOptions Options, string Message)[] _outOfRange =
    [
        ("LearningRate", new() { LearningRate = -0.1 }, "LearningRate is -0.1; it must be a finite number, 0 or above.*"),
        ("LearningRate", new() { LearningRate = double.NaN }, "LearningRate is NaN*"),
        ("LearningRate", new() { LearningRate = double.PositiveInfinity }, "LearningRate is Infinity*"),
        ("BatchSize", new() { BatchSize = 0 }, "BatchSize is 0; it must be at least 1.*"),
        ("BatchReduction", new() { BatchReduction = (BatchReduction)7 }, "BatchReduction is 7; it must be Mean or Sum.*"),
        ("Precision", new() { Precision = (Precision)7 }, "Precision is 7; it must be Double or Single.*"),
        ("Loops", new() { Loops = (Loops)7 }, "Loops is 7; it must be Fast or Reference.*"),
        ("MaxDegreeOfParallelism", new() { MaxDegreeOfParallelism = 0 }, "MaxDegreeOfParallelism is 0; it must be at least 1.*"),
        ("Epochs", new() { Epochs = 0 }, "Epochs is 0; it must be at least 1.*"),
        ("ValidationFraction", new() { ValidationFraction = 1 }, "ValidationFraction is 1; it must be at least 0 and below 1.*"),
        ("ValidationFraction", new() { ValidationFraction = -0.1 }, "ValidationFraction is -0.1*"),
        ("ValidationFraction", new() { ValidationFraction = double.NaN }, "ValidationFraction is NaN*"),
        ("L1", new() { L1 = -1 }, "L1 is -1; it must be a finite number, 0 or above.*"),
        ("L2", new() { L2 = double.PositiveInfinity }, "L2 is Infinity*"),
        ("ClipNorm", new() { ClipNorm = 0 }, "ClipNorm is 0; it must be a finite number above 0.*"),
        ("ClipNorm", new() { ClipNorm = double.NaN }, "ClipNorm is NaN*"),
    ];

    public static TheoryData<int> OutOfRange => [.. Enumerable.Range(0, _outOfRange.Length)];

    [Fact]
    public void The_list_is_not_empty() => OutOfRange.Count.Should().BeGreaterThan(10);

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_named_with_its_range(int index)
    {
        (string property, TrainerOptions options, string message) = _outOfRange[index];

        options.Invoking(o => o.Validate()).Should().Throw<ArgumentOutOfRangeException>().WithMessage(message).WithParameterName(property);
        FluentActions
            .Invoking(() => new Trainer(Given.Small(), new SumOfSquaredErrors(), options))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage(message);
    }

    [Fact]
    public void What_is_null_is_named()
    {
        new TrainerOptions { Optimizer = null! }.Invoking(o => o.Validate()).Should().Throw<ArgumentNullException>().WithParameterName("Optimizer");
        new TrainerOptions { Schedule = null! }.Invoking(o => o.Validate()).Should().Throw<ArgumentNullException>().WithParameterName("Schedule");
        FluentActions.Invoking(() => new Trainer(null!, new SumOfSquaredErrors())).Should().Throw<ArgumentNullException>().WithParameterName("network");
        FluentActions.Invoking(() => new Trainer(Given.Small(), null!)).Should().Throw<ArgumentNullException>().WithParameterName("loss");
    }

    [Fact]
    public void Values_at_the_ends_of_their_ranges_are_fine()
    {
        new TrainerOptions
        {
            LearningRate = 0,
            BatchSize = TrainerOptions.FullBatch,
            Epochs = 1,
            ValidationFraction = 0,
            MaxDegreeOfParallelism = 1,
            L1 = 0,
            L2 = 0,
            ClipNorm = double.Epsilon,
        }
            .Invoking(o => o.Validate())
            .Should()
            .NotThrow();
    }

    [Fact]
    public void The_defaults_are_those_of_the_documentation()
    {
        var options = new TrainerOptions();

        options.LearningRate.Should().Be(0.01);
        options.Optimizer.Should().BeOfType<GradientDescent>();
        options.Schedule.Should().BeOfType<ConstantRate>();
        options.BatchSize.Should().Be(1);
        options.BatchReduction.Should().Be(BatchReduction.Mean);
        options.Shuffle.Should().BeTrue();
        options.Seed.Should().Be(0);
        options.Epochs.Should().Be(100);
        options.StopWhen.Should().BeNull();
        options.KeepBest.Should().BeFalse();
        options.ValidationFraction.Should().Be(0);
        options.L1.Should().Be(0);
        options.L2.Should().Be(0);
        options.PenalizeBiases.Should().BeFalse();
        options.ClipNorm.Should().BeNull();
        options.Progress.Should().BeNull();
        options.Invoking(o => o.Validate()).Should().NotThrow();
    }

    [Fact]
    public void A_variant_leaves_the_original_as_it_was()
    {
        var options = new TrainerOptions { LearningRate = 0.5 };
        TrainerOptions variant = options with { Epochs = 7 };

        variant.LearningRate.Should().Be(0.5);
        options.Epochs.Should().Be(100);
    }
}
