using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;

namespace NodeNet.Tests.Teaching;

/// <summary>A folder as a class leaves it: folders in it, photos, keys, the same sheet twice.</summary>
public sealed class ClassMarkingTests : IDisposable
{
    private static readonly string[] _threeOnes = ["0.5", "0.4", "0.3"];

    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-class-").FullName;
    private readonly WorksheetSet _set;

    public ClassMarkingTests()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        var options = new WorksheetSetOptions { Count = 3, LearningRate = 0.5, Sheet = new WorksheetOptions { Blanks = WorksheetBlanks.Deltas } };
        string key = WorksheetSet.Draw(network, new SumOfSquaredErrors(), options).Save(Path.Combine(_folder, "out"));
        _set = WorksheetSet.LoadKey(key);
        Directory.CreateDirectory(Filled);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Filled => Path.Combine(_folder, "filled");

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Filled, name))!);
        File.WriteAllText(Path.Combine(Filled, name), text);
    }

    private static StepLedger Step(WorksheetSet set, int sheet) => set.Steps[sheet].Explain(set.Network, set.Loss, set.Options.LearningRate);

    [Fact]
    public void A_folder_of_filled_sheets_becomes_a_table_of_pupils_questions_and_mistakes()
    {
        // Bob forgets the slope in all three; Cy hands in a sheet of another lesson.
        IReadOnlyList<ComparedNumber> wrong = MistakeComparison.Of(Step(_set, 1), Mistake.ForgetsSlope).Rows;
        Write("Ada.csv", FilledFiles.Right(_set.Sheets[0]));
        Write("Bob.csv", FilledFiles.Fill(_set.Sheets[1], (quantity, _) => FilledFiles.Digits(wrong.Single(row => row.Quantity == quantity).Wrong, 5)));
        Write("Cy.csv", "One training step\r\n,Sheet code ZZZZZZ\r\n1,δ of y1,,0.3\r\n");

        MarkedClass marked = _set.Mark(Filled);

        marked.Pupils.Select(pupil => (pupil.Name, pupil.File, pupil.Sheet.Points)).Should().Equal(("Ada", "Ada.csv", 3), ("Bob", "Bob.csv", 0));
        marked.Mistakes.Should().Equal((Mistake.ForgetsSlope, 3, 1));
        marked.Remarks.Should().Equal("Cy.csv was not marked: the key has no sheet with the code ZZZZZZ.");
        marked.Unmarked.Should().Equal("Cy.csv");
        string[] table = marked.ToCsv().Split("\r\n");
        table[0].Should().Be("pupil,file,sheet,question,number,answer,verdict,points,mistake,explanation");
        table.Should().HaveCount(1 + 2 * 3 + 1 + 1);
        table[4].Should().StartWith($"Bob,Bob.csv,{_set.Sheets[1].Code},1,δ of y1,").And.Contain(",mistaken,0,forgets the slope,");
        marked.ToCsv().Should().NotContain("'-", "a negative number is no formula");
        table[7].Should().Be("Cy,Cy.csv,,,,,not marked,,,Cy.csv was not marked: the key has no sheet with the code ZZZZZZ.");
        marked.Summary().Should().Be(
            """
            pupil  points  of  first wrong  mistakes
            Ada    3       3
            Bob    0       3   δ of y1      forgets the slope
            forgets the slope: 3 answers of 1 pupil
            """.ReplaceLineEndings("\n"));
        marked.ToString().Should().Be(marked.Summary() + "\nCy.csv was not marked: the key has no sheet with the code ZZZZZZ.");
    }

    [Fact]
    public void A_folder_for_each_pupil_gives_the_pupils_name_and_what_programs_put_beside_is_not_looked_at()
    {
        Write("Ada/sheet-01.csv", FilledFiles.Right(_set.Sheets[0]));
        Write("Bob/by hand/sheet-02.csv", FilledFiles.Right(_set.Sheets[1]));
        Write("Cy.csv", FilledFiles.Right(_set.Sheets[2]));
        foreach (string beside in new[] { ".DS_Store", "Ada/~$sheet-01.xlsx", "Ada/.~lock.sheet-01.csv#", "__MACOSX/Ada/._sheet-01.csv", "Thumbs.db" })
            Write(beside, "x");

        MarkedClass marked = _set.Mark(Filled);

        marked.Pupils.Select(pupil => (pupil.Name, pupil.File)).Should()
            .Equal(("Ada", "Ada/sheet-01.csv"), ("Bob", "Bob/by hand/sheet-02.csv"), ("Cy", "Cy.csv"));
        marked.Remarks.Should().BeEmpty();
    }

    [Fact]
    public void Files_of_other_kinds_and_keys_are_named_and_not_marked()
    {
        Write("Ada.docx", "PK");
        Write("Bob/IMG_0001.JPG", "x");
        Write("Eve.xlsx", "PK\u0003\u0004…");
        Write("Flo.csv", "no sheet\n");
        Write("Gus.csv", new string('x', (16 << 20) + 1));
        File.Copy(Path.Combine(_folder, "out", "keys", "sheet-01-key.xlsx"), Path.Combine(Filled, "Cy.xlsx"));
        Write("Dora.csv", _set.Sheets[1].KeyToCsv());

        MarkedClass marked = _set.Mark(Filled);

        marked.Pupils.Should().BeEmpty();
        marked.Unmarked.Should().Equal("Ada.docx", "Bob/IMG_0001.JPG", "Cy.xlsx", "Dora.csv", "Eve.xlsx", "Flo.csv", "Gus.csv");
        marked.Remarks.Should().Equal(
            "Ada.docx was not marked: it is no filled sheet (.csv or .xlsx); have it saved as one of these.",
            "Bob/IMG_0001.JPG was not marked: it is no filled sheet (.csv or .xlsx); have it saved as one of these.",
            "Cy.xlsx was not marked: it is the key, with the answers, and not a sheet that was filled in.",
            "Dora.csv was not marked: it is the key, with the answers, and not a sheet that was filled in.",
            "Eve.xlsx was not marked: the workbook cannot be read: it is damaged, too large, or not an .xlsx file.",
            "Flo.csv was not marked: it has no code by which to know which sheet it is.",
            "Gus.csv was not marked: it is too large for a filled sheet.");
        marked.ToCsv().Should().Contain("Bob,Bob/IMG_0001.JPG,,,,,not marked,,,");
    }

    [Fact]
    public void The_same_sheet_of_several_pupils_and_several_sheets_of_one_are_told()
    {
        string right = FilledFiles.Right(_set.Sheets[0]);
        Write("Ada.csv", right);
        Write("Bob.csv", right);
        Write("Cy/a.csv", FilledFiles.Right(_set.Sheets[1]));
        Write("Cy/b.csv", FilledFiles.Fill(_set.Sheets[1], (_, number) => _threeOnes[number - 1]));
        Write("Dora.csv", _set.Sheets[2].ToCsv());
        Write("Eve.csv", FilledFiles.Fill(_set.Sheets[2], (_, number) => _threeOnes[number - 1]));

        MarkedClass marked = _set.Mark(Filled);

        marked.Remarks.Should().Equal(
            "Dora: No answer was found.",
            "Cy has several files (Cy/a.csv, Cy/b.csv), and each was marked: keep the one that counts.",
            $"Ada and Bob handed in the same sheet, {_set.Sheets[0].Code}, with the same answers. Each pupil should have a sheet of their own.",
            $"Dora and Eve handed in the same sheet, {_set.Sheets[2].Code}. Each pupil should have a sheet of their own.");
        marked.ToCsv().Should().Contain("\r\nBob,Bob.csv,,,,,remark,,,\"Ada and Bob handed in the same sheet")
            .And.Contain("\r\nDora,Dora.csv,,,,,remark,,,No answer");
        marked.Unmarked.Should().BeEmpty();
    }

    [Fact]
    public void A_single_file_is_marked_and_a_folder_without_a_sheet_or_none_is_told()
    {
        Write("Ada.csv", FilledFiles.Right(_set.Sheets[0]));
        MarkedClass one = _set.Mark(Path.Combine(Filled, "Ada.csv"));
        one.Pupils.Select(pupil => (pupil.Name, pupil.File, pupil.Sheet.Points)).Should().Equal(("Ada", "Ada.csv", 3));

        string empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        _set.Mark(empty).Remarks.Should().Equal($"There is no filled sheet (.csv or .xlsx) in {empty}.");
        FluentActions.Invoking(() => _set.Mark(Path.Combine(_folder, "nowhere"))).Should().Throw<IOException>()
            .WithMessage("There is no folder or file *nowhere.");
    }
}
