namespace NodeNet.Formulas;

/// <summary>The elementary functions of one number that every kind of number has.</summary>
public enum Elementary
{
    /// <summary>√x.</summary>
    Sqrt,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>1, 0 or −1.</summary>
    Sign,

    /// <summary>e^x.</summary>
    Exp,

    /// <summary>e^x − 1.</summary>
    ExpMinusOne,

    /// <summary>ln x.</summary>
    Log,

    /// <summary>ln(1 + x).</summary>
    LogOnePlus,

    /// <summary>tanh x.</summary>
    Tanh,

    /// <summary>1 / (1 + e^−x).</summary>
    Sigmoid,

    /// <summary>ln(1 + e^x).</summary>
    Softplus,

    /// <summary>Φ(x).</summary>
    NormalDistribution,

    /// <summary>φ(x).</summary>
    NormalDensity,
}

/// <summary>An elementary function of something.</summary>
/// <param name="Kind">Which function.</param>
/// <param name="Argument">Its argument.</param>
public sealed record Function(Elementary Kind, Expression Argument) : Expression
{
    /// <inheritdoc/>
    public override IReadOnlyList<Expression> Parts => [Argument];

    /// <inheritdoc/>
    public override T ReadAs<T>(Func<Variable, T> valueOf)
    {
        T x = Argument.ReadAs(valueOf);
        return Kind switch
        {
            Elementary.Sqrt => T.Sqrt(x),
            Elementary.Abs => T.Abs(x),
            Elementary.Sign => T.Sign(x),
            Elementary.Exp => T.Exp(x),
            Elementary.ExpMinusOne => T.ExpMinusOne(x),
            Elementary.Log => T.Log(x),
            Elementary.LogOnePlus => T.LogOnePlus(x),
            Elementary.Tanh => T.Tanh(x),
            Elementary.Sigmoid => T.Sigmoid(x),
            Elementary.Softplus => T.Softplus(x),
            Elementary.NormalDistribution => T.NormalDistribution(x),
            _ => T.NormalDensity(x),
        };
    }
}
