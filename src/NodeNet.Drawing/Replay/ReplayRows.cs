using System.Text.Json;
using NodeNet.Data;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>What a run learns and what it answers at each of its steps: the rows' predictions, and for two inputs and one output the whole plane.</summary>
internal sealed class ReplayRows
{
    private const int MostRows = 100;
    private const int MostOutputs = 4;

    // So many squares a side has the picture of the plane.
    private const int Squares = 24;

    private readonly RecordedRun _run;
    private readonly double[][] _inputs;
    private readonly double[][] _targets;

    private ReplayRows(RecordedRun run)
    {
        _run = run;
        DataSet rows = run.Examples;
        int count = Math.Min(rows.Count, MostRows);
        _inputs = [.. rows.Inputs.ToArrays().Take(count)];
        _targets = [.. rows.Targets.ToArrays().Take(count)];
    }

    private bool HasPlane => _inputs[0].Length == 2 && _targets[0].Length == 1;

    /// <summary>The rows of a run; null where its network has too many outputs to be read as a table.</summary>
    public static ReplayRows? Of(RecordedRun run) => run.Examples.Count > 0 && run.Network.Layers[^1].Nodes.Count <= MostOutputs ? new ReplayRows(run) : null;

    /// <summary>Writes "rows": inputs, targets, for every step the predictions before and after it, and the plane before it.</summary>
    public void Write(Utf8JsonWriter json, Action<Utf8JsonWriter, double?> writeNumber)
    {
        json.WriteStartObject("rows");
        json.WriteNumber("of", _run.Examples.Count);
        Table("inputs", _inputs);
        Table("targets", _targets);
        (double[] low, double[] high) = Range();
        if (HasPlane)
        {
            json.WriteStartObject("plane");
            json.WriteNumber("squares", Squares);
            Numbers("low", low);
            Numbers("high", high);
            json.WriteEndObject();
        }
        json.WriteStartArray("steps");
        foreach (RecordedStep step in _run.Steps)
        {
            Network before = _run.NetworkBefore(step);
            Network after = _run.NetworkAfter(step);
            json.WriteStartObject();
            Table("before", Predictions(before));
            Table("after", Predictions(after));
            if (HasPlane)
            {
                json.WriteString("planeBefore", Plane(before, low, high));
                json.WriteString("planeAfter", Plane(after, low, high));
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();

        void Table(string name, double[][] rows)
        {
            json.WriteStartArray(name);
            foreach (double[] row in rows)
            {
                json.WriteStartArray();
                foreach (double number in row) writeNumber(json, number);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }

        void Numbers(string name, double[] numbers)
        {
            json.WriteStartArray(name);
            foreach (double number in numbers) writeNumber(json, number);
            json.WriteEndArray();
        }
    }

    private double[][] Predictions(Network network) => [.. _inputs.Select(row => network.Predict(row))];

    /// <summary>Where the rows lie, and a little around them.</summary>
    private (double[] Low, double[] High) Range()
    {
        double[] low = [.. Enumerable.Range(0, _inputs[0].Length).Select(i => _inputs.Min(row => row[i]))];
        double[] high = [.. Enumerable.Range(0, _inputs[0].Length).Select(i => _inputs.Max(row => row[i]))];
        for (int i = 0; i < low.Length; i++)
        {
            double margin = high[i] > low[i] ? 0.25 * (high[i] - low[i]) : 1.0;
            (low[i], high[i]) = (low[i] - margin, high[i] + margin);
        }
        return (low, high);
    }

    /// <summary>The output on a grid, from the upper left, as bytes in Base64: 0 is the smallest target, 255 the largest.</summary>
    private string Plane(Network network, double[] low, double[] high)
    {
        double smallest = _targets.Min(row => row[0]);
        double largest = _targets.Max(row => row[0]);
        byte[] grid = new byte[Squares * Squares];
        for (int row = 0; row < Squares; row++)
        {
            for (int column = 0; column < Squares; column++)
            {
                double x = low[0] + (high[0] - low[0]) * (column + 0.5) / Squares;
                double y = high[1] - (high[1] - low[1]) * (row + 0.5) / Squares;
                double share = largest > smallest ? (network.Predict([x, y])[0] - smallest) / (largest - smallest) : 0.5;
                grid[row * Squares + column] = (byte)Math.Round(255 * Math.Clamp(double.IsNaN(share) ? 0.5 : share, 0.0, 1.0));
            }
        }
        return Convert.ToBase64String(grid);
    }
}
