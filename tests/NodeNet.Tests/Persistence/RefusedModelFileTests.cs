using System.Text;
using NodeNet.Persistence;

namespace NodeNet.Tests.Persistence;

/// <summary>Whatever is wrong in a model file is refused by one exception that names line and path and says what would be right.</summary>
public class RefusedModelFileTests
{
    /// <summary>What is changed in the file of <see cref="ModelText.WithEverything"/>, and what is said to that: the path, then the trouble.</summary>
    public static TheoryData<string, string, string> Edits => new()
    {
        { "\"format\": \"NodeNet model\"", "\"format\": \"NodeNet checkpoint\"", "$.format: The file is a \"NodeNet checkpoint\"; it must be a \"NodeNet "
            + "model\"." },
        { "\"format\": \"NodeNet model\",", "", "$: The member \"format\" is missing: this is no \"NodeNet model\"." },
        { "\"format\": \"NodeNet model\"", "\"format\": 1", "$.format: This is 1; it must be text." },
        { "\"version\": 2", "\"version\": 3", "$.version: The file is of version 3 of the format \"NodeNet model\", which a later NodeNet has written; this "
            + "one reads versions up to 2. Update NodeNet to read the file." },
        { "\"version\": 2", "\"version\": 0", "$.version: This is 0; it must be a whole number from 1 to *." },
        { "\"version\": 2", "\"version\": 1.5", "$.version: This is 1.5; it must be a whole number *" },
        { "\"version\": 2,", "", "$: The member \"version\" is missing." },
        { "\"version\": 2", "\"version\": 2, \"wersion\": 1", "$: There is no member \"wersion\" here; there are format, version, inputNames, *, network." },
        { "\"version\": 2", "\"version\": 2, \"version\": 1", "$: The member \"version\" is here twice." },
        { "\"version\": 2", "\"version\": 2, \"network\": {}", "$: The member \"network\" is here twice." },
        { "\"network\": {", "\"network\": [], \"loss\": {", "$: The member \"loss\" is here twice." },
        { "\"width in mm\", ", "", "$.inputNames: There is 1 item; there must be 2, one for each input." },
        { "\"width in mm\"", "\"height in mm\"", "$.inputNames: The name \"height in mm\" is there twice." },
        { "\"width in mm\"", "\"\"", "$.inputNames: Name 0 (from 0) is blank." },
        { "\"width in mm\"", "null", "$.inputNames[0]: This is null; it must be text." },
        { "\"offsets\": [10, 20]", "\"offsets\": [10]", "$.inputScaling.offsets: There is 1 number; there must be 2, one for each input." },
        { "\"offsets\": [10, 20]", "\"offsets\": [10, 1e400]", "$.inputScaling.offsets[1]: This is 1e400; it must be a number that a double can hold." },
        { "\"factors\": [2, 0.1]", "\"factors\": [2, 0]", "$.inputScaling.factors[1]: This is 0, by which nothing can be divided." },
        { "\"good\", \"bad\"", "\"good\", \"bad\", \"ugly\"", "$.classLabels: There are more than 2 items; there must be 2, one for each output." },
        { "\"cross_entropy\"", "\"huber(0)\"", "$.loss: width is 0; it must be a finite number above 0." },
        { "\"inputs\": 2", "\"inputs\": 3", "$.network.inputLabels: There are 2 items; there must be 3, one for each input." },
        { "\"inputs\": 2", "\"inputs\": 0", "$.network.inputs: This is 0; it must be a whole number from 1 to 2147483647." },
        { "\"inputs\": 2", "\"inputs\": -2147483649", "$.network.inputs: This is -2147483649; *" },
        { "\"inputs\": 2", "\"inputs\": 999999999999999999999", "$.network.inputs: This is 999999999999999999999; *" },
        { "\"inputs\": 2", "\"inputs\": \"2\"", "$.network.inputs: This is the text \"2\"; *" },
        { "\"width\", \"height\"", "\"width\", \"y1\"", "$.network.inputLabels[1]: \"y1\" cannot be the label of x2: y1 is already called so." },
        { "\"width\", \"height\"", "\"width\", \"edge\"", "$.network.layers[0].labels[2]: \"edge\" cannot be the label of h3: x2 is already called so." },
        { "\"width\", \"height\"", "\"width\", \" \"", "$.network.inputLabels[1]: The label of x2 is blank." },
        { "\"width\", \"height\"", "\"width\", 2", "$.network.inputLabels[1]: This is 2; it must be text." },
        { "\"name\": \"hidden 1\"", "\"name\": \"output\"", "$.network.layers[0].name: The layer's name is \"output\"; by its place it must be \"hidden 1\"." },
        { "\"nodes\": 3", "\"nodes\": 4", "$.network.layers[0].labels: There are 3 items; there must be 4, one for each node of hidden 1." },
        { "\"nodes\": 3,", "", "$.network.layers[0]: The member \"nodes\" is missing." },
        { "\"nodes\": 3", "\"nodes\": 999999", "$.network.layers[0].nodes: With this layer the network has 1000001 nodes; the limit is 1000000 "
            + "(ModelFileLimits.MaximumNodes)." },
        { "\"activation\": \"tanh\"", "\"activation\": \"tanh(1)\"", "$.network.layers[0].activation: \"tanh(1)\" has 1 parameter; tanh takes 0 parameters." },
        { "\"activation\": \"tanh\"", "\"activation\": \"softmax\"", "$.network.layers[0].activation: No activation function is called \"softmax\"; *" },
        { "\"activation\": \"tanh\"", "\"layerActivation\": \"softmax\"", "$.network.layers[0]: A layer with a layerActivation has no activation and no "
            + "nodeActivations." },
        { "\"leaky_relu(0.2)\"", "\"leaky_relu(1e999)\"", "$.network.layers[0].nodeActivations[1]: leak is Infinity; it must be a finite number." },
        { "\"leaky_relu(0.2)\"", "\"leaky_relu(0.2\"", "$.network.layers[0].nodeActivations[1]: *closing parenthesis*" },
        { "\"layerActivation\": \"softmax\"", "\"activation\": null", "$.network.layers[1].activation: This is null; it must be text." },
        { "\"biases\": [0.1, null, -0]", "\"biases\": [0.1, null]", "$.network.layers[0].biases: There are 2 numbers; there must be 3, one for each node of "
            + "hidden 1." },
        { "\"biases\": [0.1, null, -0]", "\"biases\": [0.1, null, \"0\"]", "$.network.layers[0].biases[2]: This is the text \"0\"; it must be a number "
            + "or null." },
        { "\"biases\": [0.1, null, -0]", "\"biases\": [0.1, null, -1e-400]", "$.network.layers[0].biases[2]: This is -1e-400; it must be a number that a "
            + "double can hold." },
        { "\"biases\": [0.1, null, -0]", "\"biases\": [0.1, null, NaN]", "$.network.layers[0].biases[1]: This is not JSON: *" },
        { "\"frozenBiases\": [0, 0, 1]", "\"frozenBiases\": [0, 1, 1]", "$.network.layers[0].frozenBiases[1]: What does not exist (null) cannot be frozen." },
        { "\"frozenBiases\": [0, 0, 1]", "\"frozenBiases\": [0, 0, 2]", "$.network.layers[0].frozenBiases[2]: This is 2; it must be 1 for frozen or 0." },
        { "\"frozenBiases\": [0, 0, 1]", "\"frozenBiases\": [0, 0, null]", "$.network.layers[0].frozenBiases[2]: This is null; it must be a number." },
        { "\"from\": \"hidden 1\"", "\"from\": \"output\"", "$.network.layers[1].incoming[1].from: No connections can come from \"output\" to output: "
            + "connections lead from an earlier layer to a later one. The layers before are input, hidden 1." },
        { "\"from\": \"hidden 1\"", "\"from\": \"hidden 2\"", "$.network.layers[1].incoming[1].from: No connections can come from \"hidden 2\" to output: *" },
        { "\"from\": \"input\"", "\"from\": \"output\"", "$.network.layers[0].incoming[0].from: No connections can come from \"output\" to hidden 1: "
            + "connections lead from an earlier layer to a later one. The layers before are input." },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_is_refused_with_its_place(string what, string instead, string trouble)
    {
        string text = ModelText.Of(ModelText.WithEverything());
        int at = text.IndexOf(what, StringComparison.Ordinal);
        at.Should().BeGreaterThan(0, "the sample holds {0}", what);
        string edited = text[..at] + instead + text[(at + what.Length)..];

        ModelFileException error = FluentActions
            .Invoking(() => ModelText.LoadModel(edited))
            .Should()
            .Throw<ModelFileException>()
            .WithMessage($"line *, {trouble}").Which;

        error.Line.Should().BeInRange(1, edited.Count(c => c == '\n'));
        trouble.Should().StartWith(error.JsonPath + ": ");
        error.File.Should().BeNull();
    }

    [Fact]
    public void The_line_is_that_of_the_value()
    {
        string[] lines = ModelText.Of(Given.Small()).Split('\n');
        int row = Array.FindIndex(lines, line => line.Contains("\"weights\"", StringComparison.Ordinal)) + 2; // x2's
        lines[row] = "[1, 2]";

        FluentActions.Invoking(() => ModelText.LoadNetwork(string.Join('\n', lines))).Should().Throw<ModelFileException>()
            .WithMessage($"line {row + 1}, $.network.layers[0].incoming[0].weights[1]: There are 2 numbers; there must be 3, one for each node of hidden 1.");
    }

    [Fact]
    public void The_file_is_named()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("broken.json");
        File.WriteAllText(path, "{");
        ModelFileException error = FluentActions
            .Invoking(() => Model.Load(path))
            .Should()
            .Throw<ModelFileException>()
            .WithMessage($"{path}, line 1, $: This is not JSON: *").Which;
        error.File.Should().Be(path);
        FluentActions.Invoking(() => Network.Load(path)).Should().Throw<ModelFileException>();
    }

    [Fact]
    public void Two_blocks_from_one_layer_are_refused()
    {
        const string Twice = """
            {"format": "NodeNet model", "version": 1, "network": {"inputs": 1, "layers": [
              {"name": "hidden 1", "nodes": 1, "activation": "tanh", "biases": [0], "incoming": [{"from": "input", "weights": [[1]]}]},
              {"name": "output", "nodes": 1, "activation": "tanh", "biases": [0],
               "incoming": [{"from": "input", "weights": [[1]]}, {"from": "input", "weights": [[2]]}]}]}}
            """;
        FluentActions.Invoking(() => ModelText.LoadNetwork(Twice)).Should().Throw<ModelFileException>()
            .WithMessage("line 4, $.network.layers[1].incoming: Two blocks of connections come from input; there must be one.");
        ModelText.LoadNetwork(Twice.Replace("\"input\", \"weights\": [[2]]", "\"hidden 1\", \"weights\": [[2]]")).Connection("h1", "y1").Weight.Should().Be(2);
    }

    [Fact]
    public void What_is_allocated_hangs_on_the_length_of_the_file()
    {
        // The least text for the most objects: each of many inputs leads to one node, in four bytes, "[0],", and the rows of the second layer make those of the
        // first longer.
        const int Inputs = 10_000;
        string weights = string.Join(",", Enumerable.Repeat("[0]", Inputs));
        byte[] content = Encoding.UTF8.GetBytes($$$"""
            {"format":"NodeNet model","version":1,"network":{"inputs":{{{Inputs}}},"layers":[
            {"name":"hidden 1","nodes":1,"activation":"identity","biases":[null],"incoming":[{"from":"input","weights":[{{{weights}}}]}]},
            {"name":"output","nodes":9,"activation":"identity","biases":[0,0,0,0,0,0,0,0,0],"incoming":[{"from":"hidden 1","weights":[[0,0,0,0,0,0,0,0,0]]}]}]}}
            """);
        Network.Load(new MemoryStream(content)); // what is made only once
        long before = GC.GetAllocatedBytesForCurrentThread();
        Network.Load(new MemoryStream(content));
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeInRange(50L * content.Length, 120L * content.Length, "file-format.md says 120");
    }

    [Fact]
    public void Limits_can_be_set_and_are_named()
    {
        string text = ModelText.Of(ModelText.WithEverything()); // 2-3-2: 3 layers, 7 nodes, room for 3 + 6 + 2 + 4 + 6 = 21 parameters
        var justEnough = new ModelFileLimits
        {
            MaximumBytes = Encoding.UTF8.GetByteCount(text),
            MaximumLayers = 3,
            MaximumNodes = 7,
            MaximumParameters = 21,
            MaximumTextLength = "leaky_relu(0.2)".Length,
        };
        ModelText.LoadModel(text, justEnough).Network.ToString().Should().StartWith("2-3-2");

        Refused(justEnough with { MaximumBytes = justEnough.MaximumBytes - 1 }, "*MaximumBytes*");
        Refused(justEnough with { MaximumLayers = 2 }, "*$.network.layers: *MaximumLayers*");
        Refused(justEnough with { MaximumNodes = 6 }, "*$.network.layers[1].nodes: *MaximumNodes*");
        Refused(justEnough with { MaximumParameters = 20 }, "*$.network.layers[1].incoming[1]: *MaximumParameters*");
        Refused(
            justEnough with { MaximumTextLength = 14 },
            "*$.network.layers[0].nodeActivations[1]: The text is longer than the limit of 14 characters (ModelFileLimits.MaximumTextLength).*");

        void Refused(ModelFileLimits limits, string message) =>
            FluentActions.Invoking(() => ModelText.LoadModel(text, limits)).Should().Throw<ModelFileException>().WithMessage(message);
    }

    [Fact]
    public void Limits_have_ranges()
    {
        ModelFileLimits limits = ModelFileLimits.Default;
        limits
            .Should()
            .Be(
                new ModelFileLimits
                {
                    MaximumBytes = 512 << 20,
                    MaximumLayers = 1000,
                    MaximumNodes = 1_000_000,
                    MaximumParameters = 25_000_000,
                    MaximumTextLength = 1000,
                });
        foreach (
            ModelFileLimits bad in new[]
            {
                limits with { MaximumBytes = 0 },
                limits with { MaximumLayers = 1 },
                limits with { MaximumNodes = 1 },
                limits with { MaximumParameters = 0 },
                limits with { MaximumTextLength = 0 },
            })
        {
            FluentActions
                .Invoking(() => ModelText.LoadModel("{}", bad))
                .Should()
                .Throw<ArgumentOutOfRangeException>()
                .WithMessage("Maximum* is *; it must be at least *");
        }
    }
}
