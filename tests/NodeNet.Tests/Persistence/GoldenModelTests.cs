namespace NodeNet.Tests.Persistence;

/// <summary>Files of every version written so far, which must load for ever. The predictions were computed from the files' numbers by a program that shares
/// nothing with NodeNet.</summary>
public class GoldenModelTests
{
    public static TheoryData<string, double[], double[]> Predictions => new()
    {
        { "model-v1-network.json", [1, 1], [0.7310585786300049] },
        { "model-v1-everything.json", [11, 20.05], [0.7906784591008476, 0.20932154089915245] },
        { "model-v1-regression.json", [1, 2, 1.2e6], [-33.065335673590766] },
        { "model-v1-iris.json", [5.1, 3.5, 1.4, 0.2], [0.9982044857734544, 0.0017943725272780834, 1.141699267357531e-06] },
        { "model-v1-iris.json", [5.9, 3.0, 4.9, 1.7], [0.00082794608138123, 0.4772202882357978, 0.5219517656828209] },
        { "model-v1-iris.json", [6.3, 2.5, 4.9, 1.5], [0.0005761561298811859, 0.7493967808157836, 0.2500270630543351] },
    };

    public static string Folder => Path.Combine(AppContext.BaseDirectory, "Persistence", "Golden");

    [Theory]
    [MemberData(nameof(Predictions))]
    public void It_predicts_what_it_always_did(string file, double[] inputs, double[] expected) =>
        Model.Load(Path.Combine(Folder, file)).Predict(inputs).ShouldAgreeWith(expected);

    [Fact]
    public void Every_file_in_the_folder_is_tested()
    {
        string[] files = [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file))];
        IEnumerable<string> predicting = Predictions.Select(row => (string)row[0]).Distinct();
        files.Should().NotBeEmpty().And.BeEquivalentTo(predicting.Concat(["model-v2-recipe.json", "model-v2-form.json"]));
    }

    [Theory]
    [InlineData("model-v1-network.json")]
    [InlineData("model-v1-everything.json")]
    [InlineData("model-v1-regression.json")]
    [InlineData("model-v1-iris.json")]
    [InlineData("model-v2-recipe.json")]
    [InlineData("model-v2-form.json")]
    public void Saved_again_it_is_the_same_text(string file)
    {
        string text = File.ReadAllText(Path.Combine(Folder, file));
        string expected = text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal);
        ModelText.WithoutChecksum(ModelText.Of(ModelText.LoadModel(text))).Should().Be(ModelText.WithoutChecksum(expected));
    }

    [Fact]
    public void The_model_with_a_recipe_answers_rows_of_cells_as_it_always_did()
    {
        Model fruit = Model.Load(Path.Combine(Folder, "model-v2-recipe.json"));

        fruit.Predict(new { colour = "green", grams = 150 }).ShouldAgreeWith([0.13900972260264471]);
        fruit.Predict(new { colour = "yellow", grams = (double?)null }).ShouldAgreeWith([0.8368933187922469]);
        fruit.Classify(new { colour = "yellow", grams = 150 }).Label.Should().Be("banana");
        fruit.Origin!.ToString().Should().Be("trained with NodeNet 0.1.0 on fruit.csv, 4 rows; accuracy 0.97");
    }

    [Fact]
    public void The_model_with_a_checksum_says_how_its_table_was_written()
    {
        string file = Path.Combine(Folder, "model-v2-form.json");

        Model.Load(file).Origin!.TableForm!.ToString().Should().Be("cells divided by ';', decimal separator ',', units g");
        ModelText.Of(Model.Load(file)).Should().Be(File.ReadAllText(file));
    }

    [Fact]
    public void The_iris_model_knows_its_words()
    {
        Model iris = Model.Load(Path.Combine(Folder, "model-v1-iris.json"));
        iris.InputNames.Should().Equal("sepal length", "sepal width", "petal length", "petal width");
        iris.Classify([5.1, 3.5, 1.4, 0.2]).ToString().Should().Be("setosa (>99%)");
        iris.Classify([6.3, 2.5, 4.9, 1.5]).ToString().Should().Be("versicolor (75%)");
        iris.Loss!.Name.Should().Be("cross_entropy");
    }
}
