using NodeNet.Persistence;

namespace NodeNet.Tests.Persistence;

/// <summary>The learning rate that a model's file tells.</summary>
public class OriginFileTests
{
    [Fact]
    public void The_learning_rate_is_saved_to_the_bit_and_comes_again()
    {
        string text = ModelText.Of(new Model(Given.Line()) { Origin = new ModelOrigin { LearningRate = 0.1 / 3 } });

        ModelText.LoadModel(text).Origin!.LearningRate.Should().Be(0.1 / 3);
        ModelText.LoadModel(ModelText.Of(new Model(Given.Line()) { Origin = new ModelOrigin() })).Origin!.LearningRate.Should().BeNull();
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_learning_rate_is_refused(double rate)
    {
        FluentActions.Invoking(() => new ModelOrigin { LearningRate = rate }).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*must be a finite*");
        if (!double.IsFinite(rate)) return;
        string text = ModelText.WithoutChecksum(ModelText.Of(new Model(Given.Line()) { Origin = new ModelOrigin { LearningRate = 0.5 } }));
        string changed = text.Replace("\"learningRate\": 0.5", $"\"learningRate\": {rate}", StringComparison.Ordinal);
        changed.Should().NotBe(text);
        FluentActions.Invoking(() => ModelText.LoadModel(changed)).Should().Throw<ModelFileException>().WithMessage("*learningRate*above 0*");
    }
}
