using NodeNet.Persistence;
using NodeNet.Tests.Persistence;

namespace NodeNet.Tests.Recipes;

/// <summary>Whatever is wrong with the recipe in a model file is refused with its place.</summary>
public class RefusedRecipeTests
{
    private static readonly string _file = File.ReadAllText(Path.Combine(GoldenModelTests.Folder, "model-v2-recipe.json"));

    public static TheoryData<string, string, string> Edits => new()
    {
        { "\"version\": 2", "\"version\": 1", "$: There is no member \"*\" here; *" },
        { "\"category\"", "\"cat\"", "$.recipe.columns[0].kind: This must be one of number, category, ordered, truth, date." },
        { "\"categories\": [\"green\", \"yellow\"],", "", "$.recipe.columns[0]: The member \"categories\" is missing." },
        { "[\"green\", \"yellow\"]", "[]", "$.recipe.columns[0].categories: There is no category." },
        { "[\"green\", \"yellow\"]", "[\"green\", \"green\"]", "$.recipe.columns[0].categories: The name \"green\" is there twice." },
        { "[\"green\", \"yellow\"]", "[\"green\"]", "$.recipe: The recipe makes 2 inputs and reads 1 output; the network has 3 and 1." },
        { "\"refuse\"", "\"ignore\"", "$.recipe.columns[0].unknown: This must be one of refuse, allZeros, rare." },
        { "\"factor\": 10.897247358851684", "\"factor\": 0", "$.recipe.columns[1].scaling.factor: This is 0, by which nothing can be divided." },
        { "\"offset\": 137.5", "\"offset\": 1e999", "$.recipe.columns[1].scaling.offset: This is 1e999; it must be a number that a double can hold." },
        { "\"rule\": \"standard\"", "\"rule\": \"\"", "$.recipe.columns[1].scaling.rule: This must be one of standard, *" },
        { "\"fill\": 140,", "", "$.recipe.columns[1]: The member \"fill\" is missing." },
        { "\"missing\": \"median\",", "", "$.recipe.columns[1]: Nothing is filled in, so \"fill\" has no place here." },
        { "\"missing\": \"median\"", "\"missing\": \"ownCategory\"", "$.recipe.columns[1].missing: Only a category has one for missing values." },
        { "\"fill\": 140", "\"fill\": 1e308, \"marksMissing\": 2", "$.recipe.columns[1].marksMissing: This is 2; it must be a whole number from 0 to 1." },
        { "\"name\": \"grams\"", "\"name\": \"colour\"", "$.recipe.columns: The name \"colour\" is there twice." },
        { "[\"apple\", \"banana\"]", "[\"apple\"]", "$.recipe.targets[0].classes: There is 1 item; *" },
        { "[\"apple\", \"banana\"]", "[\"apple\", \"banana\", \"pear\"]", "$.recipe: The recipe makes 3 inputs and reads 3 outputs; the network has 3 and 1." },
        { "\"classes\": [\"apple\", \"banana\"]", "\"classes\": 2", "$.recipe.targets[0].classes: This is 2; it must be a list." },
        { "\"threshold\": 0.4", "\"threshold\": 1.5", "$.threshold: A threshold is from 0 to 1." },
        { "\"rows\": 4,\n    \"scores\"", "\"rows\": -4,\n    \"scores\"", "$.origin.rows: This is -4; *" },
        { "\"loss\":", "\"inputScaling\": {\"offsets\": [0, 0, 0], \"factors\": [1, 1, 1]}, \"loss\":",
            "$.inputScaling: A model with a recipe has no scalers *" },
        { "\"kind\": \"number\"", "\"kind\": \"date\", \"parts\": [\"year\"], \"first\": \"yesterday\"",
            "$.recipe.columns[1].first: *\"yesterday\" is no date; *" },
        { "\"kind\": \"number\"", "\"kind\": \"date\", \"parts\": [\"month\"], \"first\": \"2024-01-01\"",
            "$.recipe.columns[1].parts[0]: The part of a date *" },
        { "\"kind\": \"number\"", "\"kind\": \"ordered\", \"order\": [\"a\", \"b\"]", "$.recipe.columns[1].fill: This is 140; it must be text." },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_is_refused_with_its_place(string what, string instead, string trouble)
    {
        int at = _file.IndexOf(what, StringComparison.Ordinal);
        at.Should().BeGreaterThan(0, "the file holds {0}", what);

        FluentActions.Invoking(() => ModelText.LoadModel(_file[..at] + instead + _file[(at + what.Length)..]))
            .Should().Throw<ModelFileException>().WithMessage($"line *, {trouble}");
    }

    [Fact]
    public void A_file_that_is_cut_anywhere_is_refused()
    {
        for (int length = 0; length < _file.Length - 2; length += 7)
            FluentActions.Invoking(() => ModelText.LoadModel(_file[..length])).Should().Throw<ModelFileException>();
    }

    [Fact]
    public void A_network_is_not_loaded_without_its_recipe() =>
        FluentActions.Invoking(() => ModelText.LoadNetwork(_file)).Should().Throw<ModelFileException>().WithMessage("*load it with Model.Load.");
}
