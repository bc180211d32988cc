using FluentAssertions;
using NodeNet.Activations;
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

        ShouldProve(code, [.. _strict, "-Wdouble-promotion", "-O1", .. _sanitized]);
        string.Concat(code.Files.Where(file => !file.IsProof).Select(file => file.Text)).Should().NotContain("double");
    }

    [ToolFact("gcc")]
    public void Flags_that_change_sums_and_hide_missing_numbers_are_refused()
    {
        using var folder = new Folder();
        Models.All["mass"]().Model.ToCode(Language.C, "fruit").Save(folder.Path);

        foreach (string flag in (string[])["-ffast-math", "-Ofast", "-ffinite-math-only"])
        {
            (int code, string printed) = Tools.Run(folder.Path, "gcc", "-std=c99", "-O2", flag, "-c", "fruit.c");
            code.Should().NotBe(0, flag);
            printed.Should().Contain("#error \"Compile this file without -ffast-math");
        }
        Tools.RunWell(folder.Path, "gcc", "-std=c99", "-O2", "-c", "fruit.c");
    }

    [ToolFact("gcc")]
    public void A_long_row_is_refused_by_the_column_that_is_not_finite_and_answered_where_a_sum_is_too_large()
    {
        Network network = new NetworkBuilder(20).AddLayer(2, new Sigmoid()).AddLayer(1, new Identity()).Build(seed: 1);
        foreach (Connection connection in network.Connections.Where(connection => connection.Source == network.Layers[0].Nodes[19])) connection.Weight = 0.0;
        using var folder = new Folder();
        new Model(network).ToCode(Language.C, "fruit").Save(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "main.c"), """
            #include <math.h>
            #include <stdio.h>
            #include "fruit.h"
            int main(void)
            {
                double row[20], outputs[1], bad[3] = { NAN, INFINITY, -INFINITY };
                for (int kind = 0; kind < 3; kind++)
                    for (int column = 0; column < 20; column++) {
                        for (int i = 0; i < 20; i++) row[i] = i == column ? bad[kind] : 0.5;
                        outputs[0] = 7.0;
                        if (fruit_predict(row, outputs) != column + 1 || outputs[0] != 7.0) return 1;
                    }
                for (int i = 0; i < 20; i++) row[i] = 1.7e308;
                printf("%d", fruit_predict(row, outputs));
                return 0;
            }
            """);

        foreach (string level in (string[])["-O0", "-O3"])
        {
            Tools.RunWell(folder.Path, "gcc", [.. _strict, level, "-o", "main", "fruit.c", "main.c", "-lm"]);
            Tools.RunWell(folder.Path, Path.Combine(folder.Path, "main")).Should().Be("0");
        }
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
