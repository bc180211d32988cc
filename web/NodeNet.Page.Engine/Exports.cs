using System.Globalization;
using System.Text;

namespace NodeNet.Page;

/// <summary>What was made in the page, for a program: C# with the same weights to the last bit, the rows as CSV, and the network as a model file.</summary>
public static class Exports
{
    public static Download[] Of(Tape tape) =>
    [
        new Download("Program.cs", Program(tape)), new Download("data.csv", Csv(tape)), new Download("network.json", Model(tape.Network)),
    ];

    /// <summary>The network as NodeNet's model file.</summary>
    public static string Model(Network network)
    {
        using var stream = new MemoryStream();
        network.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The rows with a head of names: x1, x2, …, y1, …</summary>
    public static string Csv(Tape tape)
    {
        IEnumerable<string> names = Enumerable.Range(0, tape.Rows[0].Length)
            .Select(i => i < tape.Setup.Inputs ? $"x{i + 1}" : $"y{i + 1 - tape.Setup.Inputs}");
        return string.Join('\n', [string.Join(',', names), .. tape.Rows.Select(row => string.Join(',', row.Select(Exact)))]) + "\n";
    }

    /// <summary>A file that "dotnet run" takes by itself. Where the network came from a model file, it reads that file.</summary>
    public static string Program(Tape tape)
    {
        Setup setup = tape.Setup;
        var text = new StringBuilder("""
            #:package NodeNet@0.1.0
            using NodeNet;
            using NodeNet.Data;
            using NodeNet.Training;


            """);
        if (setup.Model is null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Network network = new NetworkBuilder({setup.Inputs})\n");
            for (int i = 0; i < setup.Hidden.Count; i++)
                AddLayer(setup.Hidden[i], setup.ActivationOf(i), setup.HiddenBias);
            AddLayer(tape.Network.OutputLayer.Count, setup.OutputActivation, setup.OutputBias);
            text.Append(CultureInfo.InvariantCulture, $"    .Build({setup.Seed});\n");
            text.Append("network.CopyParametersFrom([").AppendJoin(", ", tape.Parameters().Select(Exact)).Append("]);\n");
        }
        else
        {
            text.Append("Network network = Network.Load(\"network.json\");\n");
        }
        foreach (string name in ByName.FrozenOf(tape.Network))
        {
            string[] ends = name.Split('→');
            text.Append(ends.Length == 2 ? $"network.Connection(\"{ends[0]}\", \"{ends[1]}\").IsFrozen = true;\n"
                : $"network.Node(\"{name[2..]}\").IsBiasFrozen = true;\n");
        }
        text.Append("\nDataSet data = DataSet.From(\n    [").Append(Rows(tape, row => row[..setup.Inputs])).Append("],\n    [")
            .Append(Rows(tape, row => row[setup.Inputs..])).Append("]);\n");
        text.Append(CultureInfo.InvariantCulture, $$"""
            var trainer = new Trainer(network, Catalogue.Losses.Create("{{setup.Loss}}"), new TrainerOptions
            {
                LearningRate = {{Exact(tape.Rate)}},
                BatchSize = {{tape.Batch}},
                Epochs = 1,
                Shuffle = false,
            });

            for (int i = 0; i < data.Count; i++)
                Console.WriteLine($"{i + 1}: {string.Join(", ", network.Predict(data.Inputs[i]))}");
            Console.WriteLine($"loss {trainer.Evaluate(data).Loss}");
            trainer.Train(data); // as the page would go on
            Console.WriteLine($"loss {trainer.Evaluate(data).Loss} after one more epoch");

            """);
        return text.ToString();

        void AddLayer(int nodes, string function, bool hasBias) => text.Append(
            CultureInfo.InvariantCulture, $"    .AddLayer({nodes}, Catalogue.Activations.Create(\"{function}\"), bias: {(hasBias ? "true" : "false")})\n");
    }

    private static string Rows(Tape tape, Func<double[], double[]> part) =>
        string.Join(", ", tape.Rows.Select(row => $"[{string.Join(", ", part(row).Select(Exact))}]"));

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
