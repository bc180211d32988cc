using System.Xml.Linq;
using NodeNet.Drawing;

namespace NodeNet.Tests.Drawing;

/// <summary>What holds for every picture.</summary>
public class EveryPictureTests
{
    public static TheoryData<string> Names => [.. Pictures.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Screen_readers_find_a_title_and_a_description(string name)
    {
        Picture picture = Pictures.Of(name);
        XElement root = picture.Root();

        ((string?)root.Attribute("role")).Should().Be("img");
        string[] labels = root.Attribute("aria-labelledby")!.Value.Split(' ');
        XElement title = root.Elements().First();
        XElement description = root.Elements().ElementAt(1);
        (title.Name.LocalName, description.Name.LocalName).Should().Be(("title", "desc"), "they come first");
        ((string?)title.Attribute("id"), (string?)description.Attribute("id")).Should().Be((labels[0], labels[1]));
        title.Value.Should().Be(picture.Title).And.NotBeEmpty();
        description.Value.Should().Be(picture.Description).And.NotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_is_text_in_fonts_of_the_reader_and_all_names_are_told_apart(string name)
    {
        Picture picture = Pictures.Of(name);
        XElement root = picture.Root();

        picture.Words().Should().NotBeEmpty();
        root.DescendantsAndSelf().Attributes("font-family").Should().ContainSingle("the whole picture has one").Which.Value.Should().EndWith("sans-serif");
        string[] ids = [.. root.Descendants().Attributes("id").Select(id => id.Value)];
        ids.Should().OnlyHaveUniqueItems();
        string[] light = [.. Pictures.Of(name, Theme.Dark).Root().Descendants().Attributes("id").Select(id => id.Value)];
        ids.Should().NotIntersectWith(light, "two pictures may stand on one page");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_again_is_the_same_to_the_byte(string name) => Pictures.Of(name).ToSvg().Should().Be(Pictures.Of(name).ToSvg());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_dark_picture_differs_in_colours_only(string name)
    {
        Picture light = Pictures.Of(name);
        Picture dark = Pictures.Of(name, Theme.Dark);

        dark.ToSvg().Should().Contain("#14181f", "it has the dark ground").And.NotContain("#ffffff");
        dark.Words().Should().Equal(light.Words());
        (dark.Width, dark.Height).Should().Be((light.Width, light.Height));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_fetched_from_elsewhere_and_nothing_runs(string name)
    {
        XElement root = Pictures.Of(name).Root();

        root.Descendants().Select(element => element.Name.LocalName).Should().NotContain(["script", "style", "foreignObject"]);
        root.Descendants()
            .Attributes()
            .Where(attribute => attribute.Name.LocalName == "href" && !attribute.Value.StartsWith("data:image/png;base64,"))
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void A_width_scales_the_whole_picture()
    {
        Picture natural = Pictures.Of("relu");
        Picture half = Draw.ActivationFunction(new NodeNet.Activations.ReLU(), new PictureOptions { Width = natural.Width / 2 });

        (half.Width, half.Height).Should().Be((natural.Width / 2, natural.Height / 2));
        half.Root().Attribute("viewBox")!.Value.Should().Be(natural.Root().Attribute("viewBox")!.Value);
    }

    [Fact]
    public void A_picture_is_saved_as_it_is()
    {
        Picture picture = Pictures.Of("network");
        string file = Path.GetTempFileName();
        picture.Save(file);
        File.ReadAllText(file).Should().Be(picture.ToSvg()).And.Be(picture.ToString());
        File.Delete(file);
    }

    [Fact]
    public void Without_a_ground_the_page_shows_through()
    {
        Picture picture = Draw.Network(Given.Line(), new NetworkPictureOptions { Theme = Theme.Light with { Background = null } });

        picture.OfClass("ground").Should().BeEmpty();
        picture.OfClass("plate").Should().BeEmpty();
        Pictures.Of("network").OfClass("ground").Should().ContainSingle();
    }

    [Fact]
    public void Colours_widths_and_digits_are_checked()
    {
        FluentActions
            .Invoking(() => Theme.Light with { Positive = "blue" })
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("\"blue\" is not a colour; colours are written as \"#rrggbb\"*");
        FluentActions.Invoking(() => Theme.Light with { Classes = ["#000000"] }).Should().Throw<ArgumentException>().WithMessage("*at least 2*");
        FluentActions.Invoking(() => new PictureOptions { Width = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions
            .Invoking(() => new PictureOptions { Digits = 16 })
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("Digits is 16; it must be from 1 to 15.*");
        FluentActions.Invoking(() => new NetworkPictureOptions { MaxNodes = 1 }).Should().Throw<ArgumentOutOfRangeException>();
    }
}
