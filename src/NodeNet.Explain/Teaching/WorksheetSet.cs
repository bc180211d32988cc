using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Recipes;

namespace NodeNet.Teaching;

/// <summary>The worksheets of a class: the same questions about the same network with other weights on every sheet, so that no sheet tells what another asks.
/// Each has a code; with the key (key.json) a whole folder of filled sheets is marked.</summary>
/// <remarks>A step of gradient descent on one example. Weights that are frozen stay as they are in the network; all others are drawn.</remarks>
public sealed class WorksheetSet
{
    private readonly WorksheetSetOptions _options;

    private WorksheetSet(Network network, ILoss loss, WorksheetSetOptions options, IReadOnlyList<DrawnStep> steps)
    {
        (Network, Loss, _options, Steps) = (network, loss, options, steps);
        Sheets = [.. steps.Select(step => Worksheet.From(
            step.Explain(network, loss, options.LearningRate), options.Sheet with { Row = step.Row, Cells = step.Cells }))];
    }

    /// <summary>The sheets.</summary>
    public IReadOnlyList<Worksheet> Sheets { get; }

    internal Network Network { get; }

    internal ILoss Loss { get; }

    internal WorksheetSetOptions Options => _options;

    internal IReadOnlyList<DrawnStep> Steps { get; }

    /// <summary>Draws the sheets. Inputs and targets are free numbers, because a network alone does not tell what they stand for.</summary>
    /// <param name="network">The network; it stays as it is. Its shape, activation functions and labels count.</param>
    /// <param name="loss">The loss of the step.</param>
    /// <param name="options">How many, and what they ask; by default <see cref="WorksheetSetOptions"/>' own defaults.</param>
    /// <exception cref="ArgumentException">Inputs or targets do not fit the network or loss, or nothing would be left blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static WorksheetSet Draw(Network network, ILoss loss, WorksheetSetOptions? options = null) =>
        Draw(network, loss, options, _ => new FreeRows(network.InputLayer.Count));

    /// <summary>As the other, with inputs and targets of examples, each once before one comes again, rounded to
    /// <see cref="WorksheetSetOptions.Decimals"/>.</summary>
    /// <param name="network">The network; it stays as it is.</param>
    /// <param name="loss">The loss of the step.</param>
    /// <param name="examples">The examples. Those whose inputs are all 0 are left out where there are others.</param>
    /// <param name="options">How many, and what they ask; by default <see cref="WorksheetSetOptions"/>' own defaults.</param>
    /// <exception cref="ArgumentException">The examples, inputs or targets do not fit the network or loss, or nothing would be left blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static WorksheetSet Draw(Network network, ILoss loss, DataSet examples, WorksheetSetOptions? options = null)
    {
        Guard.NotNull(network).CheckFits(Guard.NotNull(examples), nameof(examples));
        return Draw(network, loss, options, taken => new ExampleRows(examples, taken.Decimals));
    }

    /// <summary>As the other, about rows that the model's training table could have had: of a category one at a time, numbers and dates between its least and
    /// most, nothing missing. The sheet says which row it is. Of classes one is the target, of numbers what the model answers.</summary>
    /// <param name="model">The model; it stays as it is. One without a recipe gets free numbers.</param>
    /// <param name="options">How many, and what they ask; by default <see cref="WorksheetSetOptions"/>' own defaults.</param>
    /// <exception cref="ArgumentException">Inputs or targets do not fit the network or loss, or nothing would be left blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model does not tell its loss.</exception>
    public static WorksheetSet Draw(Model model, WorksheetSetOptions? options = null)
    {
        Guard.NotNull(model);
        return Draw(model.Network, LossOf(model), options, taken => model.Recipe is null
            ? new FreeRows(model.Network.InputLayer.Count, model.ClassLabels is not null)
            : new RecipeRows(model, taken.Decimals));
    }

    /// <summary>As the other, about rows of a table, each once before one comes again; rows that the recipe refuses are left out. Where the table has the
    /// model's targets, the sheets have them.</summary>
    /// <param name="model">A model with a recipe; it stays as it is.</param>
    /// <param name="rows">A table with the recipe's columns.</param>
    /// <param name="options">How many, and what they ask; by default <see cref="WorksheetSetOptions"/>' own defaults.</param>
    /// <exception cref="RecipeException">A column is missing, or the recipe refuses every row.</exception>
    /// <exception cref="ArgumentException">Inputs or targets do not fit the network or loss, or nothing would be left blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or does not tell its loss.</exception>
    public static WorksheetSet Draw(Model model, ITable rows, WorksheetSetOptions? options = null)
    {
        Guard.NotNull(model);
        Guard.NotNull(rows);
        _ = ModelExplanations.RecipeOf(model);
        return Draw(model.Network, LossOf(model), options, taken => new TableRows(model, rows, taken.Decimals));
    }

    private static ILoss LossOf(Model model) =>
        model.Loss ?? throw new InvalidOperationException("The model does not tell its loss: set Loss when it is created.");

    private static WorksheetSet Draw(Network network, ILoss loss, WorksheetSetOptions? options, Func<WorksheetSetOptions, SheetRows> rowsOf)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        options ??= new WorksheetSetOptions();
        options.Validate();
        var random = new RandomGenerator(options.Seed);
        SheetRows rows = rowsOf(options);
        return new WorksheetSet(
            network.Clone(), loss, options, [.. Enumerable.Range(0, options.Count).Select(_ => DrawnStep.Draw(network, loss, rows, random, options))]);
    }

    /// <summary>The sheets of a key that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file, key.json.</param>
    /// <exception cref="InvalidDataException">The file is no such key, or damaged.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WorksheetSet LoadKey(string path) => WorksheetKey.Read(Guard.NotNull(path));

    internal static WorksheetSet Of(Network network, ILoss loss, WorksheetSetOptions options, IReadOnlyList<DrawnStep> steps) =>
        new(network, loss, options, steps);

    /// <summary>All sheets, or all keys, as one page (HTML) to print on A4: every sheet begins on a page of its own.</summary>
    /// <param name="isKey">Whether the answers are printed.</param>
    public string ToHtml(bool isKey = false) => WorksheetHtml.Write(_options.Sheet.Title, Sheets.Select(sheet => sheet.Parts), isKey);

    /// <summary>Writes the key alone, as <see cref="Save"/> writes it into key.json: by it the filled sheets are marked.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public void WriteKey(Stream stream) => Guard.NotNull(stream).Write(WorksheetKey.Of(this));

    /// <summary>Writes the sheets (sheet-01.xlsx, sheet-01.csv, …, all of them to print: sheets.html), their answers in the folder keys, and key.json, by which
    /// <see cref="Mark"/> marks them. Files of these names are replaced. Where the folder has the key of an earlier set, sheets of that one beyond this one's
    /// number are removed, if they are as they were written; a sheet that was filled in, or any other file, stays.</summary>
    /// <param name="folder">The folder; it is made if there is none.</param>
    /// <returns>The path of key.json.</returns>
    /// <exception cref="InvalidDataException">The folder has a key.json that is no key of worksheets.</exception>
    public string Save(string folder) => WorksheetFolder.Save(this, Guard.NotNull(folder));

    /// <summary>Marks every filled sheet (.csv, .xlsx) of a folder and of the folders in it, by its code. A pupil's name is that of the folder in the folder,
    /// or of a file that stands in no such one. What cannot be marked is told, also of files of other kinds; names that begin with a point or with ~$ are not
    /// looked at.</summary>
    /// <param name="path">The folder, or a single filled sheet.</param>
    /// <exception cref="IOException">There is no such folder or file, or a file cannot be read.</exception>
    public MarkedClass Mark(string path) => new ClassMarking(this).Mark(Guard.NotNull(path));

    /// <summary>"30 worksheets: One training step".</summary>
    public override string ToString() => $"{MessageText.Count(Sheets.Count, "worksheet")}: {_options.Sheet.Title}";
}
