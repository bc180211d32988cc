using FluentAssertions;
using NodeNet.Activations;
using NodeNet.Recipes;
using Xunit;

namespace NodeNet.Export.Tests;

/// <summary>Models with so many columns and classes that Java's limits (64 kB a method, an initializer, a text) would be passed by straight code.</summary>
public class WideModelTests
{
    [ToolFact("javac", "java")]
    public void The_Java_of_1500_columns_and_that_of_1500_classes_compile_and_answer_as_NodeNet_does()
    {
        (Model columns, ITable rows) = Wide(columns: 1500, classes: 3);
        Network network = new NetworkBuilder(2).AddLayer(2, new Tanh()).AddLayer(1500, new Softmax()).Build(seed: 1);
        var classes = new Model(network) { ClassLabels = [.. Enumerable.Range(0, 1500).Select(i => $"class {i}")] };
        using var folder = new Folder();
        columns.ToCode(Language.Java, "wide", new CodeOptions { Rows = rows, MostRows = 2 }).Save(folder.Path);
        classes.ToCode(Language.Java, "many", new CodeOptions { MostRows = 2 }).Save(folder.Path);

        Tools.RunWell(folder.Path, "javac", "-Xlint:all", "-Werror", "Wide.java", "WideTest.java", "Many.java", "ManyTest.java");

        Tools.RunWell(folder.Path, "java", "WideTest").Should().Contain(", 0 wrong");
        Tools.RunWell(folder.Path, "java", "ManyTest").Should().Contain(", 0 wrong");
    }

    [Fact]
    public void Its_columns_are_read_in_parts_of_50_and_its_softmax_is_a_loop()
    {
        (Model model, ITable rows) = Wide(columns: 120, classes: 30);

        string code = model.ToCode(Language.Java, "wide", new CodeOptions { Rows = rows, MostRows = 2 }).Files[0].Text;

        code.Should().Contain("/** The inputs of columns 101 to 120. */\n    private static final class Inputs3 {").And.Contain("Inputs3.read(row, a0);");
        code.Should().Contain("a2[i] = Math.exp(z2[i] - a2_largest);").And.NotContain("z2[29]");
    }

    [Fact]
    public void A_small_model_stays_straight_code()
    {
        (Model model, ITable rows) = Wide(columns: 9, classes: 3);

        string code = model.ToCode(Language.Java, "wide", new CodeOptions { Rows = rows, MostRows = 2 }).Files[0].Text;

        code.Should().Contain("private static final String[] WORDS1 = { \"x\", \"y\" };").And.NotContain("Inputs1").And.NotContain("String... texts");
    }

    [Fact]
    public void The_CSharp_of_a_wide_model_answers_as_NodeNet_does()
    {
        (Model model, ITable rows) = Wide(columns: 400, classes: 300);

        (int exitCode, string printed) = CSharpTests.Run(model.ToCode(Language.CSharp, "wide", new CodeOptions { Rows = rows, MostRows = 2 }));

        exitCode.Should().Be(0, printed);
    }

    [Fact]
    public void What_Java_cannot_hold_is_refused_with_its_numbers()
    {
        var network = new NetworkBuilder(2);
        for (int layer = 0; layer < 250; layer++) network.AddLayer(1, new Tanh());

        Action write = () => new Model(network.Build(seed: 1)).ToCode(Language.Java, "deep");

        write.Should().Throw<NotSupportedException>().WithMessage("250 layers are too much code for a method of Java; 200 are not.");
    }

    /// <summary>A third of the columns are words, a third are yes or no, a third are numbers with gaps.</summary>
    private static (Model, ITable) Wide(int columns, int classes)
    {
        ITable table = Records.Table(Enumerable.Range(0, 4 * classes).Select(row =>
        {
            var cells = new Dictionary<string, object?>();
            for (int i = 0; i < columns; i++)
            {
                cells["c" + i] = (i % 3) switch
                {
                    0 => "xy"[(row + i) % 2].ToString(),
                    1 => row % 2 == 0 ? "yes" : "no",
                    _ => row % 7 == 3 ? null : row + (0.5 * i),
                };
            }
            cells["answer"] = "class " + (row % classes);
            return cells;
        }));
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["answer"], Defaults = new ColumnOptions { Missing = MissingRule.Median } });
        Network network = new NetworkBuilder(recipe.InputCount).AddLayer(2, new Tanh()).AddLayer(recipe.OutputCount, new Softmax()).Build(seed: 2);
        return (new Model(network) { Recipe = recipe }, table);
    }
}
