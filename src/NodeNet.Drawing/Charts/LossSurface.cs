using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Drawing.Charts;

/// <summary>A valley's bottom: the two weights, and the loss there.</summary>
internal readonly record struct LossMinimum(double First, double Second, double Loss);

/// <summary>The loss of a network on its data while two of its weights vary and all others stay. It works on a copy: the network itself is not
/// touched.</summary>
internal sealed class LossSurface
{
    // How often the step is halved on the way to a minimum: to less than a ten-thousandth of a cell, which nobody sees.
    private const int Halvings = 14;
    private const int MostMoves = 200;

    private readonly Network _copy;
    private readonly ILoss _loss;
    private readonly DataSet _data;
    private readonly Connection _first;
    private readonly Connection _second;

    public LossSurface(Network network, ILoss loss, DataSet data, Connection first, Connection second)
    {
        _copy = network.Clone();
        _loss = loss;
        _data = data;
        _first = _copy.Connection(first.Source.Name, first.Target.Name);
        _second = _copy.Connection(second.Source.Name, second.Target.Name);
        Here = (_first.Weight, _second.Weight);
        Loss = At(Here.First, Here.Second);
    }

    /// <summary>The network's own weights.</summary>
    public (double First, double Second) Here { get; }

    /// <summary>The loss with the network's own weights.</summary>
    public double Loss { get; }

    public string LossName => _loss.Name;

    public double[] Across { get; private set; } = [];

    public double[] Up { get; private set; } = [];

    /// <summary>[step of the first weight, step of the second].</summary>
    public double[,] Losses { get; private set; } = new double[0, 0];

    /// <summary>The smallest finite loss.</summary>
    public double Lowest { get; private set; }

    /// <summary>The largest finite loss.</summary>
    public double Highest { get; private set; }

    /// <summary>Whether the losses differ by roundings at most.</summary>
    public bool IsFlat => !(Highest - Lowest > 1e-9 * Math.Abs(Highest));

    public void Compute(double x0, double x1, double y0, double y1, int steps)
    {
        Across = [.. Enumerable.Range(0, steps + 1).Select(i => x0 + (x1 - x0) * i / steps)];
        Up = [.. Enumerable.Range(0, steps + 1).Select(i => y0 + (y1 - y0) * i / steps)];
        Losses = new double[steps + 1, steps + 1];
        for (int i = 0; i <= steps; i++)
        {
            for (int j = 0; j <= steps; j++)
                Losses[i, j] = At(Across[i], Up[j]);
        }
        double[] finite = [.. Losses.Cast<double>().Where(double.IsFinite)];
        Lowest = finite.DefaultIfEmpty(0).Min();
        Highest = finite.DefaultIfEmpty(0).Max();
    }

    /// <summary>The losses, with the highest where a loss is not finite: lines of equal loss cannot end in nothing.</summary>
    public double[,] FiniteLosses()
    {
        var losses = (double[,])Losses.Clone();
        for (int i = 0; i < losses.GetLength(0); i++)
        {
            for (int j = 0; j < losses.GetLength(1); j++)
            {
                if (!double.IsFinite(losses[i, j])) losses[i, j] = Highest;
            }
        }
        return losses;
    }

    /// <summary>The local minima within the picture, the lowest first: points of the grid that are below all their neighbours, followed down to the
    /// bottom.</summary>
    public IReadOnlyList<LossMinimum> Minima()
    {
        var found = new List<LossMinimum>();
        for (int i = 1; i < Across.Length - 1; i++)
        {
            for (int j = 1; j < Up.Length - 1; j++)
            {
                if (IsBelowNeighbours(i, j)) found.Add(Bottom(i, j));
            }
        }

        // A narrow valley that runs across the grid makes several such points; they lead to one bottom.
        var minima = new List<LossMinimum>();
        foreach (LossMinimum minimum in found.OrderBy(minimum => minimum.Loss))
        {
            if (IsWithin(minimum) && !minima.Exists(other => IsSame(minimum, other))) minima.Add(minimum);
        }
        return minima;
    }

    private double At(double first, double second)
    {
        _first.Weight = first;
        _second.Weight = second;
        return Evaluation.Of(_copy, _loss, _data).Loss;
    }

    private bool IsBelowNeighbours(int i, int j)
    {
        double here = Losses[i, j];
        // On a plateau, rounding makes hollows of a few units in the last place: they are no minima.
        double least = here + 1e-9 * (Highest - Lowest);
        for (int di = -1; di <= 1; di++)
        {
            for (int dj = -1; dj <= 1; dj++)
            {
                if ((di != 0 || dj != 0) && !(Losses[i + di, j + dj] > least)) return false;
            }
        }
        return true;
    }

    private bool IsWithin(LossMinimum minimum) => minimum.First > Across[0] && minimum.First < Across[^1] && minimum.Second > Up[0] && minimum.Second < Up[^1];

    private bool IsSame(LossMinimum one, LossMinimum other) =>
        Math.Abs(one.First - other.First) < Across[1] - Across[0] && Math.Abs(one.Second - other.Second) < Up[1] - Up[0];

    /// <summary>Steps to the best of the eight neighbours as long as one is better, then halves the step.</summary>
    private LossMinimum Bottom(int i, int j)
    {
        var best = new LossMinimum(Across[i], Up[j], Losses[i, j]);
        double stepX = Across[1] - Across[0];
        double stepY = Up[1] - Up[0];
        int halvings = 0;
        for (int move = 0; move < MostMoves && halvings < Halvings; move++)
        {
            LossMinimum next = BestNeighbour(best, stepX, stepY);
            if (next.Loss < best.Loss)
            {
                best = next;
                continue;
            }
            stepX /= 2;
            stepY /= 2;
            halvings++;
        }
        return best;
    }

    private LossMinimum BestNeighbour(LossMinimum from, double stepX, double stepY)
    {
        LossMinimum best = from;
        for (int dx = -1; dx <= 1; dx++)
        {
            for (int dy = -1; dy <= 1; dy++)
            {
                if (dx == 0 && dy == 0) continue;
                double loss = At(from.First + dx * stepX, from.Second + dy * stepY);
                if (loss < best.Loss) best = new LossMinimum(from.First + dx * stepX, from.Second + dy * stepY, loss);
            }
        }
        return best;
    }
}
