namespace NodeNet.Tests.Oracle;

public sealed class OracleFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nodenet-oracle-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_folder_the_tests_read_their_own_copy(string? unset)
    {
        OracleFiles.Find(unset).Select(Path.GetFileName).Should().Equal("pytorch.json");
    }

    [Fact]
    public void With_a_folder_they_read_every_json_file_in_it_and_nothing_else()
    {
        foreach (string name in new[] { "b.json", "a.json", "notes.txt" })
            File.WriteAllText(Path.Combine(_folder.FullName, name), "{}");

        OracleFiles.Find(_folder.FullName).Select(Path.GetFileName).Should().Equal("a.json", "b.json");
    }

    [Fact]
    public void A_folder_without_json_files_is_an_error_not_an_empty_test()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "notes.txt"), "nothing to compare with");

        Action find = () => OracleFiles.Find(_folder.FullName);

        find.Should().Throw<InvalidOperationException>().WithMessage("*holds no*.json file*NODENET_ORACLE*");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error()
    {
        Action find = () => OracleFiles.Find(Path.Combine(_folder.FullName, "nowhere"));

        find.Should().Throw<InvalidOperationException>().WithMessage("There is no folder*nowhere*NODENET_ORACLE*");
    }

    [Fact]
    public void A_file_without_cases_is_an_error()
    {
        string file = Path.Combine(_folder.FullName, "empty.json");
        File.WriteAllText(file, """{ "source": "nobody", "cases": [] }""");

        Action read = () => OracleCase.ReadAll([file]);

        read.Should().Throw<InvalidOperationException>().WithMessage("empty.json holds no cases*");
    }

    [Fact]
    public void A_case_that_lacks_a_number_is_an_error()
    {
        string file = Path.Combine(_folder.FullName, "torn.json");
        File.WriteAllText(file, """{ "source": "nobody", "cases": [ { "name": "half a case", "layers": [1, 1] } ] }""");

        Action read = () => OracleCase.ReadAll([file]);

        read.Should().Throw<System.Text.Json.JsonException>().WithMessage("*missing required properties*");
    }
}
