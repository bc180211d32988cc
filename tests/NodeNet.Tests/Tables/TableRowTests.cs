using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>A row of a table is a row like any other: a model answers it.</summary>
public class TableRowTests
{
    [Fact]
    public void A_model_answers_a_row_as_it_answers_the_table()
    {
        Table table = Penguins.Table;
        Model model = (Learner.For("species") with { Epochs = 2 }).Train(table);
        IReadOnlyList<Classification> all = model.Classify(table);

        model.Classify(table[7]).Label.Should().Be(all[7].Label);
        model.Predict(table[7]).Should().Equal(model.Predict(table)[7].ToArray());
        model.Check(table[7]).Should().BeEmpty();
        ITable two = Records.Table(table[9], table[7]);
        two.RowCount.Should().Be(2);
        two.Name.Should().Be(((ITable)table).Name);
        two[1, 0].ToString().Should().Be(table[7, 0].ToString());
        FluentActions.Invoking(() => Records.Table(table[0], Table.ParseCsv("a\n1\n")[0]))
            .Should().Throw<ArgumentException>().WithMessage("*different tables*");
    }

    [Fact]
    public void Parts_of_a_table_read_its_words_as_it_does()
    {
        // A column of words, in which a recipe looks for numbers with a decimal comma: in every part of a cross-validation, too.
        string lines = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"{i % 7},5;{(i % 7 > 3 ? "high" : "low")}"));
        Table table = Table.ParseCsv("size;kind\n" + lines + "\n", new CsvOptions
        {
            Delimiter = ';',
            DecimalSeparator = ',',
            ColumnKinds = new Dictionary<string, CellKind> { ["size"] = CellKind.Text },
        });
        Learner learner = Learner.For("kind").WithColumn("size", new ColumnOptions { Kind = ColumnKind.Number }) with { Epochs = 60 };

        CrossValidation.Run(table, learner, folds: 4).MeanScore.Should().BeGreaterThan(0.7);
    }
}
