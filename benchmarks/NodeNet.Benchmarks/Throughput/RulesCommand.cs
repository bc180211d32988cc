using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Throughput;

/// <summary>rules: what each rule of a step costs beside plain gradient descent, measured in turn in one process.</summary>
internal static class RulesCommand
{
    private const int Rows = 1000;
    private const int EpochsOfPiece = 5;

    private static readonly (string Name, string Optimizer, double L1, double L2, double Clip)[] _rules =
    [
        ("plain gradient descent", "gradient_descent", 0.0, 0.0, 0.0),
        ("L2", "gradient_descent", 0.0, 1e-4, 0.0),
        ("L1", "gradient_descent", 1e-4, 0.0, 0.0),
        ("clipping", "gradient_descent", 0.0, 0.0, 1.0),
        ("momentum", "momentum", 0.0, 0.0, 0.0),
        ("RMSProp", "rmsprop", 0.0, 0.0, 0.0),
        ("Adam", "adam", 0.0, 0.0, 0.0),
    ];

    public static Command Create()
    {
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 10 };
        var pieces = new Option<int>("--pieces")
        {
            Description = "How many short trainings of each rule, in turn; the tenth part that is fastest counts, since the machine may be shared.",
            DefaultValueFactory = _ => 100,
        };
        var command = new Command("rules", "Samples/s of each rule, divided by those of plain gradient descent: 784-100-10, sigmoid, squared errors, 1 thread.")
        {
            batch, pieces,
        };
        command.SetAction(parsed => Run(parsed.GetValue(batch), parsed.GetValue(pieces), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static void Run(int batch, int pieces, TextWriter output)
    {
        output.WriteLine("| rule | single, samples/s | of plain | double, samples/s | of plain |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        double[] single = Measure(batch, pieces, Precision.Single);
        double[] doubles = Measure(batch, pieces, Precision.Double);
        for (int i = 0; i < _rules.Length; i++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {_rules[i].Name} | {single[i]:N0} | {single[i] / single[0]:0.00} | {doubles[i]:N0} | {doubles[i] / doubles[0]:0.00} |"));
        }
    }

    private static double[] Measure(int batch, int pieces, Precision precision)
    {
        Workload[] workloads = [.. _rules.Select(rule => new Workload(SettingsOf(rule, batch, precision)))];
        Trainer[] trainers = [.. workloads.Select(one => new Trainer(one.Network, one.Loss, one.TrainerOptions(EpochsOfPiece)))];
        var seconds = new double[_rules.Length][];
        for (int i = 0; i < seconds.Length; i++) seconds[i] = new double[pieces];
        for (int piece = -pieces / 4; piece < pieces; piece++) // the first quarter compiles the loops
        {
            for (int i = 0; i < trainers.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                trainers[i].Train(workloads[i].Examples);
                if (piece >= 0) seconds[i][piece] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }
        return [.. seconds.Select(some => Rows * EpochsOfPiece / some.Order().Take(Math.Max(1, pieces / 10)).Average())];
    }

    private static Settings SettingsOf((string Name, string Optimizer, double L1, double L2, double Clip) rule, int batch, Precision precision) => new()
    {
        Sizes = [784, 100, 10],
        Batch = batch,
        Precision = precision,
        Threads = 1,
        Hidden = "sigmoid",
        Output = "sigmoid",
        Loss = "sse",
        Optimizer = rule.Optimizer,
        Rate = ThroughputCommand.RateOf(0.0, rule.Optimizer),
        L1 = rule.L1,
        L2 = rule.L2,
        ClipNorm = rule.Clip,
        Rows = Rows,
        Silent = 0.0,
        Mode = Mode.Train,
        Engine = Engine.Fast,
        Seconds = 0.0,
        Repeat = 1,
        Shuffle = false,
        CountsProcessorTime = false,
    };
}
