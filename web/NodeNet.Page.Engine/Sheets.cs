using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Page;

/// <summary>Worksheets about the step that is shown, and the marking of answers.</summary>
public static class Sheets
{
    /// <summary>The sheets and their keys as files: one about this very step, or several with other weights.</summary>
    public static Download[] Of(Session session, StepLedger ledger, Request asked)
    {
        var options = new WorksheetOptions { Blanks = Blanks(asked.Name ?? "backward"), Digits = Math.Clamp(asked.Digits, 3, 17) };
        if (asked.Count <= 1)
        {
            Worksheet sheet = Worksheet.From(ledger, options);
            return
            [
                new Download("sheet.html", sheet.ToHtml()), new Download("key.html", sheet.ToHtml(isKey: true)), new Download("sheet.csv", sheet.ToCsv()),
                new Download("key.csv", sheet.KeyToCsv()), new Download("sheet.md", sheet.ToMarkdown()),
            ];
        }
        WorksheetSet set = WorksheetSet.Draw(session.Tape.Network, session.Tape.Setup.LossFunction(), new WorksheetSetOptions
        {
            Count = Math.Min(30, asked.Count),
            Seed = asked.Step,
            LearningRate = session.Tape.Rate > 0 ? session.Tape.Rate : 0.1,
            Sheet = options,
        });
        return [new Download("sheets.html", set.ToHtml()), new Download("keys.html", set.ToHtml(isKey: true))];
    }

    /// <summary>Marks answers, in the order of the step; later ones may be right from the learner's own earlier numbers.</summary>
    public static MarkView[] Mark(StepLedger ledger, IReadOnlyList<AnswerView> answers) =>
    [
        .. new Marker(ledger).Check(answers.Select(answer => (QuantityOf(answer), answer.Text)))
            .Select(marking => new MarkView(
                marking.Quantity.ToString(), marking.Verdict.ToString(), marking.IsRight, marking.Points, marking.Explanation, marking.Expected)),
    ];

    public static Quantity QuantityOf(AnswerView answer) =>
        Enum.TryParse(answer.Kind, out QuantityKind kind) && Enum.IsDefined(kind)
            ? new Quantity(kind, answer.Node ?? "", answer.Source ?? "", kind >= QuantityKind.WeightDownhill ? 0 : 1)
            : throw new ArgumentException($"There is no number of the kind \"{answer.Kind}\".");

    private static WorksheetBlanks Blanks(string name) => name switch
    {
        "forward" => WorksheetBlanks.ForwardPass,
        "backward" => WorksheetBlanks.BackwardPass,
        "update" => WorksheetBlanks.Update,
        "everything" => WorksheetBlanks.Everything,
        _ => WorksheetBlanks.OfNode(name),
    };
}

/// <summary>A number that was asked for, and what was written.</summary>
public sealed record AnswerView
{
    public string Kind { get; set; } = "";
    public string? Node { get; set; }
    public string? Source { get; set; }
    public string Text { get; set; } = "";
}

public sealed record MarkView(string Quantity, string Verdict, bool IsRight, double Points, string Explanation, double Expected);

public sealed record Download(string Name, string Text);
