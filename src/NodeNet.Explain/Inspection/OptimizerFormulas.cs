using NodeNet.Optimizers;
using NodeNet.Writers;

namespace NodeNet.Inspection;

/// <summary>Optimizers as formulas with numbers, where the rule is known; a user's own by its name.</summary>
/// <remarks>Everything comes in the sign of the profile: what the rule remembers of directions turns with the gradient, what it remembers of squares and sizes does not.</remarks>
internal sealed class OptimizerFormulas(LedgerSetup setup, double sign)
{
    private readonly IOptimizer _rule = setup.Rule;

    /// <summary>What the rule remembers of a parameter after the step, with its sign.</summary>
    public double MemoryValue(ParameterChange change, int which) => DirectionSign(which) * change.MemoryAfter[which];

    /// <summary>How that comes about; null for a rule that is not known.</summary>
    public Formula? Memory(ParameterChange change, int which)
    {
        double before = DirectionSign(which) * change.MemoryBefore[which];
        double gradient = sign * change.Downhill;
        return _rule switch
        {
            Momentum momentum => (Formula)momentum.Decay * before + gradient,
            Nesterov nesterov => (Formula)nesterov.Decay * before + gradient,
            AdaGrad => (Formula)before + Power.Square(gradient),
            RMSProp rmsprop => Faded(rmsprop.Decay, before, Power.Square(gradient)),
            Adam adam => AdamMemory(adam.Beta1, adam.Beta2, which, before, gradient),
            AdamW adamw => AdamMemory(adamw.Beta1, adamw.Beta2, which, before, gradient),
            Rprop rprop => RpropMemory(rprop, change, which),
            _ => null,
        };
    }

    public Formula Change(ParameterChange change)
    {
        Formula rate = sign * setup.LearningRate;
        double gradient = sign * change.Downhill;
        return _rule switch
        {
            GradientDescent => rate * gradient,
            Momentum => rate * MemoryValue(change, 0),
            Nesterov nesterov => rate * new Sum([gradient, (Formula)nesterov.Decay * MemoryValue(change, 0)]),
            AdaGrad adagrad => rate * gradient / ((Formula)new Root(change.MemoryAfter[0]) + adagrad.Epsilon),
            RMSProp rmsprop => rate * gradient / ((Formula)new Root(change.MemoryAfter[0]) + rmsprop.Epsilon),
            Adam adam => AdamChange(adam.Beta1, adam.Beta2, adam.Epsilon, change),
            AdamW adamw => AdamWChange(adamw, change),
            Rprop => new Call("sign", [MemoryValue(change, 0)], Math.Sign(MemoryValue(change, 0))) * (Formula)(sign * change.MemoryAfter[1]),
            _ => new Call(_rule.Name, [gradient], change.Change),
        };
    }

    private double DirectionSign(int which) => (_rule, which) switch
    {
        (Momentum or Nesterov or Adam or AdamW or Rprop, 0) => sign,
        _ => 1.0,
    };

    private static Formula Faded(double kept, double before, Formula now) => (Formula)kept * before + ((Formula)1.0 - kept) * now;

    private static Formula AdamMemory(double beta1, double beta2, int which, double before, double gradient) =>
        which == 0 ? Faded(beta1, before, gradient) : Faded(beta2, before, Power.Square(gradient));

    private Formula AdamChange(double beta1, double beta2, double epsilon, ParameterChange change)
    {
        Formula mean = (Formula)MemoryValue(change, 0) / ((Formula)1.0 - new Power(beta1, setup.StepNumber));
        Formula square = (Formula)change.MemoryAfter[1] / ((Formula)1.0 - new Power(beta2, setup.StepNumber));
        return (Formula)(sign * setup.LearningRate) * new Group(mean) / ((Formula)new Root(square) + epsilon);
    }

    private Formula AdamWChange(AdamW adamw, ParameterChange change)
    {
        Formula adam = AdamChange(adamw.Beta1, adamw.Beta2, adamw.Epsilon, change);
        return change.Parameter.IsBias && !adamw.DecaysBiases ? adam : adam - (Formula)setup.LearningRate * adamw.Decay * change.OldValue;
    }

    private Formula RpropMemory(Rprop rprop, ParameterChange change, int which)
    {
        double size = change.MemoryBefore[1] == 0.0 ? setup.LearningRate : change.MemoryBefore[1];
        double agreement = Math.Sign(change.Downhill) * Math.Sign(change.MemoryBefore[0]);
        if (which == 0) return new Numeral(MemoryValue(change, 0));
        if (agreement == 0.0) return new Numeral(size);
        Formula product = (Formula)(agreement > 0.0 ? rprop.Grow : rprop.Shrink) * size;
        return product.Value >= rprop.Smallest && product.Value <= rprop.Largest ? product : new Call("within", [product, rprop.Smallest, rprop.Largest], change.MemoryAfter[1]);
    }
}
