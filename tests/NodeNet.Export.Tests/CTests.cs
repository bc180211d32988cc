using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>Models in C: compiled with every warning as an error, run, proved.</summary>
public class CTests
{
    private static readonly string[] _strict = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"];
    private static readonly string[] _sanitized = ["-fsanitize=undefined,address", "-fno-sanitize-recover=all"];

    public static TheoryData<string> Names => Models.Names;

    [ToolTheory("gcc")]
    [MemberData(nameof(Names))]
    public void The_C_of_a_model_answers_as_NodeNet_does(string name)
    {
        (Model model, ITable? rows) = Models.All[name]();

        ShouldProve(
            model.ToCode(Language.C, "fruit", new CodeOptions { Rows = rows }), [.. _strict, "-O0", .. _sanitized], [.. _strict, "-O2"],
            ["-O3", "-march=native", "-Wall", "-Wextra", "-Werror"]);
    }

    [ToolTheory("gcc")]
    [MemberData(nameof(Names))]
    public void So_does_its_C_with_floats(string name)
    {
        (Model model, ITable? rows) = Models.All[name]();
        ExportedCode code = model.ToCode(Language.C, "fruit", new CodeOptions { Rows = rows, Arithmetic = Arithmetic.Single });

        ShouldProve(code, [.. _strict, "-O1", .. _sanitized]);
        string.Concat(code.Files.Where(file => !file.IsProof).Select(file => file.Text)).Should().NotContain("double");
    }

    private static void ShouldProve(ExportedCode code, params string[][] compilations)
    {
        using var folder = new Folder();
        code.Save(folder.Path);
        code.ProofRows.Should().BeGreaterThan(10);

        foreach (string[] flags in compilations)
        {
            Tools.RunWell(folder.Path, "gcc", [.. flags, "-o", "proof", "fruit.c", "fruit_test.c", "-lm"]);
            Tools.RunWell(folder.Path, Path.Combine(folder.Path, "proof")).Should().Contain("0 wrong");
        }
    }
}
