using System.Text;
using System.Text.RegularExpressions;
using NodeNet.Foundation;
using NodeNet.Persistence;
using NodeNet.Tests.Datasets;

namespace NodeNet.Tests.Persistence;

/// <summary>Whatever a file holds, it is loaded or refused by <see cref="ModelFileException"/>, and it takes no memory that it does not fill.</summary>
public partial class DamagedModelFileTests
{
    // What a load may allocate: so many bytes for each byte of the file, and what any load takes.
    private const long PerByte = 50;
    private const long Always = 300_000;

    /// <summary>What other programs and wicked people write in place of a value.</summary>
    private static readonly string[] _values =
    [
        "null", "true", "false", "-1", "0", "1", "2", "3", "1.5", "1e400", "-1e-400", "2147483647", "2147483648", "-9223372036854775808", "1e18", "999999",
        "\"\"", "\"input\"", "\"output\"", "\"hidden 1\"", "\"x1\"", "\"elu(1)\"", "\"elu(,)\"", "\"\\u0000\"", "\"\\udfff\"", "[]", "{}", "[1]", "[[1]]",
        "[null]", "{\"a\":1}", "",
    ];

    public static TheoryData<string> Files => [.. Directory.GetFiles(GoldenModelTests.Folder).Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_thousand_damaged_files_are_loaded_or_refused(string file)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(GoldenModelTests.Folder, file));
        var random = new RandomGenerator(20260103);
        int refused = 0;
        for (int run = 0; run < 1000; run++)
        {
            if (!Loads(Damage.Of(whole, random))) refused++;
        }
        refused.Should().BeInRange(700, 1000, "most damage shows");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Five_hundred_files_with_exchanged_values_are_loaded_or_refused(string file)
    {
        string whole = File.ReadAllText(Path.Combine(GoldenModelTests.Folder, file));
        Match[] values = [.. Value().Matches(whole).Cast<Match>()];
        var random = new RandomGenerator(20260104);
        int refused = 0;
        for (int run = 0; run < 500; run++)
        {
            Match value = values[random.NextInt32(values.Length)];
            string instead = random.NextInt32(4) == 0 ? values[random.NextInt32(values.Length)].Value : _values[random.NextInt32(_values.Length)];
            if (!Loads(Encoding.UTF8.GetBytes(whole[..value.Index] + instead + whole[(value.Index + value.Length)..]))) refused++;
        }
        refused.Should().BeInRange(150, 500, "other numbers in a list are as good as those that were there");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Five_hundred_files_with_lines_lost_doubled_or_exchanged_are_loaded_or_refused(string file)
    {
        string[] whole = File.ReadAllLines(Path.Combine(GoldenModelTests.Folder, file));
        var random = new RandomGenerator(20260105);
        int refused = 0;
        for (int run = 0; run < 500; run++)
        {
            List<string> lines = [.. whole];
            int one = random.NextInt32(lines.Count);
            int other = random.NextInt32(lines.Count);
            if (random.NextInt32(3) == 0) lines.RemoveAt(one);
            else if (random.NextInt32(2) == 0) lines.Insert(other, lines[one]);
            else (lines[one], lines[other]) = (lines[other], lines[one]);
            if (!Loads(Encoding.UTF8.GetBytes(string.Join('\n', lines)))) refused++;
        }
        refused.Should().BeInRange(250, 500);
    }

    [Fact]
    public void Every_file_that_is_cut_short_is_refused()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(GoldenModelTests.Folder, "model-v1-everything.json"));
        for (int length = 0; length < whole.Length - 1; length++) // the last byte is an end of line
            Loads(whole[..length]).Should().BeFalse($"{length} of {whole.Length} bytes are not the file");
    }

    public static TheoryData<string, string> Wicked => new()
    {
        { "nothing", "" },
        { "a deep nest", new string('[', 100_000) },
        { "a deep nest of objects", string.Concat(Enumerable.Repeat("{\"network\":", 20_000)) },
        { "a long text", $$"""{"format": "{{new string('x', 1_000_000)}}"}""" },
        { "a long name", $$"""{"format": "NodeNet model", "version": 1, "{{new string('x', 1_000_000)}}": 1}""" },
        { "a long number", $$"""{"format": "NodeNet model", "version": 1{{new string('0', 1_000_000)}}}""" },
        { "many members", $$"""{"format": "NodeNet model", "version": 1, {{string.Join(", ", Enumerable.Range(0, 50_000).Select(i => $"\"m{i}\": 1"))}}}""" },
        { "a claim of nodes", Layers("""{"name": "output", "nodes": 999998, "activation": "tanh", "biases": [0], "incoming": []}""") },
        { "a claim of weights", Layers(Output(20000, "0", """{"from": "input", "weights": []}""")) },
        { "nulls for a large layer", Layers(Output(100000, Nulls(100_000), """{"from": "input", "weights": [[1], [1]]}""")) },
        { "more layers than are allowed", Layers(string.Join(", ", Enumerable.Repeat("{}", 100_000))) },
        { "many layers", Layers(string.Join(", ", Enumerable.Range(1, 998).Select(i => Layer($"hidden {i}"))) + ", " + Layer("hidden 999")) },
        { "many items", Layers(Output(1, "0", string.Join(", ", Enumerable.Repeat("{}", 100_000)))) },
        { "many parameters", Layers(Output(1, "0", "", $"elu({string.Join(",", Enumerable.Repeat("1", 400))})")) },
    };

    [Theory]
    [MemberData(nameof(Wicked))]
    public void What_is_made_to_exhaust_is_refused_before_it_does(string what, string content) => Loads(Encoding.UTF8.GetBytes(content)).Should().BeFalse(what);

    [Fact]
    public void A_wide_network_with_labels_takes_time_in_proportion_to_its_file()
    {
        // With a search through all nodes for each label, this would take minutes.
        const int Width = 50_000;
        string labels = string.Join(", ", Enumerable.Range(0, Width).Select(i => $"\"label {i}\""));
        string row = string.Join(", ", Enumerable.Repeat("1", Width));
        string content = Layers($$"""
            {"name": "output", "nodes": {{Width}}, "labels": [{{labels}}], "activation": "tanh", "biases": [{{row}}],
            "incoming": [{"from": "input", "weights": [[{{row}}], [{{row}}]]}]}
            """);
        Network network = ModelText.LoadNetwork(content);
        network.Node("label 49999").Name.Should().Be("y50000");
        network.Clone().Node("label 49999").Name.Should().Be("y50000");
    }

    /// <summary>True if the content was loaded, false if it was refused. Anything else fails the test.</summary>
    private static bool Loads(byte[] content)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Model model = Model.Load(new MemoryStream(content));
            CheckAllocation();
            if (model.Recipe is not null) NodeNet.Fuzzing.Targets.AnswerARow(model);
            else model.Predict(new double[model.Network.InputLayer.Count]).Should().HaveCount(model.Network.OutputLayer.Count);
            ModelText.LoadModel(ModelText.Of(model)).Network.ShouldBeIdenticalTo(model.Network);
            return true;
        }
        catch (ModelFileException error)
        {
            CheckAllocation();
            error.Line.Should().BeInRange(1, 1 + content.Count(b => b == (byte)'\n'));
            error.JsonPath.Should().StartWith("$");
            error.Message.Should().Match(m => m.Length < 1500);
            return false;
        }

        void CheckAllocation() => (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(Always + PerByte * content.Length);
    }

    private static string Layers(string layers) => $$$"""{"format": "NodeNet model", "version": 1, "network": {"inputs": 2, "layers": [{{{layers}}}]}}""";

    private static string Output(int nodes, string biases, string incoming, string activation = "tanh") =>
        $$"""{"name": "output", "nodes": {{nodes}}, "activation": "{{activation}}", "biases": [{{biases}}], "incoming": [{{incoming}}]}""";

    private static string Layer(string name) => $$"""
        {"name": "{{name}}", "nodes": 1, "activation": "tanh", "biases": [0],
        "incoming": [{"from": "{{Before(name)}}", "weights": [[1]{{(name == "hidden 1" ? ", [1]" : "")}}]}]}
        """;

    private static string Before(string name) =>
        name == "hidden 1" ? "input" : $"hidden {int.Parse(name["hidden ".Length..], System.Globalization.CultureInfo.InvariantCulture) - 1}";

    private static string Nulls(int count) => string.Join(",", Enumerable.Repeat("null", count));

    [GeneratedRegex("\"[^\"]*\"|-?[0-9][0-9.eE+-]*|null|[\\[\\]{}]")]
    private static partial Regex Value();
}
