using System.Text;
using NodeNet.Learning;
using NodeNet.Persistence;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tests.Persistence;

namespace NodeNet.Tests.Recipes;

/// <summary>How a table was written is part of a model's origin, and makes options that read the next table.</summary>
public class TableFormTests
{
    private static readonly TableForm _everything = new()
    {
        Delimiter = ';',
        DecimalSeparator = ',',
        GroupSeparator = '.',
        Units = ["€", "%"],
        DateFormats = ["dd.MM.yyyy"],
        TrueWords = ["wahr"],
        FalseWords = ["falsch"],
        MissingValues = ["", "k.A."],
        Comment = "//",
        Encoding = "windows-1252",
    };

    [Fact]
    public void A_table_says_how_it_was_written_and_a_table_of_no_text_says_nothing()
    {
        Table table = Table.ParseCsv("a|b\n1,5|x\n", new CsvOptions { DecimalSeparator = ',' });

        table.Form!.ToString().Should().Be("cells divided by '|', decimal separator ','");
        table.Where(_ => true).Select("b").Form!.ToString().Should().Be(table.Form.ToString());
        Table.FromColumns(("a", new[] { 1.0 })).Form.Should().BeNull();
        ((ITable)Table.ParseCsv("a\tb\n1\t2\n")).Form!.ToString().Should().Be("cells divided by tabs");
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("Infinity")]
    public void A_number_that_no_double_can_hold_is_refused_with_its_place(string cell)
    {
        Table training = Table.ParseCsv("a,y\n1,2\n2,4\n3,7\n");
        Recipe recipe = Recipe.Fit(training, "y");

        FluentActions.Invoking(() => recipe.DataSet(Table.ParseCsv($"a,y\n1,2\n{cell},4\n"))).Should().Throw<RecipeException>().WithMessage(
            $"*line 3, column a: \"{cell}\" is no finite number, or too large for one: numbers go up to 1.79e308. Correct the cell, or leave it empty.");
    }

    [Fact]
    public void A_form_is_told_by_what_is_not_usual()
    {
        new TableForm().ToString().Should().Be("cells divided by ','");
        _everything.ToString().Should().Be(
            "cells divided by ';', decimal separator ',', separator of thousands '.', units € | %, dates dd.MM.yyyy, yes wahr, no falsch, gaps k.A., "
                + "comments //, encoding windows-1252");
        new TableForm { MissingValues = [], Delimiter = ' ' }.ToString().Should().Be("cells divided by spaces, gaps (none)");
    }

    [Fact]
    public void A_model_keeps_the_form_in_its_file_and_further_tables_are_read_by_it()
    {
        Table table = Table.ParseCsv("// prices\nsize;cost\n1,5;3\n2,5;5\nk.A.;6\n4,5;9\n", CsvOptions.Of(_everything with { Encoding = "utf-8" }));

        Model model = ModelText.LoadModel(ModelText.Of((Learner.For("cost") with { Epochs = 1 }).Train(table)));

        TableForm kept = model.Origin!.TableForm!;
        kept.ToString().Should().Be((_everything with { Encoding = "utf-8" }).ToString());
        model.Predict(Table.ParseCsv("size\n1.500,5\n", CsvOptions.Of(kept)))[0].ToArray().Should().Equal(model.Predict([1500.5]));
    }

    [Theory]
    [InlineData("size;cost\n1,5;2\n", ';')]
    [InlineData("size,cost\n1,2\n", ',')]
    [InlineData("size\n1,5\n2,5\n", ';')]
    [InlineData("size\tcost, all\n1\t2\n", '\t')]
    [InlineData("\"a;b\",cost\n1,2\n", ',')]
    [InlineData("", ';')]
    public void The_likely_delimiter_is_taken_unless_the_first_row_shows_another(string text, char delimiter)
    {
        var options = new CsvOptions { LikelyDelimiter = ';', DecimalSeparator = delimiter == ',' ? '.' : ',' };
        if (text.Length == 0) FluentActions.Invoking(() => Table.ParseCsv(text, options)).Should().Throw<TableFormatException>();
        else Table.ParseCsv(text, options).Form!.Delimiter.Should().Be(delimiter);
    }

    [Fact]
    public void A_likely_space_has_no_say_where_words_have_spaces() =>
        Table.ParseCsv("bill length;cost\n1;2\n", new CsvOptions { LikelyDelimiter = ' ' }).Form!.Delimiter.Should().Be(';');

    [Fact]
    public void The_text_of_a_cell_is_read_as_its_table_writes_numbers_and_dates()
    {
        Table german = Table.ParseCsv("a;b\n1,5;x\n", new CsvOptions { DecimalSeparator = ',', DateFormats = ["d.M.yyyy"] });

        german.ReadAs("1,5", CellKind.Number).Should().Be((Cell)1.5);
        german.ReadAs("12.345", CellKind.Number).IsMissing.Should().BeTrue("a point stands before no decimals here");
        german.ReadAs("007", CellKind.Number).Should().Be((Cell)7.0, "who reads a code as a number has said so");
        german.ReadAs("5.3.2024", CellKind.Date).Should().Be((Cell)new DateTime(2024, 3, 5));
        german.ReadAs("2024-03-05", CellKind.Date).Should().Be((Cell)new DateTime(2024, 3, 5));
        Table.FromColumns(("a", new[] { "x" })).ReadAs("12.345", CellKind.Number).Should().Be((Cell)12.345);
        Cell.Parse("1,5", CellKind.Number).IsMissing.Should().BeTrue();
        FluentActions.Invoking(() => Cell.Parse("x", CellKind.Text)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Many_numbers_are_sorted_digit_by_digit_as_few_are()
    {
        var random = new NodeNet.Foundation.RandomGenerator(5);
        double[] numbers = [.. Enumerable.Range(0, 10_000).Select(i => (i % 5) switch
        {
            0 => random.NextDouble() - 0.5,
            1 => 1e300 * (random.NextDouble() - 0.5),
            2 => 5e-324 * i,
            3 => i % 7 - 3.0,
            _ => double.MaxValue * (i % 2 == 0 ? 1 : -1),
        })];
        double[] expected = [.. numbers.Order()];

        Quantiles.Sorted(numbers).Should().Equal(expected);
        Quantiles.Sorted(Enumerable.Repeat(2.5, 5000).ToArray()).Should().AllSatisfy(number => number.Should().Be(2.5));
    }

    [Fact]
    public void A_date_that_is_none_is_refused_with_the_tables_own_form()
    {
        var options = new CsvOptions { DateFormats = ["dd.MM.yyyy"] };
        Recipe recipe = Recipe.Fit(Table.ParseCsv("day,y\n05.03.2024,1\n06.03.2024,2\n08.03.2024,3\n", options), "y");

        Table mixed = Table.ParseCsv("day\n07.03.2024\nsoon\n", options);

        recipe.Inputs(mixed.Rows(0)).Count.Should().Be(1);
        FluentActions.Invoking(() => recipe.Inputs(mixed)).Should().Throw<RecipeException>()
            .WithMessage("line 3, column day: \"soon\" is no date; write dates as dd.MM.yyyy or as 2024-03-05.");
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "\"delimiter\": \"a\"", "Delimiter is '\\u0061'; it must be a tab or *" },
        { "\"delimiter\": \";;\"", "This must be one character." },
        { "\"delimiter\": 3", "This is 3; it must be text." },
        { "\"decimalSeparator\": \";\"", "DecimalSeparator is ';'; it must be '.' or ','." },
        { "\"groupSeparator\": \".\"", "GroupSeparator is '.'; it must be neither the decimal separator nor *" },
        { "\"units\": [\" \"]", "Units is null or holds one that is blank*" },
        { "\"units\": [null]", "This is null; it must be text." },
        { "\"trueWords\": [\"FALSE\"]", "\"FALSE\" is one of TrueWords and of FalseWords." },
        { "\"comment\": \"\"", "Comment is \"\"; it must hold a character*" },
        { "\"encoding\": \"\"", "Encoding is blank; it must be a name, as utf-8." },
        { "\"decimal\": \",\"", "There is no member \"decimal\" here; there are delimiter, *, encoding." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_form_in_a_file_is_checked(string member, string trouble)
    {
        string file = $$$"""
            {"format": "NodeNet model", "version": 2, "origin": {"tableForm": { {{{member}}} }}, "network": {"inputs": 1, "layers": [
              {"name": "output", "nodes": 1, "activation": "identity", "biases": [0], "incoming": [{"from": "input", "weights": [[1]]}]}]}}
            """;
        FluentActions.Invoking(() => ModelText.LoadModel(file)).Should().Throw<ModelFileException>().WithMessage($"line 1, $.origin.tableForm*: {trouble}");
    }

    [Fact]
    public void An_encoding_that_is_not_known_is_refused_when_a_table_is_read_by_it()
    {
        CsvOptions.EncodingOf("Windows-1252").GetString([0x80]).Should().Be("€");
        CsvOptions.EncodingOf("latin1").Should().Be(Encoding.Latin1);
        FluentActions.Invoking(() => CsvOptions.Of(new TableForm { Encoding = "klingon" })).Should().Throw<ArgumentException>()
            .WithMessage("\"klingon\" is no encoding; the usual ones are utf-8, *");
        FluentActions.Invoking(() => Table.ParseCsv("a\n1\n", new CsvOptions { LikelyDelimiter = 'x' })).Should().Throw<ArgumentException>();
    }
}
