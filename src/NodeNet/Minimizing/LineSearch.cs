namespace NodeNet.Minimizing;

/// <summary>Goes along a line until the value has fallen enough and the slope along it has become small: the strong conditions of Wolfe. First the step grows
/// until a minimum must lie within, then cubic interpolation closes in on it.</summary>
/// <remarks>Source: Nocedal and Wright, "Numerical Optimization", algorithms 3.5 and 3.6.</remarks>
internal sealed class LineSearch
{
    private const double LeastFall = 1e-4; // the value must fall by this share of what the first slope promises
    private const double Curve = 0.9; // the slope must fall to this share
    private const double Growth = 2.0;
    private const double Margin = 0.1; // of an interval: interpolation stays so far from its ends
    private const int MostTries = 40;

    private readonly IObjective _objective;
    private readonly double[] _from;
    private readonly double[] _direction;
    private readonly int _mostPasses;
    private double _value0;
    private double _slope0;
    private double _asked;

    public LineSearch(IObjective objective, double[] from, double[] direction, int mostPasses)
    {
        (_objective, _from, _direction, _mostPasses) = (objective, from, direction, mostPasses);
        At = new double[from.Length];
        Slopes = new double[from.Length];
    }

    /// <summary>The last place that was asked; after <see cref="Run"/> the one that was found.</summary>
    public double[] At { get; }

    /// <summary>The slopes there.</summary>
    public double[] Slopes { get; }

    /// <summary>The value there.</summary>
    public double Value { get; private set; }

    /// <summary>By how much it has fallen.</summary>
    public double Fall { get; private set; }

    /// <summary>Searches.</summary>
    /// <param name="value">The value at the beginning.</param>
    /// <param name="slope">The slope along the direction there, below 0.</param>
    /// <returns>Whether a lower place was found.</returns>
    public bool Run(double value, double slope)
    {
        (_value0, _slope0) = (value, slope);
        double before = 0.0;
        double heightBefore = 0.0; // above the beginning
        double slopeBefore = slope;
        double step = 1.0;
        for (int tries = 0; tries < MostTries && Left; tries++)
        {
            double along = Ask(step);
            double height = -Fall;
            if (!(height <= LeastFall * step * _slope0) || (tries > 0 && height >= heightBefore))
                return Close(before, heightBefore, slopeBefore, step, height, along);
            if (Math.Abs(along) <= -Curve * _slope0) return true;
            if (along >= 0.0) return Close(step, height, along, before, heightBefore, slopeBefore);
            (before, heightBefore, slopeBefore) = (step, height, along);
            step *= Growth;
        }
        return Fall > 0.0;
    }

    private bool Left => _objective.Passes < _mostPasses;

    /// <summary>Closes in: the low end has fallen enough, and between the two there is a minimum.</summary>
    private bool Close(double low, double heightLow, double slopeLow, double high, double heightHigh, double slopeHigh)
    {
        for (int tries = 0; tries < MostTries && Left; tries++)
        {
            double step = Between(low, heightLow, slopeLow, high, heightHigh, slopeHigh);
            if (step == low || step == high) break;
            double along = Ask(step);
            double height = -Fall;
            if (!(height <= LeastFall * step * _slope0) || height >= heightLow)
            {
                (high, heightHigh, slopeHigh) = (step, height, along);
                continue;
            }
            if (Math.Abs(along) <= -Curve * _slope0) return true;
            if (along * (high - low) >= 0.0) (high, heightHigh, slopeHigh) = (low, heightLow, slopeLow);
            (low, heightLow, slopeLow) = (step, height, along);
        }
        if (low == 0.0 || heightLow >= 0.0) return false;
        if (_asked != low) Ask(low); // the best place is not the last that was asked
        return true;
    }

    /// <summary>The minimum of the cubic through two values and slopes, kept off the ends; the middle where there is none.</summary>
    private static double Between(double a, double valueA, double slopeA, double b, double valueB, double slopeB)
    {
        double middle = 0.5 * (a + b);
        if (!double.IsFinite(valueA) || !double.IsFinite(valueB) || !double.IsFinite(slopeB)) return middle;
        double first = slopeA + slopeB - 3.0 * (valueA - valueB) / (a - b);
        double square = first * first - slopeA * slopeB;
        if (!(square >= 0.0)) return middle;
        double root = Math.Sign(b - a) * Math.Sqrt(square);
        double step = b - (b - a) * ((slopeB + root - first) / (slopeB - slopeA + 2.0 * root));
        double least = Math.Min(a, b) + Margin * Math.Abs(b - a);
        double most = Math.Max(a, b) - Margin * Math.Abs(b - a);
        return double.IsFinite(step) ? Math.Clamp(step, least, most) : middle;
    }

    private double Ask(double step)
    {
        Numbers.Move(_from, step, _direction, At);
        Value = _objective.Evaluate(At, Slopes);
        _asked = step;
        double along = double.IsFinite(Value) ? Numbers.Dot(Slopes, _direction) : double.NaN;
        Fall = double.IsFinite(Value) ? Numbers.Fall(_value0, Value, step * _slope0, step * along) : double.NegativeInfinity;
        return along;
    }
}
