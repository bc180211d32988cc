using NodeNet.Activations;
using static NodeNet.Tests.Tool.ToolRun;

namespace NodeNet.Tests.Tool;

/// <summary>Models that leave NodeNet by the command line, and that come in.</summary>
public sealed class TravelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-travel-").FullName;

    public TravelTests() => Network().Save(At("m.json"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_goes_out_as_ONNX_and_comes_back_to_the_bit()
    {
        (int code, string output, string error) = Run("export", At("m.json"), "--to", "onnx", "--out", At("models"));

        code.Should().Be(0, error);
        output.Should().Be($"saved as {Path.Combine(At("models"), "m.onnx")}\n");
        (code, output, error) = Run("import", Path.Combine(At("models"), "m.onnx"), "--out", At("again.json"), "--layers", "3,4,2");
        code.Should().Be(0, error);
        output.Should().StartWith("model of x1, x2, x3 → y1, y2: 3-4-2 network: silu; tanh; 26 parameters\nsaved as ");
        Model.Load(At("again.json")).Network.FirstParameterDifference(Network()).Should().BeNull();
    }

    [Fact]
    public void What_came_in_answers_a_table_by_the_names_of_its_inputs()
    {
        Run("export", At("m.json"), "--to", "onnx", "--out", At("models")).Code.Should().Be(0);
        string onnx = Path.Combine(At("models"), "m.onnx");
        Run("import", onnx, "--out", At("plain.json")).Code.Should().Be(0);
        Run("import", onnx, "--out", At("named.json"), "--inputs", "width,height,depth", "--target", "weight,price").Code.Should().Be(0);
        File.WriteAllText(At("r.csv"), "x1,x2,x3,note\n0.5,-1,2,a\n");
        File.WriteAllText(At("n.csv"), "height,width,depth,weight,price\n-1,0.5,2,0.1,0.2\n0,1,2,0.3,0.1\n");
        double[] expected = Network().Predict([0.5, -1, 2]);

        Run("predict", At("plain.json"), At("r.csv")).Output.Should().Be(FormattableString.Invariant(
            $"x1,x2,x3,note,predicted y1,predicted y2\n0.5,-1,2,a,{expected[0]},{expected[1]}\n"));
        Run("predict", At("named.json"), At("n.csv")).Output.Should().Contain(FormattableString.Invariant($"-1,0.5,2,0.1,0.2,{expected[0]},{expected[1]}\n"));
        Run("evaluate", At("named.json"), At("n.csv")).Output.Should().Contain("weight").And.Contain("price");
        Run("describe", At("plain.json"), At("r.csv")).Code.Should().Be(0);
        (int code, _, string error) = Run("predict", At("plain.json"), At("n.csv"));
        (code, error.Contains("x1")).Should().Be((1, true), error);
    }

    [Fact]
    public void Name_and_precision_can_be_chosen_and_a_file_is_replaced_only_by_force()
    {
        string[] export = ["export", At("m.json"), "--to", "onnx", "--out", _folder, "--name", "fruit"];
        Run(export).Code.Should().Be(0);
        long inDouble = new FileInfo(At("fruit.onnx")).Length;

        Run([.. export, "--precision", "single"]).Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 2 && result.Error.Contains("is there already; --force replaces it."));
        Run([.. export, "--precision", "single", "--force"]).Code.Should().Be(0);

        new FileInfo(At("fruit.onnx")).Length.Should().BeLessThan(inDouble);
    }

    [Fact]
    public void Weights_alone_need_the_name_of_a_function()
    {
        // {"w": …} of the safetensors format: 0.weight [1, 2] with the numbers 1 and 2.
        const string Header = """{"0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        byte[] numbers = [.. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(2f)];
        byte[] file = [.. BitConverter.GetBytes((long)Header.Length), .. System.Text.Encoding.ASCII.GetBytes(Header), .. numbers];
        File.WriteAllBytes(At("w.safetensors"), file);

        (int code, _, string error) = Run("import", At("w.safetensors"), "--out", At("w.json"));

        code.Should().Be(2);
        error.Should().StartWith("w.safetensors holds weights alone: --activation names the hidden layers' function, as relu.\n");
        Run("import", At("w.safetensors"), "--out", At("w.json"), "--activation", "relu", "--output", "softmax").Code.Should().Be(0);
        Run("import", At("w.safetensors"), "--out", At("w.json"), "--activation", "relu", "--output", "tanh", "--force").Code.Should().Be(0);
        Model.Load(At("w.json")).Predict([0.5, 0.25]).Should().Equal(Math.Tanh(1.0));
    }

    [Fact]
    public void Which_tensor_became_which_layer_is_printed_and_an_order_can_be_given()
    {
        string[] import = ["import", Golden("torch_order.safetensors"), "--activation", "relu", "--out", At("w.json"), "--force"];

        Run([.. import]).Output.Should().Be("""
            model of x1, x2, x3 → y1, y2, y3: 3-3-3-3-3 network: relu; relu; relu; identity; 48 parameters
            hidden 1 is input.weight [3, 3], input.bias [3]
            hidden 2 is hidden.weight [3, 3], hidden.bias [3]
            hidden 3 is also.weight [3, 3], also.bias [3]
            output is out.weight [3, 3], out.bias [3]
            The order of the layers is that of the file, input, hidden, also, out; such a file need not have the model's, and others would fit.
            """ + " Another is given by --order.\n" + $"saved as {At("w.json")}\n"
            + "The columns of its tables are called x1, x2, x3; import it with --inputs to give them other names.\n");
        double[] expected = Model.Load(At("w.json")).Predict([1, 2, 3]);
        import[1] = Golden("torch_order_sorted.safetensors");
        Run([.. import]).Should().Match<(int Code, string Output, string Error)>(
            run => run.Code == 1 && run.Error.EndsWith("and also, hidden, out, input. Give the layers in their order: --order first,second,third.\n"));
        Run([.. import, "--order", "input,hidden,out"]).Should().Be((2, "", "--order: The order must name all layers; also is missing.\n"
            + "nodenet import --help lists the options.\n"));
        Run([.. import, "--order", "input,hidden,also,out", "--inputs", "a,b,c"]).Output.Should().NotContain("--order").And.NotContain("--inputs");
        Model.Load(At("w.json")).Predict([1, 2, 3]).Should().Equal(expected);
        Run("import", Golden("fann_standard.net"), "--out", At("w.json"), "--force", "--order", "a,b").Error.Should().StartWith(
            "fann_standard.net tells its own order of layers; --order is for files that hold weights alone.\n");
    }

    [Fact]
    public void Of_many_layers_the_first_and_the_last_are_printed()
    {
        const int Layers = 60;
        string header = "{" + string.Join(',', Enumerable.Range(0, Layers).Select(i =>
            $"\"l{i}.weight\":{{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[{4 * i},{4 * i + 4}]}}")) + "}";
        byte[] text = System.Text.Encoding.ASCII.GetBytes(header);
        File.WriteAllBytes(At("w.safetensors"), [.. BitConverter.GetBytes((long)text.Length), .. text, .. new byte[4 * Layers]]);

        Run("import", At("w.safetensors"), "--activation", "relu", "--out", At("w.json")).Output.Should().Contain(
            "hidden 40 is l39.weight [1, 1], without biases\n… 19 more layers …\noutput is l59.weight [1, 1], without biases\n");
    }

    [Theory]
    [InlineData("c", "fruit.c")]
    [InlineData("csharp", "Fruit.cs")]
    [InlineData("js", "fruit.js")]
    [InlineData("python", "fruit.py")]
    [InlineData("java", "Fruit.java")]
    [InlineData("sql", "fruit.sql")]
    public void A_model_goes_out_as_code_with_its_proof(string target, string file)
    {
        string[] dialect = target == "sql" ? ["--dialect", "duckdb"] : [];
        (int code, string output, string error) = Run(["export", At("m.json"), "--to", target, "--out", At("code"), "--name", "fruit", .. dialect]);

        (code, error).Should().Be((0, ""));
        output.Should().Contain(file);
        Directory.GetFiles(At("code")).Length.Should().BeGreaterThan(1, "a proof comes with it");
    }

    [Theory]
    [InlineData("c", "fruit.c", "float")]
    [InlineData("csharp", "Fruit.cs", "float")]
    [InlineData("js", "fruit.js", "Math.fround")]
    [InlineData("java", "Fruit.java", "float")]
    public void Code_can_be_in_single_precision(string target, string file, string word)
    {
        Run("export", At("m.json"), "--to", target, "--out", At("code"), "--name", "fruit", "--precision", "single").Code.Should().Be(0);

        File.ReadAllText(Path.Combine(At("code"), file)).Should().Contain(word).And.Contain("in single precision");
        (int code, _, string error) = Run("export", At("m.json"), "--to", "python", "--out", At("code"), "--precision", "single");
        (code, error).Should().Be((1, "Python is written in double precision; single precision is for C, C#, JavaScript and Java.\n"));
    }

    [Fact]
    public void C_can_be_in_whole_numbers()
    {
        File.WriteAllText(At("rows.csv"), "x1,x2,x3\n0.5,0.25,-1.125\n-1,1,1\n");
        string[] export = ["export", At("m.json"), "--to", "c", "--out", At("code"), "--name", "fruit", "--rows", At("rows.csv"), "--fixed"];

        Run([.. export, "q12", "--weight-bits", "8"]).Should().Match<(int Code, string Output, string Error)>(result => result.Code == 0);
        File.ReadAllText(Path.Combine(At("code"), "fruit.c")).Should().Contain("in fixed point Q12 with weights of 8 bits").And.NotContain("double");
        Run([.. export, "q99"]).Should().Match<(int Code, string Output, string Error)>(
            result => result.Code == 2 && result.Error.StartsWith("--fixed q99 with --weight-bits 16 is no fixed point; there are q6 to q18"));
        (int code, _, string error) = Run("export", At("m.json"), "--to", "c", "--out", At("other"), "--fixed", "q16");
        (code, error).Should().Be((1, "Nobody knows how large x1 can be, so that an overflow cannot be excluded. Give rows (CodeOptions.Rows, --rows) or a "
            + "model with a recipe.\n"));
        Run("export", At("m.json"), "--to", "onnx", "--out", At("other"), "--fixed", "q16").Code.Should().Be(2);
    }

    [Fact]
    public void The_rows_of_a_proof_can_be_those_of_a_table()
    {
        File.WriteAllText(At("rows.csv"), "x3;x1;x2\n0,5;0,25;-1,125\n");

        (int code, _, string error) = Run(
            "export", At("m.json"), "--to", "python", "--out", At("code"), "--name", "fruit", "--rows", At("rows.csv"), "--decimal", ",");

        (code, error).Should().Be((0, ""));
        File.ReadAllText(Path.Combine(At("code"), "fruit_test.py")).Should().Contain("check(1, [0.25, -1.125, 0.5], False,");
        Run("export", At("m.json"), "--to", "c", "--out", At("code"), "--rows", At("none.csv")).Code.Should().Be(1);
    }

    [Fact]
    public void A_model_goes_out_as_a_workbook_that_answers_rows()
    {
        File.WriteAllText(At("rows.csv"), "x1,x2,x3\n1,2,3\n-1,0.5,0\n");
        string[] export = ["export", At("m.json"), "--to", "xlsx", "--out", At("sheets"), "--name", "fruit"];

        (int code, string output, string error) = Run([.. export, "--rows", At("rows.csv")]);

        (code, error).Should().Be((0, ""));
        output.Should().Contain("fruit.xlsx");
        new FileInfo(Path.Combine(At("sheets"), "fruit.xlsx")).Length.Should().BeGreaterThan(2000);
        Run(export).Should().Match<(int Code, string Output, string Error)>(run => run.Code == 2 && run.Error.StartsWith("--to xlsx needs --rows"));
        Run([.. export, "--rows", At("rows.csv"), "--precision", "single"]).Code.Should().Be(2);
    }

    [Fact]
    public void FANNs_stepwise_functions_are_taken_for_the_sigmoid_only_when_that_is_asked_for()
    {
        string file = Path.Combine(Readme.ReadmeProgram.RepositoryRoot(), "tests", "NodeNet.Import.Tests", "Golden", "fann_stepwise.net");

        (int code, _, string error) = Run("import", file, "--out", At("fann.json"));

        code.Should().Be(1);
        error.Should().Contain("Import it with --stepwise-as-sigmoid");
        Run("import", file, "--out", At("fann.json"), "--stepwise-as-sigmoid").Code.Should().Be(0);
        Model.Load(At("fann.json")).Network.OutputLayer.Activation.Should().BeOfType<Sigmoid>();
    }

    [Theory]
    [InlineData("keras_sequential.h5", "4-8-6-5-3 network")]
    [InlineData("keras_sequential3.keras", "6-5-4-3-2 network")]
    public void A_model_of_Keras_comes_in_by_the_end_of_its_name(string name, string network)
    {
        string file = Path.Combine(Readme.ReadmeProgram.RepositoryRoot(), "tests", "NodeNet.Import.Tests", "Golden", name);

        (int code, string output, string error) = Run("import", file, "--out", At("keras.json"));

        (code, error).Should().Be((0, ""));
        output.Should().Contain(network);
    }

    [Theory]
    [InlineData("There is no target \"cobol\"; there are onnx", 2, "export", "m.json", "--to", "cobol", "--out", ".")]
    [InlineData("--dialect is for --to sql; c has none.", 2, "export", "m.json", "--to", "c", "--out", ".", "--dialect", "duckdb")]
    [InlineData("--weight-bits is for --fixed.", 2, "export", "m.json", "--to", "c", "--out", ".", "--weight-bits", "8")]
    [InlineData("--fixed is for whole numbers, which have no --precision.", 2, "export", "m.json", "--to", "c", "--out", ".", "--fixed", "q16", "--precision",
        "single")]
    [InlineData("--rows is for proofs and workbooks; onnx has none.", 2, "export", "m.json", "--to", "onnx", "--out", ".", "--rows", "m.json")]
    [InlineData("--precision is \"half\"; it is double or single.", 2, "export", "m.json", "--to", "onnx", "--out", ".", "--precision", "half")]
    [InlineData("\"m.xyz\" does not end like a file that is read: .onnx", 2, "import", "m.xyz", "--out", "n.json")]
    [InlineData("This is no ONNX file", 1, "import", "broken.onnx", "--out", "n.json")]
    [InlineData("--layers is 3,5,2; the file holds a 3-4-2 network", 1, "import", "whole.onnx", "--out", "n.json", "--layers", "3,5,2")]
    public void What_is_wrong_is_said_in_one_message(string message, int code, params string[] command)
    {
        File.WriteAllText(At("broken.onnx"), "{}");
        Run("export", At("m.json"), "--to", "onnx", "--out", _folder, "--name", "whole");

        (int ended, _, string error) = Run([.. command.Select(word => word.Contains('.') ? At(word) : word)]);

        ended.Should().Be(code, error);
        error.Should().StartWith(message);
        File.Exists(At("n.json")).Should().BeFalse();
    }

    private static Network Network() => new NetworkBuilder(3).AddLayer(4, new SiLU()).AddLayer(2, new Tanh()).Build(seed: 6);

    private static string Golden(string name) =>
        Path.Combine(Readme.ReadmeProgram.RepositoryRoot(), "tests", "NodeNet.Import.Tests", "Golden", name);

    private string At(string name) => Path.Combine(_folder, name);
}
