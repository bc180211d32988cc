using Xunit.Sdk;

namespace NodeNet.Tests.Oracle;

/// <summary>The comparison that all oracle tests rest on must be able to fail.</summary>
public class AgreementTests
{
    [Theory]
    [InlineData(1.0, 1.0 + 1e-11)]
    [InlineData(0.0, 0.0)]
    public void Numbers_within_the_tolerance_agree(double actual, double expected)
    {
        Agreement.ShouldAgree([actual], [expected], 1e-10, "the number");
    }

    [Theory]
    [InlineData(1.0, 1.0 + 1e-9)]
    [InlineData(1e-20, 1.1e-20)] // small numbers count too
    [InlineData(1e-300, 0.0)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1.0, double.NaN)]
    public void Numbers_outside_do_not(double actual, double expected)
    {
        Action compare = () => Agreement.ShouldAgree([actual], [expected], 1e-10, "the number");

        compare.Should().Throw<XunitException>();
    }

    [Fact]
    public void Beside_a_large_number_a_small_one_may_be_off_by_the_rounding_of_the_large_one()
    {
        Agreement.ShouldAgree([1.0, 1e-16], [1.0, 0.0], 1e-10, "the numbers");

        Action compare = () => Agreement.ShouldAgree([1.0, 1e-14], [1.0, 0.0], 1e-10, "the numbers");
        compare.Should().Throw<XunitException>().WithMessage("the numbers, number 1*");
    }

    [Fact]
    public void Nothing_does_not_agree_with_something_or_with_nothing()
    {
        Action missing = () => Agreement.ShouldAgree([1.0], [1.0, 2.0], 1e-10, "the numbers");
        Action empty = () => Agreement.ShouldAgree([], [], 1e-10, "the numbers");

        missing.Should().Throw<XunitException>();
        empty.Should().Throw<XunitException>();
    }
}
