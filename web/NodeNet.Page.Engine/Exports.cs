using System.Globalization;
using System.Text;
using NodeNet.Playground;

namespace NodeNet.Page;

/// <summary>What was made in the page, for a program: C# with the same weights to the last bit, the rows as CSV, and the network as a model file.</summary>
public static class Exports
{
    /// <summary>The model file that <see cref="Program"/> reads.</summary>
    private const string ModelName = "model.json";

    public static Download[] Of(Tape tape) =>
    [
        new Download("Program.cs", Program(tape)), new Download("data.csv", Csv(tape)), new Download(ModelName, Text(ModelOf(tape))),
    ];

    /// <summary>What is saved: the page's network, and around it all that its model had: recipe, threshold, names. The loss and the learning rate are the
    /// page's. What was found for other weights is left out: measured scores, and the bounds of conformal predictions.</summary>
    public static Model ModelOf(Tape tape) => ModelOf(tape.Network.Clone(), tape);

    private static Model ModelOf(Network network, Tape tape)
    {
        Setup setup = tape.Setup;
        Model? around = setup.Model is null ? null : PageModel.Load(setup.Model);
        bool hasOldWeights = around is not null && !setup.Fitted && !setup.Fresh && around.Network.HasSameParametersAs(network);
        bool isAsItWas = hasOldWeights && around!.Loss?.Name == setup.Loss && (around.Origin?.LearningRate ?? tape.Rate) == tape.Rate
            && ByName.FrozenOf(around.Network).SequenceEqual(ByName.FrozenOf(network));
        if (isAsItWas) return around!;
        string training = string.Create(
            CultureInfo.InvariantCulture, $"{setup.Loss}, gradient_descent, rate {Exact(tape.Rate)}, batches of {tape.Batch}, in the playground");
        ModelOrigin? before = around?.Origin;
        string? earlier = setup.Fresh || setup.Fitted ? null : before?.Training;
        var model = new Model(network)
        {
            Recipe = around?.Recipe,
            InputScaling = around?.InputScaling,
            TargetScaling = around?.TargetScaling,
            Threshold = around?.Threshold ?? 0.5,
            Loss = setup.LossFunction(),
            Conformal = hasOldWeights ? around!.Conformal : null,
            Origin = (before ?? new ModelOrigin { NodeNetVersion = PlaygroundRules.Version, Rows = tape.Rows.Count }) with
            {
                Training = hasOldWeights || earlier?.EndsWith(training, StringComparison.Ordinal) == true ? earlier
                    : earlier is null ? training : $"{earlier}; then {training}",
                LearningRate = tape.Rate > 0.0 ? tape.Rate : null,
                Scores = hasOldWeights ? before?.Scores ?? new Dictionary<string, double>() : new Dictionary<string, double>(),
            },
        };
        if (around is null) return model;
        if (!model.InputNames.SequenceEqual(around.InputNames)) model = model with { InputNames = around.InputNames };
        if (!model.OutputNames.SequenceEqual(around.OutputNames)) model = model with { OutputNames = around.OutputNames };
        return around.ClassLabels is { } labels && model.ClassLabels?.SequenceEqual(labels) != true ? model with { ClassLabels = labels } : model;
    }

    /// <summary>What a link needs of the model where the network is made of layers: all but the network.</summary>
    public static string Around(Tape tape) =>
        Text(ModelOf(new NetworkBuilder(tape.Setup.Inputs).AddLayer(tape.Network.OutputLayer.Count, new Activations.Identity(), bias: false).Build(1), tape));

    /// <summary>A model as the text of its file.</summary>
    public static string Text(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The rows with a head of names, in the numbers of the network: x1, x2, …, y1, …, or what the model calls them.</summary>
    public static string Csv(Tape tape)
    {
        IEnumerable<string> names = Enumerable.Range(0, tape.Rows[0].Length)
            .Select(i => i < tape.Setup.Inputs ? tape.Network.InputLayer.Nodes[i] : tape.Network.OutputLayer.Nodes[i - tape.Setup.Inputs])
            .Select(node => Quoted(node.Label ?? node.Name));
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
        if (setup.Model is null || setup.Drawn == true)
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
            text.Append(CultureInfo.InvariantCulture, $"Network network = Model.Load(\"{ModelName}\").Network;\n");
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

        void AddLayer(int nodes, string function, bool hasBias)
        {
            string catalogue = Catalogue.Activations.Contains(function.Split('(')[0]) ? "Activations" : "LayerActivations";
            text.Append(
                CultureInfo.InvariantCulture,
                $"    .AddLayer({nodes}, Catalogue.{catalogue}.Create(\"{function}\"), bias: {(hasBias ? "true" : "false")})\n");
        }
    }

    private static string Rows(Tape tape, Func<double[], double[]> part) =>
        string.Join(", ", tape.Rows.Select(row => $"[{string.Join(", ", part(row).Select(Exact))}]"));

    private static string Quoted(string name) => name.AsSpan().ContainsAny(",\"\n\r;") ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
