using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Teaching;

namespace NodeNet.Tests.Teaching;

/// <summary>A folder that is written again: no sheet of the earlier set stays behind, and nothing goes that was not written by it.</summary>
public sealed class WorksheetFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-sheets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string name) => Path.Combine(_folder, name);

    private static WorksheetSet Draw(int count, long seed) => WorksheetSet.Draw(
        new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1), new SumOfSquaredErrors(),
        new WorksheetSetOptions { Count = count, Seed = seed, Sheet = new WorksheetOptions { Blanks = WorksheetBlanks.Deltas } });

    [Fact]
    public void A_smaller_set_leaves_no_sheet_of_the_larger_one_and_no_file_of_others_goes()
    {
        WorksheetSet earlier = Draw(5, 1);
        earlier.Save(_folder);
        File.WriteAllText(At("sheet-03.csv"), FilledFiles.Right(earlier.Sheets[2])); // a pupil's
        File.WriteAllText(At("sheet-04.csv"), "my own notes");
        File.WriteAllText(At("notes.txt"), "mine");
        File.WriteAllText(At("sheet-99.csv"), earlier.Sheets[0].ToCsv());

        WorksheetSet later = Draw(2, 2);
        later.Save(_folder);

        Names().Should().Equal(
            "key.json", "keys/keys.html", "keys/sheet-01-key.xlsx", "keys/sheet-02-key.xlsx", "notes.txt", "sheet-01.csv", "sheet-01.xlsx", "sheet-02.csv",
            "sheet-02.xlsx", "sheet-03.csv", "sheet-04.csv", "sheet-99.csv", "sheets.html");
        WorksheetSet.LoadKey(At("key.json")).Sheets.Select(sheet => sheet.Code).Should().Equal(later.Sheets.Select(sheet => sheet.Code));
    }

    [Fact]
    public void A_larger_set_replaces_a_smaller_one()
    {
        Draw(1, 1).Save(_folder);
        WorksheetSet later = Draw(2, 2);
        later.Save(_folder);

        File.ReadAllText(At("sheet-01.csv")).Should().Contain(later.Sheets[0].Code);
        Names().Should().HaveCount(9);
    }

    [Fact]
    public void A_key_json_of_something_else_is_not_replaced()
    {
        File.WriteAllText(At("key.json"), "{ \"my\": \"own\" }");

        FluentActions.Invoking(() => Draw(1, 1).Save(_folder)).Should().Throw<InvalidDataException>().WithMessage("*key.json is no key of worksheets.*");

        Names().Should().Equal("key.json");
        File.ReadAllText(At("key.json")).Should().Contain("own");
    }

    private IEnumerable<string> Names() =>
        Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(_folder, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
