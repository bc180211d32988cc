using System.Text;
using NodeNet.Datasets;

namespace NodeNet.Tests.Datasets;

/// <summary>Files as other people write them: they are read as they are meant, or refused with what they look like and what helps.</summary>
public class CsvFormsTests
{
    [Theory]
    [InlineData("a,b,c\n1,2,3\n", ',')]
    [InlineData("a;b;c\n1,5;2,5;3\n", ';')]
    [InlineData("a\tb\n1\t2\n", '\t')]
    [InlineData("a|b\n1|2\n", '|')]
    [InlineData("\uFEFFa;b\r\n1;2\r\n", ';')]
    [InlineData("\"a;b\",c\n\"1;2\",3\n", ',')] // in quotes it divides nothing
    [InlineData("text,n\n\"two;\nlines\",1\n", ',')]
    [InlineData("a\n1\n", ',')]
    public void The_delimiter_is_found(string text, char delimiter) => CsvTable.Parse(text).Delimiter.Should().Be(delimiter);

    [Fact]
    public void A_damaged_row_is_still_read_with_what_divides_the_first_one()
    {
        FluentActions.Invoking(() => CsvTable.Parse("a;b\n1;2;3\n")).Should().Throw<DataFormatException>()
            .WithMessage("line 2, column 3: The row goes on beyond the 2 columns; it has 3 cells.");
    }

    [Theory]
    [InlineData("sep=;\na;b\n1;2,5\nx;y\n")]
    [InlineData("\uFEFFSEP=;\r\na;b\r\n1;2,5\r\nx;y\r\n")]
    public void A_first_line_that_names_the_delimiter_is_obeyed_and_counted(string text)
    {
        CsvTable table = CsvTable.Parse(text);
        table.Columns.Should().Equal("a", "b");
        table[0, "b"].Should().Be("2,5");
        FluentActions.Invoking(() => table.Numbers("a")).Should().Throw<DataFormatException>()
            .WithMessage("line 4, column 1 (a): \"x\" is not a finite number*");
        foreach (Encoding encoding in (Encoding[])[new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            using var file = new TemporaryFile(text.TrimStart('\uFEFF').Replace("a;b", "ä;b"), encoding);
            CsvTable.Read(file.Path).Columns.Should().Equal("ä", "b");
        }
    }

    [Fact]
    public void A_file_and_a_caller_who_name_different_delimiters_are_told()
    {
        FluentActions.Invoking(() => CsvTable.Parse("sep=;\na;b\n", new CsvOptions { Delimiter = ',' })).Should().Throw<DataFormatException>()
            .WithMessage("line 1: The file says that ';' divides its cells; CsvOptions.Delimiter is ','.");
        CsvTable.Parse("sep=;\na;b\n", new CsvOptions { Delimiter = ';' }).Columns.Should().Equal("a", "b");
    }

    [Fact]
    public void A_single_column_that_was_meant_to_be_several_is_suspected()
    {
        CsvTable table = CsvTable.Parse("a;b\n1;2\n", new CsvOptions { Delimiter = ',' });
        FluentActions.Invoking(() => table.Numbers("a")).Should().Throw<ArgumentException>()
            .WithMessage("There is no column \"a\"; there is a;b. A single column: are its cells divided by something other than ',' (CsvOptions.Delimiter)?*");
    }

    [Fact]
    public void A_first_line_of_numbers_alone_is_names_or_a_row_as_the_caller_says()
    {
        const string Text = "2019,2020\n1,2\n";
        FluentActions.Invoking(() => CsvTable.Parse(Text)).Should().Throw<DataFormatException>().WithMessage("line 1: The first line holds numbers alone*");
        CsvTable.Parse(Text, new CsvOptions { HasHeader = true }).Columns.Should().Equal("2019", "2020");
        CsvTable.Parse(Text, new CsvOptions { HasHeader = false }).RowCount.Should().Be(2);
        CsvTable.Parse("2019,b\n1,2\n").RowCount.Should().Be(1);
    }

    [Theory]
    [InlineData("1,5", "a number with a decimal comma: set CsvOptions.DecimalSeparator to ','")]
    [InlineData("-0,25", "a number with a decimal comma: set CsvOptions.DecimalSeparator to ','")]
    [InlineData("1 000", "a number with its digits in groups: set CsvOptions.GroupSeparator to ' '")]
    [InlineData("1.234,5", "a number with its digits in groups: set CsvOptions.GroupSeparator to '.' and CsvOptions.DecimalSeparator to ','")]
    [InlineData("1,234.5", "a number with its digits in groups: set CsvOptions.GroupSeparator to ','")]
    [InlineData("1'000'000", "a number with its digits in groups: set CsvOptions.GroupSeparator to '''")]
    [InlineData("$5", "an amount of money: name \"$\" in CsvOptions.Units")]
    [InlineData("5.50 €", "an amount of money: name \"€\" in CsvOptions.Units")]
    [InlineData("12%", "a percentage: name \"%\" in CsvOptions.Units")]
    [InlineData("2024-03-05", "a date, which is no number: make numbers of it, as days since a first one")]
    [InlineData("05.03.2024", "a date, which is no number: make numbers of it, as days since a first one")]
    [InlineData("2024-03-05T10:30:00", "a date, which is no number: make numbers of it, as days since a first one")]
    [InlineData("10:30", "a time of day, which is no number: make minutes or hours of it")]
    public void Numbers_and_dates_in_another_form_are_no_categories_unless_they_are_named_so(string cell, string look)
    {
        CsvTable table = CsvTable.Parse($"x;y\n{cell};1\n{cell};2\n");
        FluentActions.Invoking(() => table.ToDataSet(["x"], ["y"])).Should().Throw<DataFormatException>()
            .WithMessage($"line 2, column 1 (x): \"{cell}\" looks like {look}. If it names a category, name the column as one of categories.");
        FluentActions.Invoking(() => table.Numbers("x")).Should().Throw<DataFormatException>().WithMessage($"* It looks like {look}.");
        table.ToDataSet(["x"], ["y"], categories: ["x"]).Inputs.Width.Should().Be(1);
        FluentActions.Invoking(() => CsvTable.Parse($"x;y\n1;1\n{cell};2\n").ToDataSet(["x"], ["y"])).Should().Throw<DataFormatException>()
            .WithMessage($"line 3, column 1 (x): \"{cell}\" is not a finite number, but line 2 has one. It looks like {look}. *");
    }

    [Theory]
    [InlineData("red")]
    [InlineData("A-4")]
    [InlineData("1.2.3")]
    [InlineData("192.168.0.1")]
    [InlineData("5 kg")]
    [InlineData("%")]
    public void Other_words_are_categories(string cell)
    {
        CsvTable.Parse($"x;y\n{cell};1\nblue;2\n{cell};2\n").ToDataSet(["x"], ["y"]).Inputs.Width.Should().Be(2);
    }

    [Theory]
    [InlineData(',', null, "1,5", 1.5)]
    [InlineData(',', '.', "1.234.567,5", 1234567.5)]
    [InlineData(',', ' ', "-1 234,5", -1234.5)]
    [InlineData(',', ' ', "1\u00A0234", 1234.0)]
    [InlineData(',', '.', "2,5e3", 2500.0)]
    [InlineData('.', ',', "1,234.5", 1234.5)]
    [InlineData('.', '\'', "1'000", 1000.0)]
    [InlineData('.', null, "\u22121.5", -1.5)] // a printed minus
    [InlineData('.', null, "$ 5", 5.0)]
    [InlineData('.', null, "-$5", -5.0)]
    [InlineData('.', null, "12.5%", 12.5)]
    [InlineData('.', null, "3 kg", 3.0)]
    public void Numbers_in_another_form_are_read_when_that_is_asked_for(char decimals, char? groups, string cell, double number)
    {
        var options = new CsvOptions { Delimiter = ';', DecimalSeparator = decimals, GroupSeparator = groups, Units = ["$", "%", "kg"] };
        CsvTable.Parse($"x;y\n{cell};1\n", options).ToDataSet(["x"], ["y"]).Inputs[0, 0].Should().Be(number);
    }

    [Theory]
    [InlineData(',', null, "1.5")] // with a decimal comma, a point would be a thousand times another number
    [InlineData(',', '.', "1.5")]
    [InlineData(',', '.', "1.2345")]
    [InlineData('.', ',', "12,34.5")]
    [InlineData('.', ',', ",123")]
    [InlineData('.', ',', "1,23")]
    public void Groups_have_three_digits_and_there_is_one_decimal_separator(char decimals, char? groups, string cell)
    {
        var options = new CsvOptions { Delimiter = ';', DecimalSeparator = decimals, GroupSeparator = groups };
        FluentActions.Invoking(() => CsvTable.Parse($"x\n{cell}\n", options).Numbers("x")).Should().Throw<DataFormatException>()
            .WithMessage($"line 2, column 1 (x): \"{cell}\" is not a finite number*");
    }

    [Fact]
    public void Identifiers_are_no_categories_unless_they_are_named_so()
    {
        CsvTable table = CsvTable.Parse("name,y\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"n{i},{i % 3}\n")));
        FluentActions.Invoking(() => table.ToDataSet(["name"], ["y"])).Should().Throw<DataFormatException>().WithMessage(
            "line 2, column 1 (name): There are 200 different values in 200 rows, as \"n0\": they identify rows and say nothing of others. " +
            "Leave the column out, or name it as one of categories.");
        FluentActions.Invoking(() => table.ToDataSet(["y"], ["name"])).Should().Throw<DataFormatException>();
        table.ToDataSet(["name"], ["y"], categories: ["name"]).Inputs.Width.Should().Be(200);
        InputsOfTowns(rows: 20, towns: 15).Should().Be(15, "three quarters are few enough");
        InputsOfTowns(rows: 19, towns: 19).Should().Be(19, "so few may be different by chance");

        static int InputsOfTowns(int rows, int towns) =>
            CsvTable.Parse("town,y\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"t{i % towns},{i}\n"))).ToDataSet(["town"], ["y"]).Inputs.Width;
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        foreach (CsvOptions wrong in (CsvOptions[])[
            new() { DecimalSeparator = ';' },
            new() { GroupSeparator = '.' },
            new() { GroupSeparator = '5' },
            new() { Units = [" "] },
            new() { Units = null! },
        ])
        {
            FluentActions.Invoking(() => CsvTable.Parse("a\nb", wrong)).Should().Throw<ArgumentException>(wrong.ToString());
        }
    }
}
