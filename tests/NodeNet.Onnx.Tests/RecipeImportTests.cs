using NodeNet.Data;
using NodeNet.Onnx.Format;
using NodeNet.Recipes;

namespace NodeNet.Onnx.Tests;

/// <summary>A recipe that went out comes back, and those of others become one.</summary>
public class RecipeImportTests
{
    [Fact]
    public void A_recipe_with_every_kind_of_column_comes_back_and_answers_to_the_bit()
    {
        Model model = RecipeExamples.Model(RecipeExamples.Table(), RecipeExamples.Options());

        Model again = OnnxModel.Load(new MemoryStream(Runtime.FileOf(model))).Model;

        again.Recipe!.ColumnNames.Should().Equal(model.Recipe!.ColumnNames);
        again.Recipe.Columns.Select(column => column.Encoding.ToString()).Should().Equal(model.Recipe.Columns.Select(column => column.Encoding.ToString()));
        again.Recipe.InputNames.Should().Equal(model.Recipe.InputNames);
        again.Recipe.Targets.Select(target => target.ToString()).Should().Equal(model.Recipe.Targets.Select(target => target.ToString()));
        again.Network.FirstParameterDifference(model.Network).Should().BeNull();
        (Rows ours, Rows theirs) = (model.Predict(RecipeExamples.Table()), again.Predict(RecipeExamples.Table()));
        for (int row = 0; row < ours.Count; row++) theirs[row].ToArray().Should().Equal(ours[row].ToArray());
    }

    [Theory]
    [InlineData(UnknownRule.Refuse)]
    [InlineData(UnknownRule.AllZeros)]
    [InlineData(UnknownRule.Rare)]
    public void Rare_and_unknown_categories_come_back(UnknownRule unknown)
    {
        RecipeOptions options = RecipeExamples.Options();
        options.Columns["island"] = new ColumnOptions
        {
            Kind = ColumnKind.Category,
            MinimumCount = 2,
            Unknown = unknown,
            Missing = MissingRule.MostFrequent,
            MarksMissing = true,
        };
        Model model = RecipeExamples.Model(RecipeExamples.Table(), options);

        Model again = OnnxModel.Load(new MemoryStream(Runtime.FileOf(model))).Model;

        var island = (CategoryEncoding)again.Recipe!.Columns[0].Encoding;
        island.Unknown.Should().Be(unknown);
        again.Recipe.Columns[0].MarksMissing.Should().BeTrue();
        again.Recipe.Columns[0].Fill.Should().Be(model.Recipe!.Columns[0].Fill);
        (Rows ours, Rows theirs) = (model.Predict(RecipeExamples.Table()), again.Predict(RecipeExamples.Table()));
        for (int row = 0; row < ours.Count; row++) theirs[row].ToArray().Should().Equal(ours[row].ToArray());
    }

    [Fact]
    public void Targets_that_were_learned_as_logarithms_come_back()
    {
        Model model = RecipeExamples.Model(RecipeExamples.Table(), new RecipeOptions
        {
            Targets = ["length", "eggs"],
            Inputs = ["island"],
            Columns =
            {
                ["island"] = new ColumnOptions { Kind = ColumnKind.Category, Missing = MissingRule.OwnCategory },
                ["eggs"] = new ColumnOptions { Scaling = NumberScaling.LogOnePlus },
            },
            DropsMissingTargets = true,
        });

        Model again = OnnxModel.Load(new MemoryStream(Runtime.FileOf(model))).Model;

        again.Recipe!.Targets.Select(target => target.ToString()).Should().Equal(model.Recipe!.Targets.Select(target => target.ToString()));
        (Rows ours, Rows theirs) = (model.Predict(RecipeExamples.Table()), again.Predict(RecipeExamples.Table()));
        for (int row = 0; row < ours.Count; row++) theirs[row].ToArray().Should().Equal(ours[row].ToArray());
    }

    [Fact]
    public void An_imputer_a_scaler_and_a_one_hot_encoder_of_others_become_a_recipe()
    {
        const string Ml = "ai.onnx.ml";
        NodeMessage[] nodes =
        [
            new("Imputer", ["numbers"], ["filled"]) { Domain = Ml, Attributes = [new AttributeMessage("imputed_value_floats") { Singles = [2.0f, 3.0f] }] },
            new("Scaler", ["filled"], ["scaled"])
            {
                Domain = Ml,
                Attributes = [new AttributeMessage("offset") { Singles = [1.0f, 1.0f] }, new AttributeMessage("scale") { Singles = [0.5f, 0.25f] }],
            },
            new("OneHotEncoder", ["colour"], ["hot"])
            {
                Domain = Ml, Attributes = [new AttributeMessage("cats_strings") { Texts = ["green", "red"] }, new AttributeMessage("zeros") { Integer = 1 }],
            },
            new("Reshape", ["hot", "shape"], ["flat"]),
            new("Concat", ["scaled", "flat"], ["all"]) { Attributes = [new AttributeMessage("axis") { Integer = 1 }] },
            new("MatMul", ["all", "w"], ["y"]),
        ];
        var graph = new GraphMessage(
            "pipeline", nodes, [TensorMessage.Of("w", [1, 10, 100, 1000], isDouble: false, 4, 1), TensorMessage.Of("shape", [-1L, 2L], 2)],
            [new ValueMessage("numbers", ElementType.Float, [-1, 2]), new ValueMessage("colour", ElementType.Text, [-1, 1])],
            [new ValueMessage("y", ElementType.Float, [-1, 1])]);

        Model model = OnnxModel.Load(new MemoryStream(OnnxWriter.Write(new ModelMessage(graph)))).Model;

        model.Recipe!.ColumnNames.Should().Equal("numbers_1", "numbers_2", "colour");
        model.Predict(new Dictionary<string, object?> { ["numbers_1"] = 5.0, ["numbers_2"] = null, ["colour"] = "red" })
            .Should().Equal((5.0 - 1.0) / 2.0 + 10.0 * (3.0 - 1.0) / 4.0 + 1000.0);
        model.Predict(new Dictionary<string, object?> { ["numbers_1"] = null, ["numbers_2"] = 1.0, ["colour"] = "blue" })
            .Should().Equal((2.0 - 1.0) / 2.0);
    }
}
