using System.Reflection;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using NodeNet.Drawing;
using NodeNet.Inspection;
using NodeNet.Teaching;

namespace NodeNet.Tests.Drawing;

/// <summary>Names may hold any character and numbers be of any size: a picture or a page is good, or an exception says what could not be shown.</summary>
public class AnyNameAndNumberTests
{
    // A control character, one that is none, the first half of a pair and the second half, and markup.
    private const string Worst = "\u0001a\uFFFF<\uD800>&\uDC00\u0000";
    private const string Shown = "\uFFFDa\uFFFD<\uFFFD>&\uFFFD\uFFFD";

    public static TheoryData<string> Members => [.. EveryDrawing.Members.Keys];

    [Fact]
    public void Every_public_member_of_Draw_is_among_these() =>
        typeof(Draw).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(method => method.ReturnType == typeof(Picture)).Select(method => method.Name)
            .Distinct()
            .Should().BeEquivalentTo(EveryDrawing.Members.Keys);

    [Theory]
    [MemberData(nameof(Members))]
    public void What_no_file_can_hold_is_shown_as_the_replacement_character(string member)
    {
        Picture picture = EveryDrawing.Members[member](new EveryDrawing.Given(Name: Worst));

        Check(picture);
        SvgReader.Root(picture).Elements().First().Value.Should().Be(picture.Title);
        SvgReader.Root(picture).Elements().ElementAt(1).Value.Should().Be(picture.Description);
    }

    [Fact]
    public void Names_of_classes_are_shown_with_the_replacement_character() =>
        EveryDrawing.Members[nameof(Draw.ConfusionMatrix)](new EveryDrawing.Given(Name: Worst)).Words().Should().Contain(Shown);

    [Fact]
    public void Any_name_makes_a_picture() =>
        Gen.Char.Array[0, 8].Sample(name =>
        {
            foreach (string member in new[] { nameof(Draw.ConfusionMatrix), nameof(Draw.Network), nameof(Draw.Digits) })
                Check(EveryDrawing.Members[member](new EveryDrawing.Given(Name: new string(name))));
        }, iter: 30);

    [Theory]
    [InlineData(0.0)]
    [InlineData(5e-324)]
    [InlineData(1e-310)]
    [InlineData(1e-200)]
    [InlineData(1e20)]
    [InlineData(1e100)]
    [InlineData(1e200)]
    [InlineData(1e300)]
    [InlineData(1.7e308)]
    [InlineData(-1.7e308)]
    public void A_number_of_any_size_is_drawn_or_refused_with_its_range(double number)
    {
        int drawn = 0;
        foreach ((string member, Func<EveryDrawing.Given, Picture> draw) in EveryDrawing.Members)
        {
            try
            {
                Check(draw(new EveryDrawing.Given(Number: number)));
                drawn++;
            }
            catch (Exception exception) when (exception is ArgumentException or NotFiniteNumberException)
            {
                exception.Message.Should().MatchRegex("from .* to |not finite|infinity|∞|no finite|Infinity", member);
            }
        }
        drawn.Should().BeGreaterThan(2, "some pictures show no large numbers");
    }

    [Fact]
    public void A_landscape_around_a_weight_of_1e20_is_drawn_at_its_scale()
    {
        (Network network, NodeNet.Data.DataSet data) = Pictures.Bowl();
        network.Connection("x1", "y1").Weight = 1e20;
        Picture Landscape(double? reach) =>
            Draw.LossLandscape(network, new NodeNet.Losses.SumOfSquaredErrors(), data, network.Connection("x1", "y1"), network.Connection("x2", "y1"),
                new LossLandscapeOptions { Steps = 10, Reach = reach });

        Landscape(null).Description.Should().Contain("x1→y1 goes from 9.99e19 to 1e20");
        FluentActions.Invoking(() => Landscape(2)).Should().Throw<ArgumentException>()
            .WithMessage("weight x1→y1 would go from 1E+20 to 1E+20; that is too narrow for a chart.");
    }

    [Fact]
    public void A_boundary_over_a_constant_column_of_1e300_is_drawn_around_it_and_one_over_all_doubles_is_refused()
    {
        Check(Draw.DecisionBoundary(Given.Small(), NodeNet.Data.DataSet.From([[1e300, 0], [1e300, 1]], [[0], [1]])));
        FluentActions.Invoking(() => Draw.DecisionBoundary(Given.Small(), NodeNet.Data.DataSet.From([[1e308, 0], [-1e308, 1]], [[0], [1]])))
            .Should().Throw<ArgumentException>()
            .WithMessage("x1 would go from -1E+308 to 1E+308; that is too wide for a chart.");
    }

    [Fact]
    public void A_long_name_of_an_input_is_shortened_to_the_axis()
    {
        string name = string.Join(' ', Enumerable.Repeat("the mean of the last readings", 5));
        Network network = new NetworkBuilder(name, "up").AddLayer(1, new NodeNet.Activations.Sigmoid()).Build(seed: 0);

        Draw.DecisionBoundary(network).Words().Should().Contain(word => word.StartsWith("the mean of", StringComparison.Ordinal) && word.EndsWith('…')
            && word.Length < 70);
    }

    [Fact]
    public void Replays_ledgers_and_worksheets_hold_any_name()
    {
        StepLedger step = new EveryDrawing.Given(Name: Worst).Step;
        string[] texts =
        [
            step.ToReplay(options: new ReplayOptions { Title = Worst, Name = Worst }), step.ToText(), step.ToMarkdown(), step.ToLatex(), step.ToMathML(),
                step.ToJson(), step.Why("y1").ToString(),
        ];

        foreach (string text in texts) CheckText(text);
        foreach (string text in texts[..^2]) text.Should().Contain("\uFFFD");
        XElement.Parse(step.ToMathML()).Value.Should().Contain(Shown);
        texts[0].Should().NotContain("\\u0001").And.NotContain("\\uFFFF").And.NotContain("\\u0000");
    }

    [Fact]
    public void Worksheets_are_saved_with_any_name_in_every_format()
    {
        string folder = Path.Combine(Path.GetTempPath(), "nodenet-" + Guid.NewGuid().ToString("N"));
        try
        {
            Worksheet sheet = Worksheet.From(new EveryDrawing.Given(Name: Worst).Step, new WorksheetOptions { Title = Worst });

            sheet.Save(folder).Should().HaveCount(6);
            sheet.ToMarkdown().Should().Contain("\uFFFDa\uFFFD&lt;");
            sheet.ToCsv().Should().Contain(Shown);
            sheet.MarkFile(Path.Combine(folder, "worksheet.csv")).ToString().Should().EndWith("no answer was found");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Check(Picture picture)
    {
        CheckText(picture.ToSvg());
        XElement root = picture.Root();
        foreach (XAttribute attribute in root.Descendants().Attributes()
            .Where(attribute => attribute.Name.LocalName is not ("href" or "data-label" or "class")))
        {
            attribute.Value
                .Should()
                .NotContainAny(["NaN", "Infinity", "∞"], $"{attribute.Parent!.Name.LocalName} {attribute.Name.LocalName} is to be a number");
        }
        picture.ToSvg().Should().NotContain("Exception").And.NotContain("   at ");
    }

    private static void CheckText(string text)
    {
        new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text).Should().BePositive();
        text.Should().NotContainAny(["\u0000", "\u0001", "\uFFFF"]);
    }
}
