using NodeNet.Samples;
using NodeNet.Samples.Output;

namespace NodeNet.Tests.Samples;

public sealed class TourTests : IDisposable
{
    private readonly StringWriter _paper = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _paper.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void There_are_twenty_lessons_numbered_from_1_with_names_of_their_own()
    {
        Tour.Lessons.Select(lesson => lesson.Number).Should().Equal(Enumerable.Range(1, 20));
        Tour.Lessons.Select(lesson => lesson.Name).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Without_arguments_all_lessons_are_given_in_order()
    {
        Run(Two).Should().Be(0);
        _paper.ToString().ReplaceLineEndings("\n").Should().Be("1  First\n========\n\nfirst lesson\n\n2  Second\n=========\n\nsecond lesson\n");
    }

    [Theory]
    [InlineData("2")]
    [InlineData("second")]
    public void A_number_or_a_name_picks_a_lesson(string argument)
    {
        Run(Two, argument).Should().Be(0);
        _paper.ToString().Should().Contain("second lesson").And.NotContain("first lesson");
    }

    [Fact]
    public void The_list_names_every_lesson()
    {
        Run(Tour.Lessons, "--list").Should().Be(0);
        string[] lines = _output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        lines.Should().HaveCount(20);
        foreach ((Lesson lesson, string line) in Tour.Lessons.Zip(lines))
            line.Should().Contain($"{lesson.Number}").And.Contain(lesson.Name).And.Contain(lesson.Title);
    }

    [Fact]
    public void The_help_says_how_to_run_one_lesson_and_lists_them()
    {
        Run(Tour.Lessons, "--help").Should().Be(0);
        _output.ToString().Should().Contain("dotnet run --project samples/NodeNet.Samples -- 7").And.Contain("digits");
    }

    [Theory]
    [InlineData("21")]
    [InlineData("Digits")]
    [InlineData("--verbose")]
    public void An_unknown_name_prints_the_list_as_an_error_and_exits_with_2(string argument)
    {
        Run(Tour.Lessons, "1", argument).Should().Be(2);
        _error.ToString().Should().Contain($"There is no lesson \"{argument}\"").And.Contain("penguins").And.Contain("wiring");
        _paper.ToString().Should().BeEmpty("nothing runs when a part of the command is wrong");
        _output.ToString().Should().BeEmpty();
    }

    [Fact]
    public void Pictures_go_into_the_folder_that_is_asked_for_and_the_tour_says_so()
    {
        string folder = Directory.CreateTempSubdirectory("tour").FullName;
        Lesson[] lessons = [new(1, "drawing", "Drawing", paper => paper.Keep("circle.svg", "a circle", path => File.WriteAllText(path, "<svg/>")))];
        Run(lessons, "--pictures", folder, "drawing").Should().Be(0);
        File.Exists(Path.Combine(folder, "circle.svg")).Should().BeTrue();
        _paper.ToString().Should().Contain("→ circle.svg: a circle").And.NotContain(folder);
        _error.ToString().Should().Contain($"1 files are in the folder {folder}.");
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("1", "--pictures")]
    [InlineData("--pictures", "--list-all")]
    public void The_option_for_pictures_needs_a_folder(params string[] arguments)
    {
        Run(Two, arguments).Should().Be(2);
        _error.ToString().Should().Contain("--pictures needs the name of a folder");
        _paper.ToString().Should().BeEmpty();
    }

    [Fact]
    public void A_lesson_that_throws_ends_the_tour_with_1_and_says_which_and_why()
    {
        Lesson[] lessons = [new(1, "broken", "Broken", _ => throw new InvalidOperationException("no chalk")), .. Two.Skip(1)];
        Run(lessons).Should().Be(1);
        _error.ToString().Should().Contain("Lesson 1, broken, failed").And.Contain("no chalk");
        _paper.ToString().Should().NotContain("second lesson");
    }

    private static Lesson[] Two =>
    [
        new(1, "first", "First", paper => paper.Say("first lesson")),
        new(2, "second", "Second", paper => paper.Say("second lesson")),
    ];

    private int Run(IReadOnlyList<Lesson> lessons, params string[] args) => new Tour(lessons, new PlainOutput(_paper), _output, _error).Run(args);
}
