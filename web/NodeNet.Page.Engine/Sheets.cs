using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Page;

/// <summary>Worksheets about the step that is shown, and the marking of answers.</summary>
public static class Sheets
{
    // For calculating on paper, the weights and inputs of a sheet have no more digits.
    private const int DigitsOnPaper = 4;

    /// <summary>The sheets and their keys as files: one about this very step, or several with other weights.</summary>
    public static Download[] Of(Session session, StepLedger ledger, Request asked)
    {
        var options = new WorksheetOptions { Blanks = Blanks(asked), Digits = Math.Clamp(asked.Digits, 3, 17), GivenDigits = DigitsOnPaper };
        if (asked.Count <= 1)
        {
            Worksheet sheet = Worksheet.From(ledger, options);
            session.Sheets = [sheet];
            return
            [
                new Download("sheet.html", sheet.ToHtml()), new Download("key.html", sheet.ToHtml(isKey: true)),
                Packed("sheet.xlsx", sheet.WriteWorkbook), Packed("key.xlsx", sheet.WriteKeyWorkbook),
                new Download("sheet.csv", sheet.ToCsv()), new Download("key.csv", sheet.KeyToCsv()),
                new Download("sheet.md", sheet.ToMarkdown()), new Download("key.md", sheet.KeyToMarkdown()),
            ];
        }
        // Rows of the data: of inputs that stand for words, free numbers would be none that can be.
        WorksheetSet set = WorksheetSet.Draw(session.Tape.Network, session.Tape.Setup.LossFunction(), session.Tape.Data, new WorksheetSetOptions
        {
            Count = Math.Min(30, asked.Count),
            Seed = asked.Step,
            LearningRate = session.Tape.Rate > 0 ? session.Tape.Rate : 0.1,
            Sheet = options,
        });
        session.Sheets = set.Sheets;
        return
        [
            new Download("sheets.html", set.ToHtml()), new Download("keys.html", set.ToHtml(isKey: true)),
            Packed("sheets.zip", stream => Zip(set, stream)), Packed("key.json", set.WriteKey),
        ];
    }

    /// <summary>The sheets to fill in on a computer, as nodenet worksheet writes them; filled and with key.json, nodenet mark marks them.</summary>
    private static void Zip(WorksheetSet set, Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        for (int i = 0; i < set.Sheets.Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"sheet-{i + 1:00}");
            using (Stream workbook = zip.CreateEntry(name + ".xlsx").Open())
                set.Sheets[i].WriteWorkbook(workbook);
            using var csv = new StreamWriter(zip.CreateEntry(name + ".csv").Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            csv.Write(set.Sheets[i].ToCsv());
        }
    }

    /// <summary>Marks a sheet that was filled in and pasted: by its code, that of the sheets made last or of this step whose it is.</summary>
    public static SheetView MarkSheet(Session session, StepLedger ledger, string text)
    {
        IEnumerable<Worksheet> ofThisStep = ((string[])["backward", "forward", "update", "everything"])
            .Select(name => Worksheet.From(ledger, new WorksheetOptions { Blanks = Blanks(new Request { Name = name }), GivenDigits = DigitsOnPaper }));
        Worksheet[] known = [.. session.Sheets, .. ofThisStep];
        Worksheet sheet = known.FirstOrDefault(one => text.Contains(one.Code, StringComparison.OrdinalIgnoreCase)) ?? known[0];
        MarkedWorksheet marked = sheet.MarkCsv(text);
        return new SheetView(
            marked.Code, marked.FitsKey, marked.Points, marked.MostPoints, [.. marked.Markings.Select(MarkOf)], [.. marked.Remarks]);
    }

    /// <summary>Marks answers, in the order of the step; later ones may be right from the learner's own earlier numbers.</summary>
    /// <param name="ledger">The step.</param>
    /// <param name="answers">What was written.</param>
    /// <param name="before">The step before, where the numbers are asked for that it led to; otherwise null.</param>
    public static MarkView[] Mark(StepLedger ledger, IReadOnlyList<AnswerView> answers, StepLedger? before = null) =>
    [
        .. (before is null ? new Marker(ledger) : new Marker(ledger, before)).Check(answers.Select(answer => (QuantityOf(answer), answer.Text))).Select(MarkOf),
    ];

    public static Quantity QuantityOf(AnswerView answer) =>
        Enum.TryParse(answer.Kind, out QuantityKind kind) && Enum.IsDefined(kind)
            ? new Quantity(kind, answer.Node ?? "", answer.Source ?? "", kind >= QuantityKind.WeightDownhill ? 0 : 1)
            : throw new ArgumentException($"There is no number of the kind \"{answer.Kind}\".");

    private static MarkView MarkOf(Marking marking) => new(
        marking.Quantity.ToString(), marking.Verdict.ToString(), marking.IsRight, marking.Points, marking.Explanation, marking.Expected, marking.Answer,
        string.Join("; or ", marking.Reasons.Select(reason => reason.Explanation)));

    /// <summary>A phase, or what belongs to some nodes ("h1"), weights ("x1→h1") and biases ("b_h1").</summary>
    private static WorksheetBlanks Blanks(Request asked) => asked.Name switch
    {
        "chosen" => WorksheetBlanks.Where(quantity => asked.Names.Any(name => IsOf(quantity, name))),
        "forward" => WorksheetBlanks.ForwardPass,
        "update" => WorksheetBlanks.Update,
        "everything" => WorksheetBlanks.Everything,
        _ => WorksheetBlanks.BackwardPass,
    };

    private static bool IsOf(Quantity quantity, string name)
    {
        string[] ends = name.Split('→');
        bool isUpdate = quantity.Kind >= QuantityKind.WeightDownhill;
        if (ends.Length == 2) return isUpdate && quantity.Source == ends[0] && quantity.Node == ends[1];
        return name.StartsWith("b_", StringComparison.Ordinal)
            ? isUpdate && quantity.Source.Length == 0 && quantity.Node == name[2..]
            : !isUpdate && quantity.Node == name;
    }

    private static Download Packed(string name, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return new Download(name, Convert.ToBase64String(stream.ToArray()), IsBase64: true);
    }
}

/// <summary>A number that was asked for, and what was written.</summary>
public sealed record AnswerView
{
    public string Kind { get; set; } = "";
    public string? Node { get; set; }
    public string? Source { get; set; }
    public string Text { get; set; } = "";
}

/// <summary>An answer as it was marked. Reasons: what gives this number, in the library's words; "" where nothing is known.</summary>
public sealed record MarkView(
    string Quantity, string Verdict, bool IsRight, double Points, string Explanation, double Expected, string Answer = "", string Reasons = "");

/// <summary>A filled sheet with its marks, blank by blank.</summary>
public sealed record SheetView(string? Code, bool FitsKey, double Points, int MostPoints, MarkView[] Marks, string[] Remarks);

/// <summary>A file; one that is no text comes as base64.</summary>
public sealed record Download(string Name, string Text, bool IsBase64 = false);
