namespace NodeNet.Tests.Drawing;

/// <summary>Pictures are approved text: a change shows in review, and has to be looked at.</summary>
public class ApprovedPictureTests
{
    // Maps of a network's answers are left out: their numbers come from the fast loops, whose last digits are those of the machine.
    private static readonly string[] _notApproved = ["boundary", "landscape"];

    public static TheoryData<string> Approved => [.. Pictures.Names.Except(_notApproved)];

    [Theory]
    [MemberData(nameof(Approved))]
    public void A_picture_is_what_was_approved(string name)
    {
        string svg = Pictures.Of(name).ToSvg();
        string received = Path.Combine(AppContext.BaseDirectory, "Drawing", "Received", $"{name}.svg");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, svg);

        string file = Path.Combine(AppContext.BaseDirectory, "Drawing", "Approved", $"{name}.svg");
        File.Exists(file).Should().BeTrue("{0} should be looked at and copied to tests/NodeNet.Tests/Drawing/Approved", received);
        svg
            .Should()
            .Be(
                File.ReadAllText(file).ReplaceLineEndings("\n"),
                "it is approved; if the change is meant, look at {0} and copy it to tests/NodeNet.Tests/Drawing/Approved",
                received);
    }

    [Fact]
    public void There_is_an_approved_file_for_every_kind_of_picture_and_none_besides()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Drawing", "Approved");
        Directory.GetFiles(folder, "*.svg").Select(Path.GetFileNameWithoutExtension).Should().BeEquivalentTo(Pictures.Names.Except(_notApproved));
        Pictures.Names.Should().HaveCountGreaterThan(12);
    }
}
