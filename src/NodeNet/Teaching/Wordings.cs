using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Teaching;

/// <summary>The library's activation functions and losses as formulas on paper and in a spreadsheet. A user's own have none: their numbers are given instead.</summary>
internal static class Wordings
{
    // In a spreadsheet e^x is an error from x = 709.8 on, and so is ln 0: by the sign of z, no formula meets either.
    private const string SigmoidCell = "IF({0}>0,1/(1+EXP(-{0})),EXP({0})/(1+EXP({0})))";
    private const string SigmoidOfMinusCell = "IF({0}>0,EXP(-{0})/(1+EXP(-{0})),1/(1+EXP({0})))";
    private const string SoftplusCell = "MAX({0},0)+LN(1+EXP(-ABS({0})))";

    /// <summary>f({0}), with {0} the net input.</summary>
    public static Wording? OfActivation(IActivation f) => f switch
    {
        Identity => new("{0}", "{0}"),
        Sigmoid => new("1 / (1 + e^(−{0}))", SigmoidCell),
        Tanh => new("tanh({0})", "TANH({0})"),
        ReLU => new("max(0, {0})", "MAX(0,{0})"),
        LeakyReLU leaky => new($"{{0}} if {{0}} > 0, else {E(leaky.Leak)} · {{0}}", $"IF({{0}}>0,{{0}},{C(leaky.Leak)}*{{0}})"),
        ELU elu => new($"{{0}} if {{0}} > 0, else {E(elu.Alpha)} · (e^{{0}} − 1)", $"IF({{0}}>0,{{0}},{C(elu.Alpha)}*(EXP({{0}})-1))"),
        SiLU => new("{0} / (1 + e^(−{0}))", "{0}*" + SigmoidCell),
        Softplus => new("ln(1 + e^{0})", SoftplusCell),
        GELU => new("{0} · Φ({0})", "{0}*NORMSDIST({0})"),
        _ => null,
    };

    /// <summary>f′, with {0} the net input and {1} the activation.</summary>
    public static Wording? OfSlope(IActivation f) => f switch
    {
        Identity => new("1", "1"),
        Sigmoid => new("{1} · (1 − {1})", "{1}*(1-{1})"),
        Tanh => new("1 − {1}²", "1-{1}*{1}"),
        ReLU => new("1 if {0} > 0, else 0", "IF({0}>0,1,0)"),
        LeakyReLU leaky => new($"1 if {{0}} > 0, else {E(leaky.Leak)}", $"IF({{0}}>0,1,{C(leaky.Leak)})"),
        ELU elu => new($"1 if {{0}} > 0, else {E(elu.Alpha)} · e^{{0}}", $"IF({{0}}>0,1,{C(elu.Alpha)}*EXP({{0}}))"),
        SiLU => new("σ + {1} · (1 − σ) with σ = 1 / (1 + e^(−{0}))", SigmoidCell + "+{1}*" + SigmoidOfMinusCell),
        Softplus => new("1 / (1 + e^(−{0}))", SigmoidCell),
        GELU => new("Φ({0}) + {0} · φ({0})", "NORMSDIST({0})+IF(ABS({0})>40,0,{0}*EXP(-({0}*{0})/2)/SQRT(2*PI()))"),
        _ => null,
    };

    /// <summary>One output's term of the loss, with {0} the output and {1} the target.</summary>
    public static Wording? OfTerm(ILoss loss) => loss switch
    {
        SumOfSquaredErrors or MeanSquaredError => new("({1} − {0})²", "({1}-{0})*({1}-{0})"),
        HalfSumOfSquaredErrors => new("½ · ({1} − {0})²", "({1}-{0})*({1}-{0})/2"),
        MeanAbsoluteError => new("|{1} − {0}|", "ABS({1}-{0})"),
        Huber huber => new(
            $"½ · ({{1}} − {{0}})² if |{{1}} − {{0}}| ≤ {E(huber.Width)}, else {E(huber.Width)} · (|{{1}} − {{0}}| − {E(huber.Width / 2)})",
            $"IF(ABS({{1}}-{{0}})<={C(huber.Width)},({{1}}-{{0}})*({{1}}-{{0}})/2,{C(huber.Width)}*(ABS({{1}}-{{0}})-{C(huber.Width / 2)}))"),
        BinaryCrossEntropy => new("−({1} · ln {0} + (1 − {1}) · ln(1 − {0}))", "0-IF({1}=0,0,{1}*LN({0}))-IF({1}=1,0,(1-{1})*LN(1-{0}))"),
        CrossEntropy => new("−{1} · ln {0}", "0-IF({1}=0,0,{1}*LN({0}))"),
        _ => null,
    };

    /// <summary>The same term of a sigmoid node in a spreadsheet, where it is computed from the net input {2}: ln(1 − a) is an error once a is 1.</summary>
    public static string? FusedCellOfTerm(ILoss loss) => loss is BinaryCrossEntropy ? "MAX({2},0)-{1}*{2}+LN(1+EXP(-ABS({2})))" : null;

    /// <summary>Minus the slope of that term, with {0} the output and {1} the target.</summary>
    public static Wording? OfDownhill(ILoss loss) => loss switch
    {
        SumOfSquaredErrors or MeanSquaredError => new("2 · ({1} − {0})", "2*({1}-{0})"),
        HalfSumOfSquaredErrors => new("{1} − {0}", "{1}-{0}"),
        MeanAbsoluteError => new("the sign of {1} − {0}", "SIGN({1}-{0})"),
        Huber huber => new($"{{1}} − {{0}}, within ±{E(huber.Width)}", $"MAX(0-{C(huber.Width)},MIN({C(huber.Width)},{{1}}-{{0}}))"),
        BinaryCrossEntropy => new("{1} / {0} − (1 − {1}) / (1 − {0})", "IF({1}=0,0,{1}/{0})-IF({1}=1,0,(1-{1})/(1-{0}))"),
        CrossEntropy => new("{1} / {0}", "IF({1}=0,0,{1}/{0})"),
        _ => null,
    };

    private static string E(double value) => Naming.Exact(value);

    /// <summary>In a cell, a negative number stands in brackets.</summary>
    private static string C(double value) => value < 0 ? $"({Naming.Exact(value)})" : Naming.Exact(value);
}
