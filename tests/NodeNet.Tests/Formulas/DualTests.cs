using NodeNet.Formulas;

namespace NodeNet.Tests.Formulas;

/// <summary>The second number of a dual is the slope: for every operation it is that of a central difference.</summary>
public class DualTests
{
    public static TheoryData<string> Operations => [.. Functions<Scalar>().Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public void The_slope_is_that_of_a_central_difference(string operation)
    {
        const double Distance = 1e-6;
        foreach (double x in (double[])[-0.83, -0.21, 0.37, 0.9, 1.7])
        {
            if (operation is "√x" or "ln x" && x < 0) continue;
            Dual<Scalar> dual = Functions<Dual<Scalar>>()[operation](Dual<Scalar>.Variable(new Scalar(x)));
            double At(double place) => Functions<Scalar>()[operation](new Scalar(place)).Value;

            dual.Value.Value.Should().Be(At(x));
            dual.Slope.Value.Should().BeApproximately((At(x + Distance) - At(x - Distance)) / (2 * Distance), 1e-8, $"of {operation} at {x}");
        }
    }

    private static Dictionary<string, Func<T, T>> Functions<T>()
        where T : IReal<T> => new()
        {
            ["x + 3"] = x => x + T.Of(3),
            ["3 − x"] = x => 3.0 - x,
            ["−x"] = x => -x,
            ["x · x"] = x => x * x,
            ["x / (x² + 1)"] = x => x / (x * x + T.Of(1)),
            ["1 / x"] = T.Inverse,
            ["x² (square)"] = T.Square,
            ["x⁵"] = x => T.Power(x, 5),
            ["√x"] = T.Sqrt,
            ["|x|"] = T.Abs,
            ["sign x"] = T.Sign,
            ["max(x, 0.5)"] = x => T.Max(x, T.Of(0.5)),
            ["max(0.5, x)"] = x => T.Max(T.Of(0.5), x),
            ["min(x², x)"] = x => T.Min(x * x, x),
            ["x within −0.5 and 1"] = x => T.Clamp(x, T.Of(-0.5), T.Of(1)),
            ["within bounds that move"] = x => T.Clamp(T.Of(0.7), x, x + T.Of(0.2)),
            ["x² if x > 0.5, else x"] = x => T.IfPositive(x - T.Of(0.5), x * x, x),
            ["e^x"] = T.Exp,
            ["e^x − 1"] = T.ExpMinusOne,
            ["ln x"] = T.Log,
            ["ln(1 + x)"] = T.LogOnePlus,
            ["x² · ln(1 + x)"] = x => T.TimesLogOnePlus(x * x, x),
            ["tanh x"] = T.Tanh,
            ["sigmoid x"] = T.Sigmoid,
            ["softplus x"] = T.Softplus,
            ["Φ(x)"] = T.NormalDistribution,
            ["φ(x)"] = T.NormalDensity,
        };
}
