using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Export.Tests;

/// <summary>A user's own activation function, stated once.</summary>
internal sealed class Mish() : Activation<Mish.Formula>("mish", new Formula())
{
    public readonly struct Formula : IActivationFormula
    {
        public T Activate<T>(T netInput)
            where T : IReal<T> => netInput * T.Tanh(T.Softplus(netInput));

        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> => Derivative.Of(this, netInput);
    }
}

/// <summary>One that uses every kind of part that a formula can have.</summary>
internal sealed class Wobble() : Activation<Wobble.Formula>("wobble(1,\"*/\")", new Formula())
{
    public readonly struct Formula : IActivationFormula
    {
        public T Activate<T>(T netInput)
            where T : IReal<T>
        {
            T squared = T.Square(netInput);
            T small = T.Clamp(netInput, T.Of(-2.0), T.Of(2.0));
            T shared = T.Sqrt(1.0 + squared) - T.Abs(small);
            T some = T.Ratio(small, 1.0 + squared) + T.TimesLog(squared, squared) - T.TimesLogOnePlus(small, squared);
            T more = T.Power(small, 3) * T.Inverse(2.0 + squared) - T.Half * T.Sign(netInput) + T.NormalDensity(netInput);
            T bent = T.Max(shared, some) - T.Min(shared, more) * -(shared - (some - more));
            return T.IfPositive(T.Of(1.0) - squared, netInput, bent / (3.0 - T.Tanh(shared))) - T.IfPositive(T.Log(1.0 + squared) - T.Half, T.ExpMinusOne(
                -squared), -T.LogOnePlus(squared) - -small);
        }

        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> => Derivative.Of(this, netInput);
    }
}

/// <summary>One that is known with doubles alone.</summary>
internal sealed class Opaque : IActivation
{
    public string Name => "opaque";

    public double Activate(double netInput) => Math.Cbrt(netInput);

    public double Slope(double netInput, double activation) => 1.0;
}
