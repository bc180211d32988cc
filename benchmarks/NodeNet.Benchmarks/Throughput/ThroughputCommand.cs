using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using NodeNet.Training;

namespace NodeNet.Benchmarks.Throughput;

/// <summary><c>throughput</c>: times whole runs through the public API.</summary>
internal static class ThroughputCommand
{
    private const int MostNodes = 1_000_000;

    private static readonly Option<int[]> _network = new("--network")
    {
        Description = "How many nodes each layer has, from the input layer on.",
        DefaultValueFactory = _ => [784, 30, 10],
        CustomParser = Sizes,
    };

    private static readonly Option<int> _batch = Whole("--batch", 1, "How many examples share a step; 1 is online learning. For predictions without effect.");
    private static readonly Option<string> _precisionName = OneOf(
        "--precision", "The precision that training works with, or that a snapshot answers with.", "double", "single");
    private static readonly Option<int> _threads = Whole("--threads", 1, "How many threads train.");
    private static readonly Option<string> _hidden = Text("--hidden", "sigmoid", "The activation function of the hidden layers, by its name in the catalogue.");
    private static readonly Option<string> _output = Text("--output", "sigmoid", "The activation function of the output layer, by its name in the catalogue.");
    private static readonly Option<string> _loss = Text("--loss", "sse", "The loss, by its name in the catalogue.");
    private static readonly Option<string> _optimizer = Text("--optimizer", "gradient_descent", "The optimizer, by its name in the catalogue.");
    private static readonly Option<double> _rate = Number(
        "--rate", 0.0, value => value is >= 0.0 and <= 1.0, "from 0 to 1",
        "α; 0 for one that fits the optimizer: 0.001 where it divides by the size of the gradient, 0.0025 with momentum, otherwise 0.025.");
    private static readonly Option<double> _l1 = Number("--l1", 0.0, value => value is >= 0.0 and <= 1.0, "from 0 to 1", "λ₁ of the penalty on weights.");
    private static readonly Option<double> _l2 = Number("--l2", 0.0, value => value is >= 0.0 and <= 1.0, "from 0 to 1", "λ₂ of the penalty on weights.");
    private static readonly Option<double> _clip = Number(
        "--clip", 0.0, value => value is >= 0.0 and <= 1e6, "from 0 to 1000000", "The largest length of the gradient; 0 for no limit.");
    private static readonly Option<int> _rows = Whole("--rows", 10_000, "How many examples there are.");
    private static readonly Option<double> _silent = Number(
        "--silent", 0.0, value => value is >= 0.0 and <= 1.0, "from 0 to 1", "The share of inputs that are 0.");
    private static readonly Option<string> _modeName = OneOf("--mode", "What is timed.", "train", "predict", "predict-one");
    private static readonly Option<string> _engine = OneOf(
        "--engine", "Which loops compute; or ONNX Runtime, for predictions.", "fast", "reference", "onnxruntime");
    private static readonly Option<double> _seconds = Number(
        "--seconds", 2.0, value => value is > 0.0 and <= 3600.0, "above 0 and at most 3600", "About how long a repetition lasts; at least two epochs.");
    private static readonly Option<int> _repeat = Whole("--repeat", 5, "How many repetitions there are.");
    private static readonly Option<bool> _shuffle = new("--shuffle") { Description = "Whether each epoch has an order of its own." };
    private static readonly Option<string> _clock = OneOf("--clock", "Which time counts; processor is for predictions on 1 thread.", "wall", "processor");
    private static readonly Option<bool> _json = new("--json") { Description = "Prints one line of JSON." };

    public static Command Create()
    {
        var command = new Command("throughput", "Measures how many samples a second whole runs train on or predict.")
        {
            _network, _batch, _precisionName, _threads, _hidden, _output, _loss, _optimizer, _rate, _l1, _l2, _clip, _rows, _silent, _modeName, _engine,
            _seconds, _repeat, _shuffle, _clock, _json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Settings settings = SettingsOf(parsed);
        if (settings.Contradiction() is { } contradiction) return Fail(contradiction, ExitCodes.WrongOptions);
        double[] speeds;
        try
        {
            var workload = new Workload(settings);
            speeds = settings.Mode == Mode.Train ? TrainingSpeed.Measure(workload) : PredictionSpeed.Measure(workload);
        }
        catch (Exception tooLarge) when (tooLarge is OverflowException or OutOfMemoryException)
        {
            return Fail($"A network {settings.NetworkText} with {settings.Rows} rows is too large.", ExitCodes.WrongOptions);
        }
        catch (ArgumentException wrong)
        {
            return Fail(wrong.Message, ExitCodes.WrongOptions);
        }
        catch (InvalidOperationException failure)
        {
            return Fail(failure.Message, ExitCodes.Failed);
        }
        var report = new SpeedReport(settings, speeds);
        Console.WriteLine(parsed.GetValue(_json) ? report.ToJson() : report.ToString());
        return ExitCodes.Success;
    }

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine(message);
        return exitCode;
    }

    private static Settings SettingsOf(ParseResult parsed) => new()
    {
        Sizes = parsed.GetRequiredValue(_network),
        Batch = parsed.GetValue(_batch),
        Precision = parsed.GetValue(_precisionName) == "single" ? Precision.Single : Precision.Double,
        Threads = parsed.GetValue(_threads),
        Hidden = parsed.GetRequiredValue(_hidden),
        Output = parsed.GetRequiredValue(_output),
        Loss = parsed.GetRequiredValue(_loss),
        Optimizer = parsed.GetRequiredValue(_optimizer),
        Rate = RateOf(parsed.GetValue(_rate), parsed.GetRequiredValue(_optimizer)),
        L1 = parsed.GetValue(_l1),
        L2 = parsed.GetValue(_l2),
        ClipNorm = parsed.GetValue(_clip),
        Rows = parsed.GetValue(_rows),
        Silent = parsed.GetValue(_silent),
        Mode = parsed.GetValue(_modeName) switch { "train" => Mode.Train, "predict" => Mode.Predict, _ => Mode.PredictOne },
        Engine = parsed.GetValue(_engine) switch { "reference" => Engine.Reference, "onnxruntime" => Engine.OnnxRuntime, _ => Engine.Fast },
        Seconds = parsed.GetValue(_seconds),
        Repeat = parsed.GetValue(_repeat),
        Shuffle = parsed.GetValue(_shuffle),
        CountsProcessorTime = parsed.GetValue(_clock) == "processor",
    };

    /// <summary>A rule that divides by the size of the gradient changes every weight by about α, however small the slope: with the rate of plain gradient
    /// descent 784 of them would drive the nodes into saturation in a few steps, where numbers have faded so far that processors take many times as
    /// long.</summary>
    public static double RateOf(double asked, string optimizer) => asked > 0.0 ? asked : optimizer switch
    {
        "adam" or "adamw" or "rmsprop" or "adagrad" or "rprop" => 0.001,
        "momentum" or "nesterov" => 0.0025, // summed over a velocity of ten steps
        _ => 0.025, // along the slope of Σ (y−ŷ)², as far as the yardstick's 0.05 without the factor 2
    };

    private static int[]? Sizes(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split('-');
        var sizes = new int[parts.Length];
        bool valid = parts.Length >= 2;
        for (int i = 0; i < parts.Length; i++)
            valid = valid && int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) && sizes[i] is >= 1 and <= MostNodes;
        if (valid) return sizes;
        result.AddError($"--network is \"{text}\"; it must be two or more sizes from 1 to {MostNodes}, as 784-30-10.");
        return null;
    }

    private static Option<int> Whole(string name, int otherwise, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1) return value;
            result.AddError($"{name} is \"{text}\"; it must be a whole number, 1 or above.");
            return otherwise;
        };
        return option;
    }

    private static Option<double> Number(string name, double otherwise, Func<double, bool> isInRange, string range, string description)
    {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && isInRange(value)) return value;
            result.AddError($"{name} is \"{text}\"; it must be a number {range}.");
            return otherwise;
        };
        return option;
    }

    /// <summary>The first value is the default.</summary>
    private static Option<string> OneOf(string name, string description, params string[] values)
    {
        Option<string> option = Text(name, values[0], description);
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Option<string> Text(string name, string otherwise, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };
}
