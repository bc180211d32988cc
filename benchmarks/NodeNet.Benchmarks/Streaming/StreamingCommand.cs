using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Parquet;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Streaming;

/// <summary>streaming: an epoch over a file that is read meanwhile, beside reading it alone and training on the same examples in memory alone.</summary>
internal static class StreamingCommand
{
    private const int Columns = 10;

    public static Command Create()
    {
        var rows = new Option<int>("--rows") { Description = "How many rows of ten numbers and a class.", DefaultValueFactory = _ => 1_000_000 };
        var rounds = new Option<int>("--rounds") { Description = "How often each is measured, in turn; the medians count.", DefaultValueFactory = _ => 5 };
        var command = new Command("streaming", "An epoch over a file, beside reading alone and training alone.") { rows, rounds };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(rounds), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(int rows, int rounds, TextWriter output)
    {
        string csv = Path.GetTempFileName(), parquet = Path.GetTempFileName();
        try
        {
            Write(csv, rows);
            Table table = Table.ReadCsv(csv);
            ParquetTable.Write(table, parquet);
            output.WriteLine("seconds an epoch: medians of what was measured in turn; \"of the slower\" is the slower of the two alone divided by the epoch");
            output.WriteLine("| file | hidden | batch | reading alone | training alone | an epoch over the file | of the slower |");
            output.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
            foreach ((string name, ITableSource source) in ((string, ITableSource)[])[("CSV", Table.StreamCsv(csv)), ("Parquet", ParquetTable.Stream(parquet))])
            {
                Recipe recipe = Recipe.Fit(source, new RecipeOptions { Targets = ["y"] });
                DataSet data = recipe.DataSet(table);
                foreach ((int hidden, int batch) in ((int, int)[])[(4, 256), (16, 256), (64, 256), (256, 256)])
                    Measure(output, name, recipe.Examples(source), data, hidden, batch, rounds);
            }
        }
        finally
        {
            File.Delete(csv);
            File.Delete(parquet);
        }
    }

    private static void Measure(TextWriter output, string name, IExampleSource source, DataSet data, int hidden, int batch, int rounds)
    {
        var reading = new List<double>();
        var training = new List<double>();
        var both = new List<double>();
        for (int round = 0; round < rounds; round++)
        {
            reading.Add(Seconds(() => source.Read([.. Enumerable.Range(0, source.GroupCount)]).Sum(piece => piece.Count)));
            training.Add(Epoch(hidden, batch, trainer => trainer.Train(data)));
            both.Add(Epoch(hidden, batch, trainer => trainer.Train(source)));
        }
        double slower = Math.Max(Median(reading), Median(training));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {hidden} | {batch} | {Median(reading):0.00} | {Median(training):0.00} | {Median(both):0.00} | {slower / Median(both):0.00} |"));
    }

    /// <summary>The time of the second epoch: neither the first look at the examples nor the last measurement is in it.</summary>
    private static double Epoch(int hidden, int batch, Func<Trainer, TrainingResult> train)
    {
        Network network = new NetworkBuilder(Columns).AddLayer(hidden, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        var options = new TrainerOptions { BatchSize = batch, Epochs = 2, MaxDegreeOfParallelism = 1, Progress = new Nobody() };
        TrainingHistory history = train(new Trainer(network, new BinaryCrossEntropy(), options)).History;
        return (history[1].Elapsed - history[0].Elapsed).TotalSeconds;
    }

    private static double Seconds(Func<int> work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Write(string path, int rows)
    {
        var random = new RandomGenerator(1);
        using var text = new StreamWriter(path);
        text.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(c => $"x{c}").Append("y")));
        for (int row = 0; row < rows; row++)
        {
            double sum = 0.0;
            for (int c = 0; c < Columns; c++)
            {
                double x = random.NextDouble();
                sum += x;
                text.Write(x.ToString("0.######", CultureInfo.InvariantCulture));
                text.Write(',');
            }
            text.WriteLine(sum > Columns / 2.0 ? "yes" : "no");
        }
    }

    /// <summary>So that the clock is looked at after each epoch.</summary>
    private sealed class Nobody : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
        }
    }
}
