using NodeNet.Activations;
using NodeNet.Onnx;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>What the command line says when something is wrong: its own words, the option at fault, all of it at once.</summary>
public sealed class MessageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-messages-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void More_folds_than_rows_are_wrong_use_and_the_option_is_named()
    {
        Write("t.csv", "a,y\n" + Lines(30, i => $"{i},{i % 2}"));

        (int code, _, string error) = Run("search", At("t.csv"), "--target", "y", "--out", At("m.json"), "--folds", "5000");

        code.Should().Be(2);
        error.Should().StartWith("--folds is 5000, and the table's number of rows is 30: each part needs a row.\n");
    }

    [Theory]
    [InlineData("tar\"get", "tar\"get")]
    [InlineData("tar\"get", "\"tar\"\"get\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("\"", "\"\"\"\"")]
    [InlineData("two\nlines", "two\nlines")]
    public void Every_name_of_a_column_can_be_written(string name, string written)
    {
        Write("t.csv", $"x,\"{name.Replace("\"", "\"\"")}\"\n" + Lines(30, i => $"{i * 7 % 11},{i % 2}"));

        Run("train", At("t.csv"), "--target", written, "--epochs", "1", "--out", At("m.json")).Code.Should().Be(0);

        Run("evaluate", At("m.json"), At("t.csv")).Code.Should().Be(0);
    }

    [Fact]
    public void A_name_of_several_lines_stays_in_its_line()
    {
        Write("t.csv", "x,\"two\nlines\"\n1,2\n");

        Run("train", At("t.csv"), "--target", "no\nsuch", "--out", At("m.json")).Error.Should().EndWith(
            "t.csv, column no\uFFFDsuch: There is no column \"no\uFFFDsuch\"; there are x, two\uFFFDlines.\n");
    }

    [Theory]
    [InlineData("calibrate m.json none.csv --out z.json", "The table has no row with a target: what is learned or judged needs rows whose *")]
    [InlineData("conformal m.json none.csv --out z.json", "The table has no row with a target: what is learned or judged needs rows whose *")]
    [InlineData("train none.csv --target y --out z.json", "The training table has no rows; each row is an example to learn from*")]
    [InlineData("explain m.json none.csv", "The table has no rows: there is no step to explain.")]
    [InlineData("train t.csv --target y --weight w --out z.json", "*t.csv, line 3, column w: The weight is -1*give it the weight 0.")]
    [InlineData("train t.csv --target w --class-weights balanced --out z.json", "w are numbers and no classes*leave --class-weights out.")]
    public void What_no_training_can_use_is_refused_before_a_plan_is_told(string command, string message)
    {
        Write("t.csv", "x,w,y\n0.1,1.5,a\n0.2,-1,b\n" + Lines(30, i => $"{i},{i}.5,{"ab"[i % 2]}"));
        Write("none.csv", "x,w,y\n");
        Run("train", At("t.csv"), "--target", "y", "--epochs", "1", "--out", At("m.json")).Code.Should().Be(0);

        (int code, string output, string error) = Run([.. command.Split(' ').Select(word => word.Contains('.') ? At(word) : word)]);

        code.Should().NotBe(0);
        output.Should().BeEmpty();
        error.Should().Match(message + "\n*");
    }

    [Fact]
    public void Import_names_the_option_that_is_wrong_or_not_needed()
    {
        new Model(new NetworkBuilder(2).AddLayer(2, new Tanh()).AddLayer(1, new Identity()).Build(seed: 1)).SaveOnnx(At("m.onnx"));
        Write("a.json", "{ \"a\": 1 }");

        (int code, _, string error) = Run("import", At("m.onnx"), "--activation", "relu", "--out", At("x.json"));
        code.Should().Be(2);
        error.Should().StartWith("m.onnx tells its own activation functions; --activation is for files that hold weights alone.\n");

        (code, _, error) = Run("import", At("a.json"), "--out", At("x.json"));
        code.Should().Be(1);
        error.Should().Contain("This is no network of brain.js or Synaptic: ").And.NotContain("key");
        File.Exists(At("x.json")).Should().BeFalse();
    }

    [Fact]
    public void Beside_a_model_a_table_is_described_without_hints_at_another_form()
    {
        Write("t.csv", "when;y\n" + Lines(40, i => $"{(i % 28) + 1:00}.{(i % 12) + 1:00}.2020;{i % 2}"));
        Write("new.csv", "when;y\n2020-03-05x;1\n2020-04-05x;0\n");
        Run("train", At("t.csv"), "--target", "y", "--dates", "dd.MM.yyyy", "--epochs", "2", "--out", At("m.json")).Code.Should().Be(0);

        string alone = Run("describe", At("t.csv")).Output;
        string beside = Run("describe", At("m.json"), At("t.csv")).Output;

        alone.Should().Contain("--dates");
        beside.Should().NotContain("--dates").And.Contain("The model takes 40 of 40 rows");
        Run("describe", At("m.json"), At("new.csv")).Output.Should().Contain("The model takes 0 of 2 rows");
    }

    [Fact]
    public void Several_gaps_have_commas_between()
    {
        Write("t.csv", "a,b,y\n" + Lines(40, i => $"{(i % 5 == 0 ? "-" : i % 7 == 0 ? "k.A." : $"{i}")},{i},{i % 2}"));

        Run("describe", At("t.csv"), "--gaps", "-,k.A.").Output.Should().MatchRegex(@"\na +numbers +12 ");
        Run("describe", "--help").Output.Should().Contain("several with commas between");
    }

    [Fact]
    public void The_doctor_names_a_bad_target_and_the_bad_inputs_beside_it_in_the_command_lines_words()
    {
        Write("t.csv", "id,word,a,y\n" + Lines(80, i => $"n{i},w{i * 7 % 80} x,{i % 9},answer {i}"));

        (_, string output, _) = Run("diagnose", At("t.csv"), "--target", "y");

        output.Should().Contain("column y").And.Contain("--ignore id").And.Contain("--ignore word").And.NotContain("Ignore = [");
    }

    [Fact]
    public void A_number_that_is_always_the_same_is_noted()
    {
        Write("t.csv", "a,y\n" + Lines(40, i => $"{i % 9},7.5"));

        (int code, string output, string error) = Run("train", At("t.csv"), "--target", "y", "--epochs", "2", "--out", At("m.json"));

        code.Should().Be(0, error);
        (output + error).Should().Contain("The target y has the same value in every row: there is nothing to learn, and no score means anything.");
    }

    [Fact]
    public void A_date_is_no_target_and_neither_is_what_identifies_rows()
    {
        Write("t.csv", "id,day,a\n" + Lines(60, i => $"n{i},2020-{(i % 12) + 1:00}-{(i % 5) + 1:00},{i % 9}"));

        (int code, _, string error) = Run("train", At("t.csv"), "--target", "day", "--ignore", "id", "--out", At("m.json"));
        code.Should().Be(1);
        error.Should().Contain("column day: A date cannot be predicted; make a number of it");

        Run("train", At("t.csv"), "--target", "id", "--out", At("m.json")).Error.Should()
            .Contain("there are no classes to learn. Predict another column, or say what it is (--kind).").And.NotContain("--ignore");
    }

    [Fact]
    public void A_layers_function_an_unknown_loss_and_a_number_that_is_too_large_are_told_in_plain_words()
    {
        Write("t.csv", "a,y\n" + Lines(60, i => $"{(i == 7 ? "1e400" : $"{i % 9}")},{i % 2}"));

        (int code, _, string error) = Run("train", At("t.csv"), "--target", "y", "--activation", "softmax", "--out", At("m.json"));
        code.Should().Be(2);
        error.Should().StartWith("--activation: softmax is the function of a whole layer, for outputs,");

        (code, _, error) = Run("train", At("t.csv"), "--target", "y", "--loss", "nope", "--out", At("m.json"));
        code.Should().Be(2);
        error.Should().StartWith("--loss: ").And.NotContain("Catalogue").And.NotContain("Register");

        Run("describe", At("t.csv")).Output.Should().Contain("line 8) is no finite number, or too large for one, but 59 of 60 cells are:");
    }

    [Fact]
    public void Files_that_are_not_marked_are_counted_and_the_exit_code_says_so()
    {
        Write("exam.csv", "hours,sleep,passed\n" + Lines(6, i => $"{i},{9 - i},{i % 2}"));
        Run("explain", At("exam.csv"), "--target", "passed", "--hidden", "2", "--row", "1", "--out", At("step")).Code.Should().Be(0);
        string model = Directory.GetFiles(At("step"), "*.json").First(file => !file.EndsWith("key.json", StringComparison.Ordinal));
        Run("worksheet", model, "--variants", "2", "--out", At("monday")).Code.Should().Be(0);
        Directory.CreateDirectory(At("filled"));
        File.Copy(At("monday/sheet-01.csv"), At("filled/Ada.csv"));
        File.Copy(At("monday/sheet-02.xlsx"), At("filled/Bob.xlsx"));
        Run("mark", At("filled"), "--key", At("monday/key.json")).Code.Should().Be(0);
        Write("filled/Cy.csv", "no sheet\n");

        (int code, string output, string error) = Run("mark", At("filled"), "--key", At("monday/key.json"));

        code.Should().Be(1);
        output.Should().Contain("Ada").And.Contain("Bob");
        error.Should().Be(
            "Ada: No answer was found.\nBob: No answer was found.\nCy.csv was not marked: it has no code by which to know which sheet it is.\n"
                + "1 file was not marked; the others were.\n");
    }

    private static string Lines(int count, Func<int, string> line) => string.Concat(Enumerable.Range(1, count).Select(i => line(i) + "\n"));

    private void Write(string name, string text) => File.WriteAllText(At(name), text);

    private string At(string name) => Path.Combine(_folder, name);
}
