using NodeNet.Foundation;

namespace NodeNet.Tests;

/// <summary>The scalar functions against digits worked out elsewhere, with 60 digits and then rounded (mpmath).</summary>
public class StableMathTests
{
    // A double has almost 16 digits; a relative error of 1e-14 leaves 14 of them right.
    private const double FourteenDigits = 1e-14;

    public static TheoryData<double, double> LogsOnePlus => new()
    {
        { -0.999999, -13.815510557935518 },
        { -0.9, -2.302585092994046 },
        { -0.5, -0.6931471805599453 },
        { -0.1, -0.10536051565782631 },
        { -1e-05, -1.0000050000333337e-05 },
        { -1e-10, -1.00000000005e-10 },
        { -1e-300, -1e-300 },
        { 0, 0.0 },
        { 1e-300, 1e-300 },
        { 1e-17, 1e-17 },
        { 1e-16, 1e-16 },
        { 1e-10, 9.999999999500001e-11 },
        { 1e-05, 9.999950000333332e-06 },
        { 0.1, 0.09531017980432487 },
        { 0.5, 0.4054651081081644 },
        { 1, 0.6931471805599453 },
        { 10, 2.3978952727983707 },
        { 10000000000.0, 23.025850930040455 },
        { 1e+300, 690.7755278982137 },
    };

    public static TheoryData<double, double> ExponentialsMinusOne => new()
    {
        { -1e+300, -1.0 },
        { -800, -1.0 },
        { -40, -1.0 },
        { -36, -0.9999999999999998 },
        { -10, -0.9999546000702375 },
        { -1, -0.6321205588285577 },
        { -0.5, -0.3934693402873666 },
        { -0.1, -0.09516258196404043 },
        { -1e-05, -9.999950000166666e-06 },
        { -1e-10, -9.999999999500001e-11 },
        { -1e-300, -1e-300 },
        { 0, 0.0 },
        { 1e-300, 1e-300 },
        { 1e-17, 1e-17 },
        { 1e-10, 1.00000000005e-10 },
        { 1e-05, 1.0000050000166668e-05 },
        { 0.1, 0.10517091807564763 },
        { 0.5, 0.6487212707001282 },
        { 1, 1.7182818284590453 },
        { 10, 22025.465794806718 },
        { 100, 2.6881171418161356e+43 },
        { 700, 1.0142320547350045e+304 },
    };

    public static TheoryData<double, double> Softpluses => new()
    {
        { -1e+300, 0.0 },
        { -800, 0.0 },
        { -700, 9.85967654375977e-305 },
        { -40, 4.248354255291589e-18 },
        { -10, 4.539889921686465e-05 },
        { -1, 0.3132616875182228 },
        { -1e-10, 0.6931471805099453 },
        { 0, 0.6931471805599453 },
        { 1e-10, 0.6931471806099453 },
        { 0.5, 0.9740769841801067 },
        { 1, 1.3132616875182228 },
        { 10, 10.000045398899218 },
        { 40, 40.0 },
        { 700, 700.0 },
        { 800, 800.0 },
        { 1e+300, 1e+300 },
    };

    public static TheoryData<double, double> Sigmoids => new()
    {
        { -1e+300, 0.0 },
        { -800, 0.0 },
        { -700, 9.85967654375977e-305 },
        { -40, 4.248354255291589e-18 },
        { -10, 4.5397868702434395e-05 },
        { -2.6, 0.06913842034334682 },
        { -1, 0.2689414213699951 },
        { -1e-10, 0.499999999975 },
        { 0, 0.5 },
        { 1e-10, 0.500000000025 },
        { 0.5, 0.6224593312018546 },
        { 1, 0.7310585786300049 },
        { 2.6, 0.9308615796566532 },
        { 10, 0.9999546021312976 },
        { 40, 1.0 },
        { 800, 1.0 },
        { 1e+300, 1.0 },
    };

    public static TheoryData<double, double> ErrorFunctionComplements => new()
    {
        { -30, 2.0 },
        { -6, 2.0 },
        { -2.5, 1.999593047982555 },
        { -1, 1.8427007929497148 },
        { -0.5, 1.5204998778130465 },
        { -1e-08, 1.0000000112837917 },
        { 0, 1.0 },
        { 1e-300, 1.0 },
        { 1e-08, 0.9999999887162083 },
        { 0.25, 0.7236736098317631 },
        { 0.5, 0.4795001221869535 },
        { 1, 0.15729920705028513 },
        { 1.5, 0.033894853524689274 },
        { 2, 0.004677734981047266 },
        { 2.4, 0.0006885138966450789 },
        { 2.5, 0.0004069520174449589 },
        { 2.6, 0.00023603441652934908 },
        { 3, 2.209049699858544e-05 },
        { 4, 1.541725790028002e-08 },
        { 5, 1.537459794428035e-12 },
        { 8, 1.1224297172982926e-29 },
        { 10, 2.088487583762545e-45 },
        { 15, 7.212994172451207e-100 },
        { 20, 5.395865611607901e-176 },
        { 26, 5.663192408856143e-296 },
        { 7.3, 5.502573750691923e-25 },
        { 13.7, 1.2613158337408749e-83 },
        { 19.9, 2.9313494281519416e-174 },
        { 25.3, 2.293036860845902e-280 },
    };

    [Theory]
    [MemberData(nameof(LogsOnePlus))]
    public void Log_of_one_plus_x_keeps_the_digits_of_a_small_x(double x, double expected) =>
        StableMath.LogOnePlus(x).ShouldBeWithin(FourteenDigits, expected);

    [Theory]
    [MemberData(nameof(ExponentialsMinusOne))]
    public void Exponential_minus_one_keeps_the_digits_of_a_small_x(double x, double expected) =>
        StableMath.ExpMinusOne(x).ShouldBeWithin(FourteenDigits, expected);

    [Theory]
    [MemberData(nameof(Softpluses))]
    public void Softplus_neither_overflows_nor_loses_its_tail(double x, double expected) =>
        StableMath.Softplus(x).ShouldBeWithin(FourteenDigits, expected);

    [Theory]
    [MemberData(nameof(Sigmoids))]
    public void Sigmoid_neither_overflows_nor_loses_its_tail(double x, double expected) =>
        StableMath.Sigmoid(x).ShouldBeWithin(FourteenDigits, expected);

    [Theory]
    [MemberData(nameof(ErrorFunctionComplements))]
    public void Erfc_keeps_its_digits_in_the_tail_too(double x, double expected) =>
        NodeNet.Formulas.Scalar.Erfc(x).ShouldBeWithin(2e-15, expected);
}
