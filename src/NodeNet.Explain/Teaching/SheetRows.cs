using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Teaching;

/// <summary>A row for a sheet.</summary>
/// <param name="Inputs">The network's inputs.</param>
/// <param name="Targets">Its targets, or null: they are drawn.</param>
/// <param name="Words">The row as its users have it, as a sentence, or null.</param>
internal sealed record DrawnRow(double[] Inputs, double[]? Targets = null, string? Words = null)
{
    /// <summary>How its cells became the inputs, a line each; none for cells that are the inputs themselves.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];
}

/// <summary>Where the sheets of a set have their inputs from.</summary>
internal abstract class SheetRows
{
    /// <summary>Whether the targets are classes: one of several outputs is 1, or a single one is 0 or 1.</summary>
    public virtual bool HasClasses => false;

    /// <summary>The next row.</summary>
    public abstract DrawnRow Draw(RandomGenerator random);

    /// <summary>A number of so many decimals; never 0, which would take a node or a connection out of the exercise.</summary>
    public static double Number(RandomGenerator random, double from, double to, int decimals)
    {
        while (true)
        {
            double number = Math.Round(random.NextUniform(from, to), decimals);
            if (number != 0.0) return number;
        }
    }

    /// <summary>A number for calculating by hand: with so many decimals; where these would make 0 of it, with one digit.</summary>
    public static double ForPaper(double number, int decimals)
    {
        double rounded = Math.Round(number, decimals);
        if (rounded != 0.0 || number == 0.0) return rounded + 0.0; // −0 is 0
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(number)));
        return exponent < -15 ? 0.0 : Math.Round(number, -exponent);
    }
}

/// <summary>Free numbers, from 0.1 to 2: of a network that does not tell what its inputs stand for.</summary>
internal sealed class FreeRows(int inputs, bool hasClasses = false) : SheetRows
{
    public override bool HasClasses => hasClasses;

    public override DrawnRow Draw(RandomGenerator random) => new([.. Enumerable.Range(0, inputs).Select(_ => Number(random, 0.1, 2, 1))]);
}

/// <summary>Rows that are there, each once before one comes again, in a drawn order.</summary>
internal abstract class GivenRows : SheetRows
{
    private readonly Queue<int> _next = [];

    /// <summary>The numbers of the rows.</summary>
    protected abstract int[] Rows { get; }

    protected abstract DrawnRow Row(int row);

    /// <exception cref="RecipeException">None of the rows is taken; the message says why not one of them.</exception>
    public override DrawnRow Draw(RandomGenerator random)
    {
        RecipeException? refused = null;
        // What is left of one round, and the whole next one.
        for (int i = 0; i < 2 * Rows.Length; i++)
        {
            if (_next.Count == 0) Refill(random);
            try
            {
                return Row(_next.Dequeue());
            }
            catch (RecipeException trouble)
            {
                refused ??= trouble;
            }
        }
        throw refused!;
    }

    private void Refill(RandomGenerator random)
    {
        int[] order = [.. Rows];
        random.Shuffle<int>(order);
        foreach (int row in order) _next.Enqueue(row);
    }
}

/// <summary>The examples of a data set. Those whose inputs are all 0 are left out where there are others: nothing but biases would learn from
/// them.</summary>
internal sealed class ExampleRows : GivenRows
{
    private readonly DataSet _examples;
    private readonly int _decimals;

    public ExampleRows(DataSet examples, int decimals)
    {
        (_examples, _decimals) = (examples, decimals);
        int[] all = [.. Enumerable.Range(0, examples.Count)];
        int[] telling = [.. all.Where(row => examples.Inputs[row].ContainsAnyExcept(0.0))];
        Rows = telling.Length > 0 ? telling : all;
    }

    protected override int[] Rows { get; }

    protected override DrawnRow Row(int row) => new(ForPaper(_examples.Inputs[row]), ForPaper(_examples.Targets[row]));

    private double[] ForPaper(ReadOnlySpan<double> numbers) => Array.ConvertAll(numbers.ToArray(), number => ForPaper(number, _decimals));
}
