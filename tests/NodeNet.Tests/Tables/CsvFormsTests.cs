using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Tables;

/// <summary>Files as other people write them: they are read as they are meant, or it is said what they look like and what helps.</summary>
public class CsvFormsTests
{
    [Theory]
    [InlineData("a,b,c\n1,2,3\n", ",")]
    [InlineData("a;b;c\n1,5;2,5;3\n", ";")]
    [InlineData("a\tb\n1\t2\n", "\t")]
    [InlineData("a|b\n1|2\n", "|")]
    [InlineData("a b\n1 2\n", " ")]
    [InlineData("\uFEFFa;b\r\n1;2\r\n", ";")]
    [InlineData("\"a;b\",c\n\"1;2\",3\n", ",")] // in quotes it divides nothing
    [InlineData("text,n\n\"two;\nlines\",1\n", ",")]
    [InlineData("first name\nJohn Smith\nAda Byron\n", ",")] // spaces are found only between numbers
    [InlineData("a\n1\n", ",")]
    public void The_delimiter_is_found(string text, string delimiter)
    {
        // Read with the delimiter that should be found, the same columns come out.
        Table.ParseCsv(text).ColumnNames.Should().Equal(Table.ParseCsv(text, new CsvOptions { Delimiter = delimiter[0] }).ColumnNames);
        Table.ParseCsv(text).ColumnNames.Should().NotContain(name => name.Length > 5 && delimiter != ",");
    }

    [Fact]
    public void A_delimiter_that_was_found_is_told()
    {
        Table.ParseCsv("a;b\n1;2\n").Notes.Should().Equal("The cells are divided by ';'.");
        Table.ParseCsv("a\tb\n1\t2\n").Notes.Should().Equal("The cells are divided by tabs.");
        Table.ParseCsv("a b\n1 2\n").Notes.Should().Equal("The cells are divided by spaces.");
        Table.ParseCsv("a;b\n1;2\n", new CsvOptions { Delimiter = ';' }).Notes.Should().BeEmpty();
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(' ')]
    [InlineData(':')]
    [InlineData('~')]
    public void Another_delimiter_can_be_set(char delimiter)
    {
        Table table = Table.ParseCsv($"a{delimiter}b\n1,5{delimiter}2", new CsvOptions { Delimiter = delimiter });
        table[0, "a"].Text.Should().Be("1,5");
        table[0, "b"].Number.Should().Be(2);
    }

    [Fact]
    public void Columns_may_be_set_apart_by_runs_of_spaces()
    {
        Table table = Table.ParseCsv("  x     y  \"two words\"\n  1.5  -2     3\n 10      4 \t \"5\"  \n");
        table.ColumnNames.Should().Equal("x", "y", "two words");
        table.Numbers("x", "y", "two words").ToArrays().Should().BeEquivalentTo(new double[][] { [1.5, -2, 3], [10, 4, 5] });
    }

    [Theory]
    [InlineData("sep=;\na;b\n1;2,5\n3;x\n")]
    [InlineData("\uFEFFSEP=;\r\na;b\r\n1;2,5\r\n3;x\r\n")]
    [InlineData("sep=,\na,b\n1,\"2,5\"\n3,x\n")]
    public void A_first_line_that_names_the_delimiter_is_obeyed_and_counted(string text)
    {
        Table table = Table.ParseCsv(text);
        table.ColumnNames.Should().Equal("a", "b");
        table[0, "b"].Text.Should().Be("2,5");
        table.PlaceOf(1).Should().Be("line 4");
    }

    [Fact]
    public void A_file_and_a_caller_who_name_different_delimiters_are_told()
    {
        FluentActions.Invoking(() => Table.ParseCsv("sep=,\na;b\n", new CsvOptions { Delimiter = ';' })).Should().Throw<TableFormatException>()
            .WithMessage("line 1: The file says that ',' divides its cells; CsvOptions.Delimiter is ';'.");
        Table.ParseCsv("sep=;\na;b\n", new CsvOptions { Delimiter = ';' }).ColumnNames.Should().Equal("a", "b");
    }

    [Fact]
    public void Titles_are_passed_over_and_a_file_with_some_is_answered_with_the_option()
    {
        const string Text = "Sales of 2024\nby quarter\na,b\n1,2\n3,4\n";
        Table.ParseCsv(Text, new CsvOptions { SkipLines = 2 }).Numbers("a", "b").Count.Should().Be(2);
        FluentActions.Invoking(() => Table.ParseCsv("Sales of 2024\na,b\n1,2\n3,4\n")).Should().Throw<TableFormatException>().WithMessage(
            "line 2, column 2: The row goes on beyond the 1 column; it has 2 cells, divided by ',' (CsvOptions.Delimiter). If line 1 is a title, " +
            "CsvOptions.SkipLines passes over it.");
    }

    [Theory]
    [InlineData("#")]
    [InlineData("//")]
    [InlineData("|")]
    public void Comments_are_passed_over(string mark)
    {
        Table table = Table.ParseCsv($"{mark} says \"hi\na,b\n{mark}{mark}\n1,2\n\"x\n{mark}y\",3\n{mark}", new CsvOptions { Comment = mark });
        table.ColumnNames.Should().Equal("a", "b");
        table[1, "a"].Text.Should().Be($"x\n{mark}y", "inside quotes it is no comment");
        table.PlaceOf(1).Should().Be("line 5");
    }

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1.5", -1.5)]
    [InlineData("\u22121.5", -1.5)]
    [InlineData("+3", 3)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    [InlineData("1e3", 1000)]
    [InlineData("2.5E-3", 0.0025)]
    [InlineData("0", 0)]
    [InlineData("0.50", 0.5)]
    [InlineData("-0", 0)]
    [InlineData("\" 7 \"", 7)]
    public void Numbers_are_written_in_these_ways(string cell, double number)
    {
        using var german = new DecimalComma();
        Table.ParseCsv($"x,y\n1,1\n{cell},1\n").NumbersOf("x").ToArray().Should().Equal(1, number);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1 000")]
    [InlineData("1e999")]
    [InlineData("Infinity")]
    [InlineData("-inf")]
    [InlineData("0x10")]
    [InlineData("1.2.3")]
    [InlineData("0123")]
    [InlineData("-007")]
    [InlineData("1_000")]
    public void What_is_no_finite_number_makes_words_of_the_column_with_every_text_as_it_was(string cell)
    {
        Table table = Table.ParseCsv($"x,y\n1.50,1\n+2,2\n{cell},3\n1e3,4\n");
        string[] texts = [.. Enumerable.Range(0, 4).Select(row => table[row, "x"].Text)];
        texts.Should().Equal("1.50", "+2", cell, "1e3");
        table.NumbersOf("y").ToArray().Should().Equal(1, 2, 3, 4);
    }

    [Theory]
    [InlineData("1,5", ',', null, "", 1.5)]
    [InlineData("1.234,5", ',', '.', "", 1234.5)]
    [InlineData("1,234.5", '.', ',', "", 1234.5)]
    [InlineData("1 234 567", '.', ' ', "", 1234567)]
    [InlineData("1\u00A0234,25", ',', ' ', "", 1234.25)]
    [InlineData("-1'000'000", '.', '\'', "", -1000000)]
    [InlineData("$5", '.', null, "$", 5)]
    [InlineData("-$5.50", '.', null, "$", -5.5)]
    [InlineData("5,50 €", ',', null, "€", 5.5)]
    [InlineData("12%", '.', null, "%", 12)]
    [InlineData("12", '.', null, "%", 12)]
    [InlineData("\u22121,5e3", ',', null, "", -1500)]
    public void Numbers_in_another_form_are_read_when_the_options_say_so(string cell, char point, char? group, string unit, double number)
    {
        var options = new CsvOptions { DecimalSeparator = point, GroupSeparator = group, Units = unit.Length > 0 ? [unit] : [] };
        Table.ParseCsv($"x;y\n{cell};1\n", options).NumbersOf("x").ToArray().Should().Equal(number);
    }

    [Theory]
    [InlineData("1.5")] // with a comma for the decimals a point is a slip
    [InlineData("12 34")]
    [InlineData("1234 567")]
    [InlineData("1 23")]
    [InlineData(" 234")]
    [InlineData("1 000e5")]
    [InlineData("--1")]
    [InlineData("€")]
    [InlineData("-€-5")]
    public void Other_forms_than_those_of_the_options_are_no_numbers(string cell)
    {
        var options = new CsvOptions { DecimalSeparator = ',', GroupSeparator = ' ', Units = ["€"], TrimSpaces = false };
        Table.ParseCsv($"x;y\n{cell};1\n", options).KindOf("x").Should().Be(CellKind.Text);
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
    [InlineData("05.03.2024", "a date: name its form in CsvOptions.DateFormats, as \"d.M.yyyy\"")]
    [InlineData("3/25/24 7:05", "a date: name its form in CsvOptions.DateFormats, as \"M/d/yy H:mm\"")]
    [InlineData("2024/03/05", "a date: name its form in CsvOptions.DateFormats, as \"yyyy/M/d\"")]
    [InlineData("(1.50)", "a negative number as accounts have it, which is read as words: write -1.50")]
    [InlineData("10:30", "a time of day, which is no number: make minutes or hours of it")]
    public void A_column_that_looks_like_another_form_is_words_and_the_option_that_reads_it_is_told(string cell, string look)
    {
        Table table = Table.ParseCsv($"x;y\n3;1\n{cell};1\n{cell};2\n");
        table.KindOf("x").Should().Be(CellKind.Text);
        table.HintFor(0).Should().Be($"\"{cell}\" (line 3) looks like {look}.");
        table.HintFor(1).Should().BeNull();
        table.Notes.Should().Equal("The cells are divided by ';'.", $"x: \"{cell}\" (line 3) looks like {look}.");
        var named = new CsvOptions { ColumnKinds = new Dictionary<string, CellKind> { ["x"] = CellKind.Text } };
        Table.ParseCsv($"x;y\n{cell};1\n", named).HintFor(0).Should().BeNull("the caller knows");
    }

    [Theory]
    [InlineData("05.03.2024", "d.M.yyyy")]
    [InlineData("3/25/24 7:05", "M/d/yy H:mm")]
    [InlineData("2024/03/05", "yyyy/M/d")]
    [InlineData("20240305", "yyyyMMdd")]
    [InlineData("5 Mar 2024", "d MMM yyyy")]
    public void Dates_in_another_form_are_read_when_their_form_is_named(string cell, string form)
    {
        Table table = Table.ParseCsv($"x;y\n{cell};1\n2024-03-05;2\n", new CsvOptions { DateFormats = [form] });
        table[0, "x"].Date.Date.Should().BeOneOf(new DateTime(2024, 3, 5), new DateTime(2024, 3, 25));
        table[1, "x"].Date.Should().Be(new DateTime(2024, 3, 5), "the form with the year first is always understood");
    }

    [Theory]
    [InlineData("2024-03-05T14:30:15.25", 15.25)]
    [InlineData("2024-03-05 14:30:15Z", 15.0)]
    [InlineData("2024-03-05 14:30", 0.0)]
    public void Dates_may_have_a_time_of_day(string cell, double seconds)
    {
        Table.ParseCsv($"x\n{cell}\n")[0, 0].Date.Should().Be(new DateTime(2024, 3, 5, 14, 30, 0).AddSeconds(seconds));
    }

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("2024-3-5")]
    [InlineData("2024-03-05T25:00")]
    [InlineData("2024-03-05T14:30:00+02:00")] // which clock would it be?
    public void What_is_no_date_is_words(string cell) => Table.ParseCsv($"x\n{cell}\n").KindOf("x").Should().Be(CellKind.Text);

    [Fact]
    public void A_slip_in_a_column_of_numbers_is_told_with_its_place()
    {
        string numbers = string.Concat(Enumerable.Range(1, 20).Select(i => $"{i}\n"));
        Table.ParseCsv($"x\n{numbers}2..5\n").HintFor(0).Should().Be(
            "\"2..5\" (line 22) is no number, but 20 of 21 cells are: correct it, or name it in CsvOptions.MissingValues.");
        Table.ParseCsv("zip\n01067\n80331\n99423\n").HintFor(0).Should().BeNull("codes with leading zeros are words");
        Table.ParseCsv("kind\nA1\nB2\n7\n").HintFor(0).Should().BeNull("most are words");
    }

    [Fact]
    public void Yes_and_no_have_the_words_that_they_are_told()
    {
        Table.ParseCsv("x\nTRUE\nfalse\n\n").KindOf("x").Should().Be(CellKind.Truth);
        Table.ParseCsv("x\nja\nnein\n").KindOf("x").Should().Be(CellKind.Text);
        var options = new CsvOptions { TrueWords = ["ja", "1"], FalseWords = ["nein", "0"] };
        Table table = Table.ParseCsv("x,y,z\nJa,1,1\nnein,0,0\nnein,NA,2\n", options);
        table.KindOf("x").Should().Be(CellKind.Truth);
        table.KindOf("y").Should().Be(CellKind.Truth, "told so, 0 and 1 are no and yes");
        table.NumbersOf("z").ToArray().Should().Equal([1.0, 0.0, 2.0], "a 2 is neither");
        table[0, "x"].Truth.Should().BeTrue();
        table[2, "y"].IsMissing.Should().BeTrue();
    }

    [Fact]
    public void A_column_may_change_its_kind_late_and_keeps_every_text()
    {
        const int Rows = 30_000; // more than one piece of memory
        string text = "a,b,c,d\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"{i}.0,2024-01-01,true,{i}\n")) + "x,y,z,1\n";
        Table table = Table.ParseCsv(text);
        table[29_999, "a"].Text.Should().Be("29999.0");
        table[0, "b"].Text.Should().Be("2024-01-01");
        table[0, "c"].Text.Should().Be("true");
        table[29_999, "d"].Number.Should().Be(29_999);
        table[Rows, "a"].Text.Should().Be("x");
    }

    [Theory]
    [InlineData("red")]
    [InlineData("A-4")]
    [InlineData("192.168.0.1")]
    [InlineData("5 kg")]
    [InlineData("%")]
    public void Other_words_are_words_and_nothing_is_said(string cell)
    {
        Table table = Table.ParseCsv($"x;y\n{cell};1\nblue;2\n{cell};2\n");
        table.KindOf("x").Should().Be(CellKind.Text);
        table.HintFor(0).Should().BeNull();
    }
}
