namespace NodeNet.Tests.Samples;

/// <summary>The output of the lessons that need no data is approved text: a change shows in review.</summary>
public class ApprovedLessonTests
{
    [Theory]
    [InlineData("one-node")]
    [InlineData("handout")]
    [InlineData("exercises")]
    [InlineData("xor")]
    [InlineData("your-own")]
    [InlineData("loop")]
    [InlineData("wiring")]
    [InlineData("ledger")]
    [InlineData("mistakes")]
    public void A_lesson_prints_what_was_approved(string lesson)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Samples", "Approved", $"{lesson}.txt");
        string approved = File.ReadAllText(file).ReplaceLineEndings("\n");
        LessonOutputs.Of(lesson).Should().Be(approved,
            "it is approved; if the change is meant, run \"dotnet run --project samples/NodeNet.Samples -- {0} > "
                + "tests/NodeNet.Tests/Samples/Approved/{0}.txt\" and review it", lesson);
    }
}
