using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using nietras.SeparatedValues;
using NodeNet.Data;
using NodeNet.Parquet;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Benchmarks.Tables;

/// <summary>tables: a table of numbers is read from a file, and made ready for a network, beside Sep alone and ML.NET's TextLoader.</summary>
internal static class TablesCommand
{
    private const int Columns = 10;

    private sealed record Measured(string What, double Seconds, double Megabytes);

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "How many rows of ten numbers.", DefaultValueFactory = _ => 1_000_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured, in turn; the median counts.", DefaultValueFactory = _ => 5 };
        var command = new Command("tables", "Reads and prepares a table of numbers beside Sep and ML.NET's TextLoader.") { rows, rounds };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(rounds), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(int rows, int rounds, TextWriter output)
    {
        string csv = Path.GetTempFileName(), parquet = Path.GetTempFileName();
        try
        {
            Write(csv, rows);
            ParquetTable.Write(Table.ReadCsv(csv), parquet);
            (string What, Func<object> Do)[] readers =
            [
                ("Sep into arrays of doubles", () => Sep(csv, rows)),
                ("Table.ReadCsv", () => Table.ReadCsv(csv)),
                ("ML.NET: TextLoader, all rows into memory", () => TextLoader(csv, rows, normalizes: false)),
                ("ParquetTable.Read", () => ParquetTable.Read(parquet)),
                ("Table.ReadCsv, recipe fitted, inputs and targets of a network", () => Prepared(csv)),
                ("ML.NET: TextLoader, normalized by mean and variance, all rows into memory", () => TextLoader(csv, rows, normalizes: true)),
            ];
            var measured = readers.Select(_ => new List<Measured>()).ToArray();
            for (int round = 0; round <= rounds; round++)
            {
                for (int r = 0; r < readers.Length; r++)
                {
                    Measured once = Measure(readers[r].What, readers[r].Do);
                    if (round > 0) measured[r].Add(once); // the first warms up
                }
            }
            Print(output, [.. measured.Select(all => all.OrderBy(one => one.Seconds).ElementAt(all.Count / 2))]);
        }
        finally
        {
            File.Delete(csv);
            File.Delete(parquet);
        }
    }

    private static Measured Measure(string what, Func<object> read)
    {
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long start = Stopwatch.GetTimestamp();
        object result = read();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(result);
        return new Measured(what, seconds, kept / 1e6);
    }

    private static void Print(TextWriter output, Measured[] all)
    {
        output.WriteLine("| what | seconds | divided by Sep's | MB kept |");
        output.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (Measured one in all)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {one.What} | {one.Seconds:0.00} | {one.Seconds / all[0].Seconds:0.00} | {one.Megabytes:0} |"));
        }
    }

    private static void Write(string path, int rows)
    {
        var random = new Random(1);
        using var writer = new StreamWriter(path);
        writer.WriteLine(string.Join(',', Enumerable.Range(1, Columns).Select(column => FormattableString.Invariant($"c{column}"))));
        for (int row = 0; row < rows; row++)
        {
            IEnumerable<string> cells = Enumerable.Range(0, Columns).Select(_ => random.NextDouble().ToString("0.0000000000", CultureInfo.InvariantCulture));
            writer.WriteLine(string.Join(',', cells));
        }
    }

    private static double[][] Sep(string path, int rows)
    {
        double[][] columns = [.. Enumerable.Range(0, Columns).Select(_ => new double[rows])];
        using SepReader reader = nietras.SeparatedValues.Sep.Reader().FromFile(path);
        int row = 0;
        foreach (SepReader.Row cells in reader)
        {
            for (int c = 0; c < Columns; c++)
                columns[c][row] = cells[c].Parse<double>();
            row++;
        }
        return columns;
    }

    private static DataSet Prepared(string path)
    {
        Table table = Table.ReadCsv(path);
        return Recipe.Fit(table, "c10").DataSet(table);
    }

    private static float[][] TextLoader(string path, int rows, bool normalizes)
    {
        var ml = new MLContext(seed: 1);
        TextLoader loader = ml.Data.CreateTextLoader(
            [new TextLoader.Column("Features", DataKind.Single, 0, Columns - 2), new TextLoader.Column("Label", DataKind.Single, Columns - 1)],
            separatorChar: ',', hasHeader: true);
        IDataView data = loader.Load(path);
        if (normalizes) data = ml.Transforms.NormalizeMeanVariance("Features").Fit(data).Transform(data);
        var columns = new float[Columns][];
        for (int c = 0; c < Columns; c++)
            columns[c] = new float[rows];
        using DataViewRowCursor cursor = data.GetRowCursor(data.Schema);
        ValueGetter<VBuffer<float>> features = cursor.GetGetter<VBuffer<float>>(data.Schema["Features"]);
        ValueGetter<float> label = cursor.GetGetter<float>(data.Schema["Label"]);
        VBuffer<float> buffer = default;
        for (int row = 0; cursor.MoveNext(); row++)
        {
            features(ref buffer);
            ReadOnlySpan<float> values = buffer.GetValues();
            for (int c = 0; c < values.Length; c++)
                columns[c][row] = values[c];
            label(ref columns[Columns - 1][row]);
        }
        return columns;
    }
}
