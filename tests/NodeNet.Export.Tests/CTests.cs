using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>Models in C: compiled with every warning as an error, run, proved.</summary>
public class CTests
{
    private static readonly string[] _strict = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"];

    public static TheoryData<string> Names => Models.Names;

    [ToolTheory("gcc")]
    [MemberData(nameof(Names))]
    public void The_C_of_a_model_answers_as_NodeNet_does(string name)
    {
        (Model model, ITable? rows) = Models.All[name]();
        using var folder = new Folder();
        ExportedCode code = model.ToCode(Language.C, "fruit", new CodeOptions { Rows = rows });
        code.Save(folder.Path);
        code.ProofRows.Should().BeGreaterThan(10);

        foreach (string[] flags in (string[][])
            [
                [.. _strict, "-O0", "-fsanitize=undefined,address", "-fno-sanitize-recover=all"], [.. _strict, "-O2"],
                ["-O3", "-march=native", "-Wall", "-Wextra", "-Werror"],
            ])
        {
            Tools.RunWell(folder.Path, "gcc", [.. flags, "-o", "proof", "fruit.c", "fruit_test.c", "-lm"]);
            Tools.RunWell(folder.Path, Path.Combine(folder.Path, "proof")).Should().Contain("0 wrong");
        }
    }
}
