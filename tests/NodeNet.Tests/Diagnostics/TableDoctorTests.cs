using NodeNet.Datasets;
using NodeNet.Diagnostics;
using NodeNet.Learning;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tests.Diagnostics;

/// <summary>The doctor on tables: it finds planted faults and nothing else, and leaves healthy tables alone.</summary>
public class TableDoctorTests
{
    public static TheoryData<string> Sick => [.. SickTables.All.Keys];

    public static TheoryData<string, string> Healthy => new()
    {
        { "iris", "species" },
        { "penguins", "species" },
        { "penguins", "island" },
        { "penguins", "body_mass_g" },
        { "digits", "digit" },
    };

    [Theory]
    [MemberData(nameof(Sick))]
    public void What_a_sick_table_has_is_found_and_nothing_else(string name)
    {
        TableCase sick = SickTables.All[name]();
        Diagnosis diagnosis = sick.Diagnose();

        diagnosis.Findings
            .Where(finding => finding.Code != FindingCodes.DeadNodes) // a note: of 32 nodes the first weights leave one dead now and then
            .Select(finding => finding.Code)
            .Should()
.BeEquivalentTo(sick.Expected, $"that is wrong with {name}, but:\n{diagnosis}");
        if (SickTables.Severities.TryGetValue(name, out Severity severity)) diagnosis.Findings[0].Severity.Should().Be(severity);
        diagnosis.ToString().Split('\n').Should().OnlyContain(line => line.Length <= 100);
    }

    [Theory]
    [MemberData(nameof(Healthy))]
    public void A_healthy_table_is_left_alone(string name, string target)
    {
        Table table = name switch { "iris" => Iris.Table, "penguins" => Penguins.Table, _ => Digits.Table };
        Learner learner = Learner.For(target) with { DropsMissingTargets = true };

        Diagnosis diagnosis = learner.Diagnose(table);

        diagnosis.IsHealthy.Should().BeTrue($"{name} is healthy, but:\n{diagnosis}");
        learner.Plan(table).Recipe.Diagnose(table).IsHealthy.Should().BeTrue();
    }

    [Fact]
    public void Columns_of_numbers_drawn_at_random_are_neither_identifiers_nor_leaks_nor_codes()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            int own = seed;
            Table table = SickTables.Csv(
                "a,b,c,d,y", 60 + seed, i => string.Join(',', Enumerable.Range(1, 4).Select(column => Whole(own, i, column))) + (i % 3 == 0 ? ",u" : ",v"));

            Learner.For("y").Plan(table).Recipe.Diagnose(table).Findings.Should().BeEmpty();
        }

        static int Whole(int seed, int i, int column) =>
            (int)(new Foundation.RandomGenerator(seed * 100_000 + 1000 * column + i).NextDouble() * (column == 1 ? 10 : column == 2 ? 100 : 400));
    }

    [Fact]
    public void The_report_names_columns_and_what_to_do()
    {
        Diagnosis diagnosis = SickTables.All["a decimal comma"]().Diagnose();

        diagnosis.IsHealthy.Should().BeFalse();
        diagnosis.Findings[0].Columns.Should().Equal("size");
        diagnosis.ToString().Should().StartWith("""
            Not healthy: 1 error.
              120 rows of 4 columns; 2-32-1 network: relu; sigmoid; 129 parameters; binary_cross_entropy; 120
              examples, 2 inputs, 1 target

            ERROR NN502: numbers or dates read as words
            """.ReplaceLineEndings("\n"));
        diagnosis.ToString().Should().Contain("DecimalSeparator").And.Contain("- The rest was looked at without size.");
    }

    [Fact]
    public void A_leak_says_how_it_tells_the_target()
    {
        Finding leak = SickTables.All["a score that the target was made of"]().Diagnose().Findings[0];

        leak.Explanation.Should().StartWith("score alone tells dear: limits between its numbers divide the classes of dear.");
        leak.Columns.Should().Equal("score", "dear");
    }

    [Fact]
    public void The_only_input_may_tell_a_number()
    {
        // Celsius and Fahrenheit: of one column the number must follow, or nothing can be learned.
        Table table = SickTables.Csv("celsius,fahrenheit", 50, i => FormattableString.Invariant($"{0.7 * (i * 37 % 50)},{32 + 1.8 * 0.7 * (i * 37 % 50)}"));

        Learner.For("fahrenheit").Diagnose(table).Findings.Should().BeEmpty();
    }

    [Fact]
    public void Categories_that_are_gathered_or_may_be_unknown_are_no_warning()
    {
        TableCase sick = SickTables.All["models with one car"]();
        Learner gathered = sick.Learner.WithColumn("car", new ColumnOptions { MinimumCount = 5, Unknown = UnknownRule.Rare });

        gathered.Diagnose(sick.Table).Findings.Should().BeEmpty();
        Learner zeros = Learner.For("dear").WithColumn("car", new ColumnOptions { Unknown = UnknownRule.AllZeros });
        zeros.Diagnose(sick.Table).Findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Note);
    }

    [Fact]
    public void Words_with_a_decimal_comma_that_are_called_categories_are_a_note()
    {
        TableCase sick = SickTables.All["one word among numbers"]();
        Learner told = sick.Learner.WithColumn("size", new ColumnOptions { Kind = ColumnKind.Category, Unknown = UnknownRule.AllZeros });

        Diagnosis diagnosis = told.Diagnose(sick.Table);

        diagnosis.IsHealthy.Should().BeTrue(diagnosis.ToString());
        diagnosis.Has(FindingCodes.ReadAsWords).Should().BeTrue();
    }

    [Fact]
    public void Another_table_that_a_recipe_refuses_is_a_finding()
    {
        Table penguins = Penguins.Table;
        Recipe recipe = (Learner.For("species") with { DropsMissingTargets = true }).Plan(penguins).Recipe;
        Table other = Table.ParseCsv("species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex,year\nAdelie,Dreem,1,1,1,1,male,2007\n");

        Finding finding = recipe.Diagnose(other).Findings.Should().ContainSingle().Subject;

        finding.Code.Should().Be(FindingCodes.RefusedByRecipe);
        finding.Explanation.Should().Contain("Is \"Dream\" meant?");
        finding.Columns.Should().Equal("island");
    }

    [Fact]
    public void Rows_of_records_are_found_by_the_letters_of_their_names()
    {
        Recipe recipe = Recipe.Fit(SickTables.Csv("body_mass,is_dear", 30, i => $"{i * 7 % 19},{(i % 3 == 0 ? "yes" : "no")}"), "is_dear");
        ITable records = Records.Table(Enumerable.Range(0, 30).Select(i => new { BodyMass = 4, IsDear = i % 3 == 0 ? "yes" : "no" }));

        Records.PlacesOf(records, ["is_dear", "is_old"]).Should().Equal(1, -1);
        recipe.Diagnose(records).Findings.Should().ContainSingle().Which.Code.Should().Be(FindingCodes.ConstantColumn);
    }

    [Fact]
    public void A_table_of_one_row_is_not_healthy()
    {
        Finding number = Learner.For("y").Diagnose(Table.ParseCsv("a,y\n1,3.5\n")).Findings.Should().ContainSingle(
            finding => finding.Code == FindingCodes.ConstantColumn && finding.Columns.Contains("y")).Subject;
        number.Explanation.Should().Be("There is one row, in which y is 3.5; from one row there is nothing to learn.");
        number.Advice.Should().Be("Get more rows.");

        Learner.For("y").Diagnose(Table.ParseCsv("a,y\n1,yes please\n")).Findings.Should().ContainSingle()
            .Which.Explanation.Should().Contain("Every row of the training table is \"yes please\"");
    }

    [Fact]
    public void What_the_learner_names_wrongly_is_refused()
    {
        Table table = Penguins.Table;

        FluentActions.Invoking(() => Learner.For("specis").Diagnose(table)).Should().Throw<RecipeException>().WithMessage("*Is \"species\" meant?");
        FluentActions
            .Invoking(() => (Learner.For("species") with { Inputs = ["species", "sex"] }).Diagnose(table))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*named as an input and as a target*");
    }
}
