using System.Text.RegularExpressions;
using CsCheck;
using NJsonSchema;
using NJsonSchema.Validation;
using NodeNet.Persistence;

namespace NodeNet.Tests.Persistence;

/// <summary>docs/file-format.md and docs/model.schema.json say what the program does.</summary>
public partial class FileFormatPageTests
{
    private static readonly string _docs = Path.Combine(AppContext.BaseDirectory, "docs");
    private static readonly string _page = File.ReadAllText(Path.Combine(_docs, "file-format.md"));

    // NJsonSchema knows "$defs" by its older name only.
    private static readonly JsonSchema _schema =
        JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(_docs, "model.schema.json")).Replace("$defs", "definitions")).GetAwaiter().GetResult();

    public static TheoryData<string> Examples => [.. JsonBlock().Matches(_page).Select(match => match.Groups[1].Value)];

    public static TheoryData<string> GoldenFiles => [.. Directory.GetFiles(GoldenModelTests.Folder)];

    /// <summary>Edits of the second example that the program refuses; those marked false follow a rule between values, which a schema cannot state.</summary>
    public static TheoryData<string, string, bool> Refused => new()
    {
        { "\"version\": 2", "\"version\": 3", true },
        { "\"checksum\": \"", "\"checksum\": \"0", true },
        { "\"loss\"", "\"recipe\"", true },
        { "\"NodeNet model\"", "\"NodeNet\"", true },
        { "\"loss\"", "\"losses\"", true },
        { "\"loss\": \"cross_entropy\"", "\"loss\": null", true },
        { "\"inputs\": 2", "\"inputs\": 0", true },
        { "\"inputs\": 2", "\"inputs\": 2.5", true },
        { "\"nodes\": 3,", "", true },
        { "\"name\": \"hidden 1\"", "\"name\": \"hidden\"", true },
        { "\"activation\": \"tanh\",", "", true },
        { "\"activation\": \"tanh\"", "\"layerActivation\": \"softmax\"", true },
        { "\"biases\": [0.1, null, -0]", "\"biases\": [0.1, null, true]", true },
        { "\"biases\": [0.1, null, -0]", "\"biases\": []", true },
        { "\"frozenBiases\": [0, 0, 1]", "\"frozenBiases\": [0, 0, 2]", true },
        { "\"from\": \"hidden 1\"", "\"from\": \"output\"", true },
        { "[0.5, -1.25, 0.75]", "0.5", true },
        { "\"factors\": [2, 0.1]", "\"factors\": [2, 0]", true },
        { "\"good\", \"bad\"", "\"good\", \"good\"", true },
        { "\"good\", \"bad\"", "\"good\"", false },
        { "[0.5, -1.25, 0.75]", "[0.5, -1.25]", false },
        { "\"from\": \"hidden 1\"", "\"from\": \"hidden 2\"", false },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_loads_and_is_as_it_would_be_saved(string example)
    {
        ModelText.Of(ModelText.LoadModel(example)).Should().Be(example);
        Faults(example).Should().BeEmpty();
    }

    [Fact]
    public void There_are_examples() => Examples.Should().HaveCount(3);

    [Theory]
    [MemberData(nameof(GoldenFiles))]
    public void Golden_files_conform_to_the_schema(string file) => Faults(File.ReadAllText(file)).Should().BeEmpty();

    [Fact]
    public void What_is_saved_conforms_to_the_schema() => RandomNetworks.Any.Sample(
        plan =>
        {
            Network network = plan.Build();
            network.InputLayer.Nodes[0].Label = "label";
            network.OutputLayer.Nodes[0].IsBiasFrozen = true;
            Faults(ModelText.Of(network)).Should().BeEmpty();
        },
        iter: 20);

    [Theory]
    [MemberData(nameof(Refused))]
    public void The_schema_refuses_what_the_program_refuses(string what, string instead, bool bySchema)
    {
        string example = JsonBlock().Matches(_page)[1].Groups[1].Value;
        if (!what.Contains("checksum", StringComparison.Ordinal)) example = ModelText.WithoutChecksum(example); // which alone would refuse every edit
        example.Should().Contain(what);
        string edited = new Regex(Regex.Escape(what)).Replace(example, instead, count: 1);

        FluentActions.Invoking(() => ModelText.LoadModel(edited)).Should().Throw<ModelFileException>();
        (Faults(edited).Count > 0).Should().Be(bySchema);
    }

    [Fact]
    public void The_limits_on_the_page_are_the_defaults()
    {
        ModelFileLimits limits = ModelFileLimits.Default;
        Limit("MaximumBytes").Should().Be(limits.MaximumBytes);
        Limit("MaximumLayers").Should().Be(limits.MaximumLayers);
        Limit("MaximumNodes").Should().Be(limits.MaximumNodes);
        Limit("MaximumParameters").Should().Be(limits.MaximumParameters);
        Limit("MaximumTextLength").Should().Be(limits.MaximumTextLength);
        _page.Should().Contain($"at most {JsonText.MostDepth} deep");

        static long Limit(string name) =>
            long.Parse(
                Regex.Match(_page, $@"\| `{name}`[^|]*\| ([0-9 ]+) \|").Groups[1].Value.Replace(" ", "", StringComparison.Ordinal),
                System.Globalization.CultureInfo.InvariantCulture);
    }

    private static ICollection<ValidationError> Faults(string json) => _schema.Validate(json);

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
