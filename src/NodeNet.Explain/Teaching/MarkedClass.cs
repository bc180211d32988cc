using System.Globalization;
using System.Text;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>The marks of one pupil's sheet.</summary>
/// <param name="Name">The pupil: the file's name without its ending.</param>
/// <param name="Sheet">The marks.</param>
public sealed record MarkedPupil(string Name, MarkedWorksheet Sheet);

/// <summary>The marks of a class: pupils × questions, and in each the mistake that gives the answer.</summary>
public sealed class MarkedClass
{
    internal MarkedClass(IReadOnlyList<MarkedPupil> pupils, IReadOnlyList<string> remarks, IReadOnlyList<string> unmarked)
    {
        Unmarked = unmarked;
        Pupils = pupils;
        Remarks = remarks;
    }

    /// <summary>One for each sheet that was marked, in the order of the files' names.</summary>
    public IReadOnlyList<MarkedPupil> Pupils { get; }

    /// <summary>The names of the files that were not marked; <see cref="Remarks"/> say why.</summary>
    public IReadOnlyList<string> Unmarked { get; }

    /// <summary>Files that were not marked, and why, and pupils with several files; a sentence each.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>How many answers each classic mistake explains, the most frequent first: what to talk about in the next lesson.</summary>
    public IReadOnlyList<(Mistake Mistake, int Answers)> Mistakes =>
    [
        .. Mistake.All.Select(mistake => (mistake, Markings.Count(marking => marking.Verdict == Verdict.Mistaken && marking.Mistakes.Contains(mistake))))
            .Where(pair => pair.Item2 > 0).OrderByDescending(pair => pair.Item2),
    ];

    private IEnumerable<Marking> Markings => Pupils.SelectMany(pupil => pupil.Sheet.Markings);

    /// <summary>A line for each pupil and question: pupil, sheet, question, number, answer, verdict, points, mistake, explanation. For a spreadsheet program's
    /// filter or pivot table.</summary>
    public string ToCsv()
    {
        List<IReadOnlyList<Cell>> rows = [["pupil", "sheet", "question", "number", "answer", "verdict", "points", "mistake", "explanation"]];
        foreach (MarkedPupil pupil in Pupils)
        {
            for (int i = 0; i < pupil.Sheet.Markings.Count; i++)
            {
                Marking marking = pupil.Sheet.Markings[i];
                string mistakes = marking.Verdict == Verdict.Mistaken ? string.Join("; ", marking.Mistakes.Select(mistake => mistake.Name)) : "";
                rows.Add([
                    pupil.Name, pupil.Sheet.Code ?? "", i + 1, marking.Quantity.ToString(), marking.Answer, Words(marking.Verdict), marking.Points, mistakes,
                    marking.Explanation]);
            }
        }
        return CsvSheet.Write(rows);
    }

    /// <summary>A table for a terminal: pupils, points and mistakes; then how often each mistake was made, and the remarks.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(TextTable.Plain(["pupil", "points", "of", "mistakes"], Pupils.Select(pupil => new[]
        {
            pupil.Name, MessageText.Short(pupil.Sheet.Points), pupil.Sheet.MostPoints.ToString(CultureInfo.InvariantCulture),
            string.Join(", ", pupil.Sheet.Markings.Where(marking => marking.Verdict == Verdict.Mistaken)
                .SelectMany(marking => marking.Mistakes).Distinct().Select(mistake => mistake.Name)),
        })));
        foreach ((Mistake mistake, int answers) in Mistakes)
            text.Append('\n').Append(MessageText.Count(answers, "answer")).Append(": ").Append(mistake.Name);
        foreach (string remark in Pupils.SelectMany(pupil => pupil.Sheet.Remarks.Select(remark => $"{pupil.Name}: {remark}")).Concat(Remarks))
            text.Append('\n').Append(Printable.Text(remark));
        return text.ToString();
    }

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
