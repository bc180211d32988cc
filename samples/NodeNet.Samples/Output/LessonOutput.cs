using NodeNet.Drawing;
using NodeNet.History;
using NodeNet.Training;

namespace NodeNet.Samples.Output;

/// <summary>What a lesson is written on: text, formulas, tables and the progress of training. The same words in a terminal and in a file.</summary>
public abstract class LessonOutput
{
    /// <summary>How many characters a line has at most.</summary>
    protected const int Width = 78;

    private const string Indent = "  ";
    private static readonly int[] _milestones = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    /// <summary>The folder of the pictures, pages and sheets that belong to what is written. It is made when it is needed. Default: "nodenet-pictures" in the
    /// current folder.</summary>
    public string Folder { get; set; } = "nodenet-pictures";

    /// <summary>The files that were saved there so far.</summary>
    public int SavedFiles { get; private set; }

    private bool _isFirstBlock = true;
    private string? _open; // the kind of block that the next line may still belong to

    /// <summary>The title of a lesson.</summary>
    public void Title(int number, string title)
    {
        BeginBlock();
        WriteTitle($"{number}  {title}");
    }

    /// <summary>The heading of a lesson's part.</summary>
    public void Heading(string text)
    {
        BeginBlock();
        WriteHeading(text);
    }

    /// <summary>A paragraph.</summary>
    public void Say(string text)
    {
        BeginBlock();
        foreach (string line in Layout.Wrap(text, Width))
            WriteLine(line);
    }

    /// <summary>Lines as they are: a drawing, a summary, the words of an object. Lines follow one another without a gap; one that is too long goes on below,
    /// further in.</summary>
    public void Lines(string text)
    {
        BeginOrGoOn(nameof(Lines));
        foreach (string line in text.Split('\n').SelectMany(line => Layout.Fold(line, Width - Indent.Length)))
            WriteLine((Indent + line).TrimEnd());
    }

    /// <summary>Saves a picture in the <see cref="Folder"/>, and names it.</summary>
    public void Picture(string file, Picture picture) => Keep(file, picture.Title, picture.Save);

    /// <summary>Saves a file in the <see cref="Folder"/>, and names it.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="what">What it is.</param>
    /// <param name="save">Writes the file of a path.</param>
    public void Keep(string file, string what, Action<string> save) => Keep(what, folder =>
    {
        save(Path.Combine(folder, file));
        return [file];
    });

    /// <summary>Saves files that belong together in the <see cref="Folder"/>, and names them.</summary>
    /// <param name="what">What they are.</param>
    /// <param name="save">Writes the files into a folder and returns their names.</param>
    public void Keep(string what, Func<string, IReadOnlyList<string>> save)
    {
        Directory.CreateDirectory(Folder);
        IReadOnlyList<string> files = save(Folder);
        SavedFiles += files.Count;
        BeginOrGoOn(nameof(Keep));
        foreach (string line in Layout.Fold($"→ {string.Join(", ", files.Select(Path.GetFileName))}: {what}", Width - Indent.Length))
            WriteLine(Indent + line);
    }

    /// <summary>A number and how it comes about: "net input of h1 = 0.5·1 + 1.2·3 + (-0.3)·5 = 2.6".</summary>
    public void Formula(string name, string working, double value) => Formula(name, working, Numbers.Seven(value));

    /// <inheritdoc cref="Formula(string, string, double)"/>
    public void Formula(string name, string working, string value)
    {
        BeginOrGoOn(nameof(Formula));
        string start = $"{Indent}{name} = {working}";
        if (start.Length + " = ".Length + value.Length <= Width)
        {
            WriteResult(start + " = ", value);
            return;
        }
        WriteLine(start);
        WriteResult(new string(' ', Indent.Length + name.Length) + " = ", value);
    }

    /// <summary>A table with a row for each item. The doubles of a column share a number of decimals, so that each shows up to seven digits.</summary>
    public void Table<T>(string[] columns, IEnumerable<T> items, Func<T, object[]> row) => Table(columns, items.Select(row));

    /// <inheritdoc cref="Table{T}(string[], IEnumerable{T}, Func{T, object[]})"/>
    public void Table(string[] columns, IEnumerable<object[]> rows)
    {
        BeginBlock();
        object[][] cells = [.. rows];
        WriteTable(columns, Layout.Texts(cells), [.. Enumerable.Range(0, columns.Length).Select(c => Layout.IsNumeric(cells, c))]);
    }

    /// <summary>Runs a training that reports its epochs: in a terminal with a bar that moves, then (or in a file at once) with some of the reports as
    /// lines.</summary>
    /// <param name="what">What the bar says.</param>
    /// <param name="epochs">How many epochs there are at most.</param>
    /// <param name="training">The training; it hands each report to the watcher that it gets.</param>
    public TrainingResult Watch(string what, int epochs, Func<IProgress<EpochReport>, TrainingResult> training)
    {
        BeginBlock();
        TrainingResult result = Wait(what, epochs, training);
        foreach (EpochReport report in result.History.Where(r => _milestones.Contains(r.Epoch) || r.Epoch == result.Epochs))
            WriteLine(Indent + Describe(report));
        return result;
    }

    /// <summary>"epoch   10: running loss 0.1234, validation loss 0.2345, accuracy 97.3%".</summary>
    protected static string Describe(EpochReport report)
    {
        string text =
            $"epoch {report.Epoch,4}: "
                + $"{(report.TrainingLoss is { } training ? $"training loss {training:0.0000}" : $"running loss {report.RunningLoss:0.0000}")}";
        if (report.ValidationLoss is { } validation) text += $", validation loss {validation:0.0000}";
        if (report.Accuracy is { } accuracy) text += $", accuracy {Numbers.Percent(accuracy)}";
        return text;
    }

    /// <summary>Writes a title.</summary>
    protected abstract void WriteTitle(string text);

    /// <summary>Writes a heading.</summary>
    protected abstract void WriteHeading(string text);

    /// <summary>Writes a line; an empty one ends a block.</summary>
    protected abstract void WriteLine(string text);

    /// <summary>Writes a line that ends in a result.</summary>
    protected abstract void WriteResult(string start, string value);

    /// <summary>Writes a table.</summary>
    protected abstract void WriteTable(string[] columns, string[][] rows, bool[] isNumeric);

    /// <summary>Runs a training while somebody may be waiting.</summary>
    protected abstract TrainingResult Wait(string what, int epochs, Func<IProgress<EpochReport>, TrainingResult> training);

    /// <summary>Blocks are set apart by an empty line.</summary>
    private void BeginBlock()
    {
        if (!_isFirstBlock) WriteLine("");
        _isFirstBlock = false;
        _open = null;
    }

    private void BeginOrGoOn(string kind)
    {
        if (_open != kind) BeginBlock();
        _open = kind;
    }
}
