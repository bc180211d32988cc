using System.CommandLine;
using System.Globalization;
using NodeNet.Persistence;
using NodeNet.Samples.Output;

namespace NodeNet.Samples.Explaining;

/// <summary>The command line of <see cref="ExplainedStep"/>: <c>explain my.csv --inputs a,b --targets c --hidden 3 --row 1 --folder out</c>.</summary>
/// <param name="paper">What the ledger is written on.</param>
/// <param name="output">Where help goes.</param>
/// <param name="error">Where complaints go.</param>
public sealed class ExplainCommand(LessonOutput paper, TextWriter output, TextWriter error)
{
    private static readonly ExplainOptions _defaults = new() { File = "", Inputs = [], Targets = [] };

    private readonly Argument<string> _file = new("file") { Description = "A CSV file with a line of column names." };
    private readonly Option<string> _inputs = new("--inputs") { Description = "The columns that go into the network: a,b", Required = true };
    private readonly Option<string> _targets = new("--targets")
    {
        Description = "The columns that the outputs should reach. Words become one output each.",
        Required = true,
    };
    private readonly Option<string> _hidden = Text("--hidden", "3", "How many nodes each hidden layer has: 3 or 4,2; 0 for no hidden layer.");
    private readonly Option<string> _activation = Text(
        "--activation", _defaults.Activation, $"The activation function of hidden nodes: {string.Join(", ", Catalogue.Activations.Names)}");
    private readonly Option<string> _outputActivation = Text(
        "--output", _defaults.Output, $"That of the outputs: the same, or {string.Join(", ", Catalogue.LayerActivations.Names)}");
    private readonly Option<string> _loss = Text("--loss", _defaults.Loss, $"The loss: {string.Join(", ", Catalogue.Losses.Names)}");
    private readonly Option<string> _rate = Text("--rate", "0.1", "The learning rate α.");
    private readonly Option<int> _seed = new("--seed")
    {
        Description = "The seed of the starting weights. They are rounded to two decimals, for paper.",
        DefaultValueFactory = _ => _defaults.Seed,
    };
    private readonly Option<int> _row = new("--row") { Description = "The row to take the step on, from 1.", DefaultValueFactory = _ => _defaults.Row };
    private readonly Option<bool> _scale = new("--scale") { Description = "Scales the inputs to mean 0 and standard deviation 1, to two decimals." };
    private readonly Option<int> _epochs = new("--epochs")
    {
        Description = "Learns from all rows, too, and saves a replay of that.",
        DefaultValueFactory = _ => _defaults.Epochs,
    };
    private readonly Option<string?> _network = new("--network") { Description = "The file of a network to take instead of a new one." };
    private readonly Option<string> _why = Text("--why", "", "Answers why instead: of a node's δ, as h1, or of a weight's change, as x1,h1.");
    private readonly Option<string?> _answers = new("--answers") { Description = "Marks a filled worksheet (CSV) of the same step instead." };
    private readonly Option<int> _digits = new("--digits")
    {
        Description = "How many digits the ledger shows, 3 to 16.",
        DefaultValueFactory = _ => _defaults.Digits,
    };
    private readonly Option<string> _folder = Text("--folder", "nodenet-pictures", "Where the files go.");

    /// <summary>Does what a command line says.</summary>
    /// <param name="args">The arguments after "explain".</param>
    /// <returns>The exit code.</returns>
    public int Run(IReadOnlyList<string> args)
    {
        var command = new Command("explain", "Explains a training step on a row of a CSV file: its ledger, a replay, a worksheet and a picture.")
        {
            _file, _inputs, _targets, _hidden, _activation, _outputActivation, _loss, _rate, _seed, _row, _scale, _epochs, _network, _why, _answers, _digits,
            _folder,
        };
        command.SetAction(Explain);
        ParseResult parsed = new RootCommand { command }.Parse(["explain", .. args]);
        if (parsed.Errors.Count > 0 && !args.Contains("--help") && !args.Contains("-h"))
        {
            return Complain(string.Join(Environment.NewLine, parsed.Errors.Select(wrong => wrong.Message)));
        }
        return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error });
    }

    private static Option<string> Text(string name, string otherwise, string description) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };

    private int Explain(ParseResult parsed)
    {
        try
        {
            paper.Folder = parsed.GetRequiredValue(_folder);
            ExplainedStep.Write(paper, OptionsOf(parsed));
        }
        catch (Exception wrong) when (
            wrong is ArgumentException or FormatException or NotFiniteNumberException or InvalidOperationException or ModelFileException or IOException
            or UnauthorizedAccessException)
        {
            return Complain(WithoutParameter(wrong));
        }
        if (paper.SavedFiles > 0) error.WriteLine($"{Environment.NewLine}{paper.SavedFiles} files are in the folder {paper.Folder}.");
        return Tour.Success;
    }

    private ExplainOptions OptionsOf(ParseResult parsed) => new()
    {
        File = parsed.GetRequiredValue(_file),
        Inputs = Names(parsed.GetRequiredValue(_inputs)),
        Targets = Names(parsed.GetRequiredValue(_targets)),
        Hidden = Sizes(parsed.GetRequiredValue(_hidden)),
        Activation = parsed.GetRequiredValue(_activation),
        Output = parsed.GetRequiredValue(_outputActivation),
        Loss = parsed.GetRequiredValue(_loss),
        Rate = double.TryParse(parsed.GetRequiredValue(_rate), NumberStyles.Float, CultureInfo.InvariantCulture, out double rate)
            ? rate
            : throw new ArgumentException($"--rate is \"{parsed.GetValue(_rate)}\"; it must be a number with a decimal point, as 0.1."),
        Seed = parsed.GetValue(_seed),
        Row = parsed.GetValue(_row),
        Scale = parsed.GetValue(_scale),
        Epochs = parsed.GetValue(_epochs) is >= 0 and int epochs ? epochs : throw new ArgumentException("--epochs must be 0 or above."),
        Network = parsed.GetValue(_network),
        Why = Names(parsed.GetRequiredValue(_why)) is { Length: <= 2 } nodes
            ? nodes
            : throw new ArgumentException("--why takes one node, as h1, or the two of a connection, as x1,h1."),
        Answers = parsed.GetValue(_answers),
        Digits = parsed.GetValue(_digits),
    };

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int[] Sizes(string text)
    {
        if (text == "0") return [];
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] sizes = Array.ConvertAll(parts, part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0);
        return Array.TrueForAll(sizes, size => size is >= 1 and <= 1000)
            ? sizes
            : throw new ArgumentException($"--hidden is \"{text}\"; it must be sizes from 1 to 1000, as 3 or 4,2, or 0 for no hidden layer.");
    }

    /// <summary>The message without "(Parameter 'column')", which is for programmers.</summary>
    private static string WithoutParameter(Exception wrong) =>
        wrong is ArgumentException { ParamName: { } name } ? wrong.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : wrong.Message;

    private int Complain(string text)
    {
        error.WriteLine(text);
        error.WriteLine();
        error.WriteLine("explain --help lists the options.");
        return Tour.WrongUse;
    }
}
