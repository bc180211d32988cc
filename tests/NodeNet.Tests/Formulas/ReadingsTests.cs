using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Losses;
using NodeNet.Optimizers;

namespace NodeNet.Tests.Formulas;

/// <summary>Everything in the catalogue states its mathematics once. Here its readings are held together: with doubles, as an expression that is calculated,
/// and with dual numbers,
/// whose slope must be the one that is stated. Vectors of every width and single precision: <see cref="Fast.KernelTests"/>.</summary>
public class ReadingsTests
{
    private const double Digits = 64;

    public static TheoryData<string> Activations => [.. Catalogue.Activations.Names, "leaky_relu(0.3)", "elu(2.5)"];

    public static TheoryData<string> Losses => [.. Catalogue.Losses.Names, "huber(0.3)", "pinball(0.9)", "binary_cross_entropy(0.1)"];

    public static TheoryData<string> Optimizers => [.. Catalogue.Optimizers.Names, "adamw(0.8,0.9,0.1,0.0001,1)"];

    [Fact]
    public void The_lists_are_not_empty()
    {
        Activations.Should().HaveCountGreaterThan(8);
        Losses.Should().HaveCountGreaterThan(6);
        Optimizers.Should().HaveCountGreaterThan(7);
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void An_activation_function_is_the_same_in_every_reading(string name)
    {
        IActivation f = Catalogue.Activations.Create(name);
        Expression variable = f.ActivationExpression(Expression.Named("z"))!;
        Expression slopeByName = f.SlopeExpression(Expression.Named("z"), Expression.Named("a"))!;
        foreach (double z in Grid.Numbers)
        {
            double a = f.Activate(z);
            double slope = f.Slope(z, a);
            Dual<Scalar> dual = ((IActivationFormulaSource)f).HandTo(new AtDual(z));

            Same(f.ActivationExpression(z)!.Value, a, "the expression of a number", z);
            Same(f.SlopeExpression(z, a)!.Value, slope, "the slope's expression of numbers", z);
            Same(variable.ReadAs<Scalar>(_ => z).Value, a, "the expression with z put in", z);
            Same(slopeByName.ReadAs<Scalar>(v => v.Name == "z" ? z : a).Value, slope, "the slope's expression with z and a put in", z);
            Same(dual.Value.Value, a, "the dual number's value", z);
            // a · (1 − a) and 1 − a² cancel where they are saturated: there the slope is exact only to the digits of a.
            Math.Abs(dual.Slope.Value - slope).Should().BeLessThanOrEqualTo(1e-14 * Math.Max(1.0, Math.Abs(slope)), $"{name}: the dual number's slope at {z}");
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_slope_is_what_the_activation_function_does_when_z_moves(string name)
    {
        IActivation f = Catalogue.Activations.Create(name);
        foreach (double z in Grid.Numbers.Where(z => Math.Abs(z) is > 1e-3 and <= 20))
        {
            double h = 1e-6 * Math.Max(1.0, Math.Abs(z));
            double moved = (f.Activate(z + h) - f.Activate(z - h)) / (2 * h);
            f.Slope(z, f.Activate(z)).Should().BeApproximately(moved, 1e-8, $"{name} at {z}");
        }
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_loss_is_the_same_in_every_reading(string name)
    {
        ILoss loss = Catalogue.Losses.Create(name);
        bool isOfProbabilities = !loss.AcceptsTarget(2.0);
        Expression term = loss.TermExpression(Expression.Named("output"), Expression.Named("target"))!;
        Expression slope = loss.SlopeExpression(Expression.Named("output"), Expression.Named("target"))!;
        IEnumerable<double> outputs = isOfProbabilities ? Grid.Probabilities : Grid.Numbers.Where(x => Math.Abs(x) < 1e150);
        foreach (double output in outputs)
        {
            foreach (double target in isOfProbabilities ? [0.0, 0.3, 1.0] : new[] { 0.0, 1.0, -2.5 })
            {
                Scalar Named(Variable v) => v.Name == "output" ? output : target;
                string where = $"output {output}, target {target}";
                Same(loss.TermExpression(output, target)!.Value, loss.Term(output, target), "the term's expression", where);
                Same(term.ReadAs<Scalar>(Named).Value, loss.Term(output, target), "the term's expression with numbers put in", where);
                Same(loss.SlopeExpression(output, target)!.Value, loss.Slope(output, target), "the slope's expression", where);
                Same(slope.ReadAs<Scalar>(Named).Value, loss.Slope(output, target), "the slope's expression with numbers put in", where);

                Dual<Scalar> dual = ((ILossFormulaSource)loss).HandTo(new AtDualOutput(output, target));
                Same(dual.Value.Value, loss.Term(output, target), "the dual number's value", where);
                if (double.IsFinite(dual.Slope.Value)) Same(dual.Slope.Value, loss.Slope(output, target), "the dual number's slope", where);
            }
        }
    }

    [Fact]
    public void Binary_cross_entropy_of_a_sigmoid_is_the_same_in_every_reading()
    {
        INodeFusedLoss loss = new BinaryCrossEntropy();
        var formula = new BinaryCrossEntropy.Formula();
        foreach (double z in Grid.Numbers)
        {
            foreach (double target in new[] { 0.0, 0.3, 1.0 })
            {
                Same(loss.TermExpression(z, target).Value, loss.Term(z, target), "the term's expression", z);
                Same(loss.DeltaExpression(z, target).Value, loss.Delta(z, target), "δ's expression", z);
                double a = new Sigmoid().Activate(z);
                loss.TaughtDeltaExpression(a, target).Value.Should().BeApproximately(loss.Delta(z, target), 1e-15, $"as it is taught, at {z}");

                Dual<Scalar> dual = formula.FusedTerm(Dual<Scalar>.Variable(z), Dual<Scalar>.Of(target));
                dual.Slope.Value.Should().BeApproximately(-loss.Delta(z, target), 1e-15, $"δ is minus the slope of the term, at {z}");
                if (Math.Abs(z) < 20) loss.Term(z, target).Should().BeApproximately(((ILoss)loss).Term(a, target), 1e-9, $"from the activation, at {z}");
            }
        }
    }

    [Fact]
    public void Cross_entropy_of_softmax_is_the_same_in_every_reading()
    {
        var loss = new CrossEntropy();
        var softmax = new Softmax();
        foreach (
            (double[] z, double[] y) in new[]
            {
                (new double[] { 0.5, -1, 2 }, new double[] { 0, 1, 0 }),
                ([800, 0, -800], [1, 0, 0]),
                ([3, 3, 3], [0.2, 0.3, 0.5]),
                ([1], [1]),
            })
        {
            var a = new double[z.Length];
            var terms = new double[z.Length];
            var deltas = new double[z.Length];
            softmax.Activate(z, a);
            loss.Terms(z, y, terms);
            loss.Deltas(a, y, deltas);
            IReadOnlyList<Expression> activations = softmax.ActivationExpressions(Numbers(z));
            IReadOnlyList<Expression> pushed = softmax.DeltaExpressions(
                Numbers(z), Numbers(a), Numbers([.. y.Select((target, i) => -loss.Slope(a[i], target))]));
            for (int i = 0; i < z.Length; i++)
            {
                Same(activations[i].Value, a[i], "the activation's expression", i);
                Same(loss.TermExpression(i, Numbers(z), Numbers(y)).Value, terms[i], "the term's expression", i);
                Same(loss.DeltaExpression(i, Numbers(a), Numbers(y)).Value, deltas[i], "δ's expression", i);
                if (a.All(x => x > 0)) pushed[i].Value.Should().BeApproximately(deltas[i], 1e-15, "the long way gives the same δ");
            }
        }

        static Expression[] Numbers(double[] values) => [.. values.Select(Expression.Of)];
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void An_optimizer_is_the_same_in_every_reading(string name)
    {
        IOptimizer optimizer = Catalogue.Optimizers.Create(name);
        foreach (bool isBias in new[] { false, true })
        {
            double[] memory = new double[optimizer.MemoryLength];
            double value = 0.7;
            foreach ((double downhill, int index) in new[] { 0.5, -0.25, -0.75, 0.0, 1e-9, -1e6, 2.0 }.Select((x, i) => (x, i)))
            {
                OptimizerStep<Expression> step = optimizer.PrepareExpressions(new(0.1, index + 1, isBias));
                Remembered<Expression> shown = optimizer.MemoryExpressions(downhill, value, Of(memory), step)!.Value;
                double change = optimizer.Change(downhill, value, memory, new StepContext(index + 1, 0.1, isBias));
                double[] remembered = [.. new[] { shown.First, shown.Second }.Take(memory.Length).Select(e => e.Value)];

                for (int i = 0; i < memory.Length; i++)
                    Same(remembered[i], memory[i], $"memory {i}", index);
                Same(optimizer.ChangeExpression(downhill, value, Of(memory), step)!.Value, change, "the change", index);
                value += change;
            }
        }

        static Remembered<Expression> Of(double[] m) => new(At(m, 0), At(m, 1), 0.0, 0.0);
        static Expression At(double[] m, int i) => i < m.Length ? m[i] : 0.0;
    }

    private static void Same(double actual, double expected, string what, object where) =>
        Grid.Agree(actual, expected, Digits).Should().BeTrue($"{what} is {actual:R} where doubles give {expected:R}, at {where}");

    private readonly struct AtDual(double z) : IActivationFormulaReader<Dual<Scalar>>
    {
        public Dual<Scalar> Read<TFormula>(TFormula formula)
            where TFormula : struct, IActivationFormula => formula.Activate(Dual<Scalar>.Variable(z));
    }

    private readonly struct AtDualOutput(double output, double target) : ILossFormulaReader<Dual<Scalar>>
    {
        public Dual<Scalar> Read<TFormula>(TFormula formula)
            where TFormula : struct, ILossFormula => formula.Term(Dual<Scalar>.Variable(output), Dual<Scalar>.Of(target));
    }
}
