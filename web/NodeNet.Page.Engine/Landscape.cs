using NodeNet.Training;

namespace NodeNet.Page;

/// <summary>The loss over two weights or biases, all others as they are.</summary>
/// <param name="X">What is to the right.</param>
/// <param name="Y">What is upwards.</param>
/// <param name="Size">So many points on each side.</param>
/// <param name="Low">The least value of both.</param>
/// <param name="High">The greatest value of both.</param>
/// <param name="Losses">Row by row from the upper left.</param>
/// <param name="Minima">The places within the picture from which every small step leads up, the lowest first.</param>
/// <param name="Way">The places on the way to here.</param>
public sealed record Landscape(string X, string Y, int Size, double Low, double High, double[] Losses, Place[] Minima, Place[] Way)
{
    public const int MostSize = 64;

    public static Landscape Of(Tape tape, string x, string y, int size, double low, double high)
    {
        if (x == y) throw new ArgumentException("A landscape needs two different weights.");
        if (size is < 3 or > MostSize) throw new ArgumentException($"A landscape has 3 to {MostSize} points on each side; {size} were asked for.");
        if (!(low < high) || !double.IsFinite(high - low)) throw new ArgumentException("A landscape goes from a lower to a higher number.");
        Network network = tape.Network.Clone();
        var trainer = new Trainer(network, tape.Setup.LossFunction(), new TrainerOptions { MaxDegreeOfParallelism = 1 });
        Place[] way = [.. tape.Way.Append(tape.Parameters()).Select(parameters => At(parameters))];
        network.CopyParametersFrom(tape.Parameters());
        double step = (high - low) / (size - 1);
        var losses = new double[size * size];
        for (int i = 0; i < losses.Length; i++)
            losses[i] = LossAt(low + (i % size * step), high - (i / size * step));
        return new Landscape(x, y, size, low, high, losses, Distinct(Minima().OrderBy(place => place.Loss)), way);

        double LossAt(double atX, double atY)
        {
            ByName.Set(network, x, atX);
            ByName.Set(network, y, atY);
            return trainer.Evaluate(tape.Data).Loss;
        }

        Place At(double[] parameters)
        {
            network.CopyParametersFrom(parameters);
            return new Place(ByName.Get(network, x), ByName.Get(network, y), null);
        }

        IEnumerable<Place> Minima()
        {
            for (int row = 1; row < size - 1; row++)
            {
                for (int column = 1; column < size - 1; column++)
                {
                    double here = losses[(row * size) + column];
                    bool isLowest = true;
                    for (int k = 0; k < 9; k++)
                    {
                        double beside = losses[((row + (k / 3) - 1) * size) + column + (k % 3) - 1];
                        if (k != 4 && !(here < beside)) isLowest = false;
                    }
                    if (isLowest) yield return Down(low + (column * step), high - (row * step), here);
                }
            }
        }

        // Several points of the grid may lead to one bottom.
        Place[] Distinct(IEnumerable<Place> places)
        {
            var kept = new List<Place>();
            foreach (Place place in places)
            {
                if (kept.All(other => Math.Abs(other.X - place.X) > step || Math.Abs(other.Y - place.Y) > step)) kept.Add(place);
            }
            return [.. kept];
        }

        // From a point of the grid to the bottom: smaller and smaller steps, as long as one leads down.
        Place Down(double atX, double atY, double loss)
        {
            for (double size = step / 2; size > 1e-5 * (high - low); size /= 2)
            {
                for (bool moved = true; moved;)
                {
                    moved = false;
                    (double, double)[] around =
                        [(size, 0), (-size, 0), (0, size), (0, -size), (size, size), (-size, -size), (size, -size), (-size, size)];
                    foreach ((double dx, double dy) in around)
                    {
                        double there = LossAt(atX + dx, atY + dy);
                        if (!(there < loss)) continue;
                        (atX, atY, loss, moved) = (atX + dx, atY + dy, there, true);
                    }
                }
            }
            return new Place(atX, atY, loss);
        }
    }
}

/// <summary>A place in a landscape.</summary>
public sealed record Place(double X, double Y, double? Loss)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{X:R}, {Y:R}: {Loss:R}");
}
