using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Losses;

namespace NodeNet.Rendering;

/// <summary>Losses and their slopes as formulas with numbers, where the loss is known; a user's own by its name.</summary>
internal static class LossFormulas
{
    /// <summary>One output's term, as it is computed from its activation.</summary>
    public static Formula Term(ILoss loss, LossTerm term)
    {
        double t = term.Target;
        double o = term.Output;
        return loss switch
        {
            SumOfSquaredErrors or MeanSquaredError => Power.Square((Formula)t - o),
            HalfSumOfSquaredErrors => new Half() * Power.Square((Formula)t - o),
            MeanAbsoluteError => new Absolute((Formula)t - o),
            Huber huber when Math.Abs(t - o) <= huber.Width => new Half() * Power.Square((Formula)t - o),
            Huber huber => (Formula)huber.Width * (new Absolute((Formula)t - o) - new Half() * huber.Width),
            BinaryCrossEntropy => BothSides(t, Log(o), Log1Minus(o)),
            CrossEntropy when t != 0.0 => -((Formula)t * Log(o)),
            CrossEntropy => new Numeral(0.0),
            _ => new Call(loss.Name, [o, t], term.Value),
        };

        static Formula Log(double x) => new Call("ln", [x], Math.Log(x));
        static Formula Log1Minus(double x) => new Call("ln", [(Formula)1.0 - x], Numerics.LogOnePlus(-x));

        // −t · ln o − (1 − t) · ln(1 − o), of which a target of 0 or 1 leaves one half.
        static Formula BothSides(double t, Formula yes, Formula no)
        {
            if (t == 0.0) return -no;
            return t == 1.0 ? -yes : -((Formula)t * yes) - ((Formula)1.0 - t) * no;
        }
    }

    /// <summary>Binary cross-entropy of a sigmoid node, from its net input.</summary>
    public static Formula SigmoidTerm(double z, double t) =>
        (Formula)t * new Call("softplus", [-z], Numerics.Softplus(-z)) + ((Formula)1.0 - t) * new Call("softplus", [z], Numerics.Softplus(z));

    /// <summary>t − sigmoid(z) downhill, in the form that loses no digits.</summary>
    public static Formula SigmoidDelta(double z, double t, bool isDownhill)
    {
        Formula up = (Formula)t * new Call("sigmoid", [-z], Numerics.Sigmoid(-z));
        Formula down = ((Formula)1.0 - t) * new Call("sigmoid", [z], Numerics.Sigmoid(z));
        return isDownhill ? up - down : down - up;
    }

    /// <summary>Cross-entropy of a softmax node, from the layer's net inputs: t · (z_max − z + ln Σ e^(z − z_max)).</summary>
    public static Formula SoftmaxTerm(int node, double t, IReadOnlyList<double> z)
    {
        if (t == 0.0) return new Numeral(0.0);
        double largest = z.Max();
        var sum = new Sum([.. z.Select(other => new Exponential((Formula)other - largest))]);
        return (Formula)t * new Sum([(Formula)largest - z[node], new Call("ln", [sum], Math.Log(sum.Value))]);
    }

    /// <summary>t − a · Σ t downhill; for the node with the largest activation t · (Σ other a) − a · (Σ other t), which is the same and loses no digits.</summary>
    public static Formula SoftmaxDelta(int node, IReadOnlyList<double> a, IReadOnlyList<double> t, bool isDownhill)
    {
        int top = 0;
        for (int i = 1; i < a.Count; i++)
        {
            if (a[i] > a[top]) top = i;
        }
        if (node != top)
        {
            Formula share = t.Sum() == 1.0 ? new Numeral(a[node]) : (Formula)a[node] * SumOf(t);
            return isDownhill ? (Formula)t[node] - share : share - (Formula)t[node];
        }
        Formula up = (Formula)t[node] * SumOf(Others(a, top));
        if (Others(t, top).All(target => target == 0.0)) return isDownhill ? up : -up;
        Formula down = (Formula)a[node] * SumOf(Others(t, top));
        return isDownhill ? up - down : down - up;

        static Group SumOf(IEnumerable<double> values) => new(new Sum([.. values.Select(value => new Numeral(value))]));
        static IEnumerable<double> Others(IReadOnlyList<double> values, int top) => values.Where((_, place) => place != top);
    }

    /// <summary>The push of an output, −∂Loss/∂ŷ, or with the loss's sign +∂Loss/∂ŷ.</summary>
    public static Formula Push(ILoss loss, double o, double t, double push, int outputs, LedgerProfile profile)
    {
        bool isDownhill = profile == LedgerProfile.Handout;
        double sign = isDownhill ? 1.0 : -1.0;
        // Mazur writes −(target − out), PyTorch's sources out − target.
        Formula miss = profile switch { LedgerProfile.Handout => (Formula)t - o, LedgerProfile.Mazur => -((Formula)t - o), _ => (Formula)o - t };
        Formula twice = profile == LedgerProfile.Mazur ? (Formula)(-2.0) * ((Formula)t - o) : (Formula)2.0 * miss;
        return loss switch
        {
            SumOfSquaredErrors => twice,
            MeanSquaredError => twice / outputs,
            HalfSumOfSquaredErrors => miss,
            MeanAbsoluteError => new Call("sign", [miss], Math.Sign(miss.Value)) / (Formula)outputs,
            Huber huber when Math.Abs(t - o) <= huber.Width => miss / (Formula)outputs,
            Huber huber => (Formula)(huber.Width * Math.Sign(miss.Value)) / outputs,
            BinaryCrossEntropy when t == 1.0 => isDownhill ? (Formula)1.0 / o : (Formula)(-1.0) / o,
            BinaryCrossEntropy when t == 0.0 => (isDownhill ? (Formula)(-1.0) : 1.0) / ((Formula)1.0 - o),
            BinaryCrossEntropy => isDownhill ? (Formula)t / o - ((Formula)1.0 - t) / ((Formula)1.0 - o) : ((Formula)1.0 - t) / ((Formula)1.0 - o) - (Formula)t / o,
            CrossEntropy when t != 0.0 => (Formula)(sign * t) / o,
            _ => new Numeral(sign * push),
        };
    }
}
