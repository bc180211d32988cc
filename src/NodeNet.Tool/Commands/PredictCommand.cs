using System.CommandLine;
using System.Text;
using NodeNet.Data;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet predict: a table's rows in their order, with the model's answers.</summary>
internal static class PredictCommand
{
    private const int BufferBytes = 1 << 16;

    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string> model = Common.ModelFile();
        var table = new TableArguments("table", "The rows to answer.");
        var file = new Option<string?>("--out") { Description = "The CSV file to write. Default: standard output." };
        var delimiter = new Option<string?>("--out-delimiter") { Description = "What stands between the answers' cells. Default: as in the table." };
        var point = new Option<string?>("--out-decimal") { Description = "The answers' decimal separator: . or , (default: as in the table)." };
        Option<bool> force = Common.Force();
        Option<bool> json = Common.Json();
        var command = new Command("predict", "Answers a table's rows.\n\nExample: nodenet predict penguins.json new.csv --out answers.csv") { model };
        table.AddTo(command);
        foreach (Option option in (Option[])[file, delimiter, point, force, json]) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            string? path = parsed.GetValue(file);
            OutputFile.Check(path, parsed.GetValue(force));
            OutputFile.CheckApart([path], [parsed.GetRequiredValue(model), table.FileOf(parsed)]);
            Model loaded = InputFile.LoadModelForTables(parsed.GetRequiredValue(model));
            string? separator = parsed.GetValue(delimiter), decimals = parsed.GetValue(point);
            _ = FormOf(null, separator, decimals); // what cannot be is told before a large table is read
            IEnumerable<Table> pieces = table.ReadPieces(parsed, loaded.Origin?.TableForm, error);
            using AnswersAsJson? answers = parsed.GetValue(json) ? new AnswersAsJson(TargetsOf(loaded)) : null;
            if (path is null)
            {
                AnswerPieces(loaded, pieces, answers is null ? output : null, answers, rows => FormOf(rows, separator, decimals), error);
            }
            else
            {
                OutputFile.Write(path, place =>
                {
                    using var file = new StreamWriter(place, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferBytes);
                    AnswerPieces(loaded, pieces, file, answers, rows => FormOf(rows, separator, decimals), error);
                });
            }
            answers?.Print(output);
        });
    }

    /// <summary>Answers are written as the table was, where that was a text and nothing else is asked for.</summary>
    private static CsvOptions FormOf(Table? rows, string? delimiter, string? point) => new()
    {
        Delimiter = delimiter is null ? rows?.Form?.Delimiter : TextArguments.Delimiter(delimiter, "--out-delimiter"),
        DecimalSeparator = point switch
        {
            null => rows?.Form?.DecimalSeparator ?? '.',
            "." or "," => point[0],
            _ => throw new UsageException($"--out-decimal is \"{point}\"; it must be . or ,"),
        },
        Comment = rows?.Form?.Comment,
    };

    /// <summary>Answers a table that is taken piece by piece: its size does not count.</summary>
    private static void AnswerPieces(
        Model model, IEnumerable<Table> pieces, TextWriter? writer, AnswersAsJson? json, Func<Table, CsvOptions> formOf, TextWriter error)
    {
        var beyond = new BeyondTraining(model, error);
        CsvOptions? form = null;
        foreach (Table piece in pieces)
        {
            Table answered = Answer(model, piece); // what is refused comes before what is only told
            beyond.Look(piece);
            json?.Add(answered, piece.ColumnCount);
            if (writer is not null) answered.WriteCsv(writer, form is null ? form = formOf(piece) : form with { HasHeader = false });
        }
        beyond.End();
    }

    private static Table Answer(Model model, Table rows)
    {
        if (model.ClassLabels is not { } labels)
        {
            Rows numbers = model.Predict(rows);
            Table predicted = model.OutputNames.Select((name, i) => (Name: name, Values: numbers.Column(i)))
                .Aggregate(rows, (table, column) => table.WithColumn(NewName(table, "predicted " + column.Name), column.Values));
            return model.Conformal is null ? predicted : WithIntervals(model, rows, predicted);
        }
        IReadOnlyList<Classification> answers = model.Classify(rows);
        string target = model.Recipe?.Targets[0].Name ?? "class";
        Table answered = rows.WithColumn(NewName(rows, "predicted " + target), answers.Select(answer => answer.Label).ToArray());
        for (int c = 0; c < labels.Count; c++)
        {
            int of = c;
            answered = answered.WithColumn(NewName(answered, "score of " + labels[c]), answers.Select(answer => answer.Scores[of]).ToArray());
        }
        if (model.Conformal is null) return answered;
        string[] sets = [.. model.PredictSets(rows).Select(set => string.Join(" | ", set))];
        return answered.WithColumn(NewName(answered, "may be " + target), sets);
    }

    /// <summary>Two columns for each target: where the interval begins and ends that a model promises.</summary>
    private static Table WithIntervals(Model model, Table rows, Table answered)
    {
        IReadOnlyList<IReadOnlyList<PredictionInterval>> intervals = model.PredictIntervals(rows);
        for (int t = 0; t < model.OutputNames.Count; t++)
        {
            int of = t;
            answered = answered.WithColumn(NewName(answered, "least " + model.OutputNames[t]), intervals.Select(row => row[of].Low).ToArray());
            answered = answered.WithColumn(NewName(answered, "most " + model.OutputNames[t]), intervals.Select(row => row[of].High).ToArray());
        }
        return answered;
    }

    /// <summary>A name that no column has.</summary>
    private static string NewName(Table table, string wanted)
    {
        string name = wanted;
        for (int i = 2; table.ColumnNames.Contains(name); i++) name = $"{wanted} {i}";
        return name;
    }

    private static IEnumerable<string> TargetsOf(Model model) => model.Recipe?.Targets.Select(target => target.Name) ?? model.OutputNames;
}
