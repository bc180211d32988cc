using System.Runtime.Intrinsics;
using NodeNet.Fast;

namespace NodeNet.Tests.Fast;

public class FastModeTests
{
    [Theory]
    [InlineData("off", -1)]
    [InlineData("scalar", 0)]
    [InlineData("plain", 0)]
    [InlineData("128", 128)]
    [InlineData("256", 256)]
    [InlineData("512", 512)]
    public void The_environment_variable_forces_a_width(string value, int bits) => FastMode.Parse(value).Should().Be(bits);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_it_the_machine_decides(string? value)
    {
        int widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        FastMode.Parse(value).Should().Be(widest);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("OFF")]
    [InlineData(" 256")]
    [InlineData("1024")]
    [InlineData("0")]
    public void Anything_else_is_refused_with_what_it_may_be(string value)
    {
        Action parse = () => FastMode.Parse(value);

        parse
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage($"The environment variable NODENET_FAST is \"{value}\"; it must be off, plain, scalar, 128, 256 or 512.");
    }

    [Fact]
    public void The_tests_run_on_the_loops_that_the_variable_names()
    {
        FastMode.Variable.Should().Be("NODENET_FAST");
        FastMode.Bits.Should().Be(FastMode.Parse(Environment.GetEnvironmentVariable("NODENET_FAST")));
        FastMode.IsOn.Should().Be(Environment.GetEnvironmentVariable("NODENET_FAST") != "off");
    }
}
