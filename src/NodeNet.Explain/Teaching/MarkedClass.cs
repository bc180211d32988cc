using System.Globalization;
using System.Text;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>The marks of one pupil's sheet.</summary>
/// <param name="Name">The pupil: the name of the folder that the file is in or, where it is in none of its own, the file's without its ending.</param>
/// <param name="Sheet">The marks.</param>
public sealed record MarkedPupil(string Name, MarkedWorksheet Sheet)
{
    /// <summary>The file, from the folder of the class: "Ada/sheet-01.csv". Default: "".</summary>
    public string File { get; init; } = "";
}

/// <summary>The marks of a class: pupils × questions, and in each the mistake that gives the answer.</summary>
public sealed class MarkedClass
{
    private readonly IReadOnlyList<ClassRemark> _remarks;

    internal MarkedClass(IReadOnlyList<MarkedPupil> pupils, IReadOnlyList<ClassRemark> remarks, IReadOnlyList<string> unmarked) =>
        (Pupils, _remarks, Unmarked) = (pupils, remarks, unmarked);

    /// <summary>One for each sheet that was marked, in the order of the files' names.</summary>
    public IReadOnlyList<MarkedPupil> Pupils { get; }

    /// <summary>The files that were not marked, from the folder of the class: other kinds of files, sheets of another set, keys; <see cref="Remarks"/> say
    /// why.</summary>
    public IReadOnlyList<string> Unmarked { get; }

    /// <summary>What a teacher should know, a sentence each: files that were not marked, and why; what is odd about a sheet; sheets without an answer; pupils
    /// with several files; the same sheet of several pupils; a folder without a sheet.</summary>
    public IReadOnlyList<string> Remarks => [.. _remarks.Select(Said).Distinct()];

    /// <summary>How many answers, of how many pupils, show each classic mistake themselves (<see cref="MarkedWorksheet.Mistakes"/>), the most frequent first:
    /// what to talk about in the next lesson.</summary>
    public IReadOnlyList<(Mistake Mistake, int Answers, int Pupils)> Mistakes =>
    [
        .. Mistake.All.Select(mistake => (mistake, Answers(mistake).Count(), Answers(mistake).DistinctBy(one => one.Pupil).Count()))
            .Where(counted => counted.Item2 > 0).OrderByDescending(counted => counted.Item2),
    ];

    private IEnumerable<(string Pupil, Quantity Number)> Answers(Mistake mistake) =>
        from pupil in Pupils
        from made in pupil.Sheet.Mistakes
        where made.Mistake == mistake
        from number in made.Numbers
        select (pupil.Name, number);

    /// <summary>A line for each pupil and question: pupil, file, sheet, question, number, answer, verdict, points, mistake, explanation. For a spreadsheet
    /// program's filter or pivot table. What is said of a file has a line without a question: its verdict is "not marked" or "remark", the sentence its
    /// explanation.</summary>
    public string ToCsv()
    {
        List<IReadOnlyList<Cell>> rows = [["pupil", "file", "sheet", "question", "number", "answer", "verdict", "points", "mistake", "explanation"]];
        foreach (MarkedPupil pupil in Pupils)
        {
            for (int i = 0; i < pupil.Sheet.Markings.Count; i++)
            {
                Marking marking = pupil.Sheet.Markings[i];
                string mistakes = marking.Verdict == Verdict.Mistaken ? string.Join("; ", marking.Mistakes.Select(mistake => mistake.Name)) : "";
                rows.Add([
                    pupil.Name, pupil.File, pupil.Sheet.Code ?? "", i + 1, marking.Quantity.ToString(), marking.Answer, Words(marking.Verdict),
                    marking.Points, mistakes, marking.Explanation]);
            }
        }
        foreach (ClassRemark remark in _remarks.Where(remark => remark.File.Length > 0))
            rows.Add([remark.Pupil, remark.File, "", "", "", "", remark.IsUnmarked ? "not marked" : "remark", "", "", remark.Text]);
        return CsvSheet.Write(rows);
    }

    /// <summary>A table for a terminal: pupils, points, the first wrong number and mistakes; then how often each mistake was made.</summary>
    public string Summary()
    {
        var text = new StringBuilder(TextTable.Plain(["pupil", "points", "of", "first wrong", "mistakes"], Pupils.Select(pupil => new[]
        {
            Printable.Text(pupil.Name), MessageText.Short(pupil.Sheet.Points), pupil.Sheet.MostPoints.ToString(CultureInfo.InvariantCulture),
            pupil.Sheet.FirstWrong?.ToString() ?? "", string.Join(", ", pupil.Sheet.Mistakes.Select(made => made.Mistake.Name)),
        })));
        foreach ((Mistake mistake, int answers, int pupils) in Mistakes)
            text.Append('\n').Append($"{mistake.Name}: {MessageText.Count(answers, "answer")} of {MessageText.Count(pupils, "pupil")}");
        return text.ToString();
    }

    /// <summary>The <see cref="Summary"/> and the <see cref="Remarks"/>.</summary>
    public override string ToString() => string.Join('\n', [Summary(), .. Remarks]);

    private static string Said(ClassRemark remark) =>
        MessageText.Line(Printable.Text(remark.IsOfSheet ? $"{remark.Pupil}: {remark.Text}" : remark.Text));

    private static string Words(Verdict verdict) => verdict switch
    {
        Verdict.TooFewDigits => "too few digits",
        Verdict.CarriedForward => "carried forward",
        Verdict.RoundedTooEarly => "rounded too early",
        Verdict.NotRecognised => "not recognised",
        Verdict.NotANumber => "not a number",
        _ => verdict.ToString().ToLowerInvariant(),
    };
}
