namespace NodeNet.Tests.Samples;

/// <summary>Every number that the handout prints stands in lesson 2.</summary>
public class HandoutStepTests
{
    // The weighted inputs, the net input, sigmoid and relu; then δ_o, the change of h1→o and its new weight; then the printed back-propagation.
    public static TheoryData<string> PrintedNumbers => new(
        "0.5", "3.6", "-1.5",
        "2.6", "0.9308616",
        "0.192", "0.001787254", "0.8017873",
        "0.1539432", "0.0960000", "0.0192000", "0.1152000",
        "0.3843432", "0.02473567",
        "0.0002473567", "0.0007420701", "0.0012367836",
        "0.5002474", "1.2007421", "-0.2987632");

    [Theory]
    [MemberData(nameof(PrintedNumbers))]
    public void A_number_that_the_handout_prints_stands_in_the_lesson(string number) =>
        Numbers().Should().Contain(number);

    [Theory]
    [InlineData("0.00988543475339883", "the chain rule: δ_o · 0.8 · slope")]
    [InlineData("0.00990751948478317", "with the updated weight, 0.8017873")]
    [InlineData("0.0247356716148814", "as printed: four connections, one weight updated")]
    public void The_lesson_shows_what_is_exact_and_where_the_page_departs(string delta, string because) =>
        Numbers().Should().Contain(delta, because);

    [Fact]
    public void The_formulas_lead_to_their_results() =>
        LessonOutputs.Of("handout").Should()
            .Contain("net input of h1 = 0.5·1 + 1.2·3 + (-0.3)·5 = 2.6").And
            .Contain("relu(2.6) = 2.6").And
            .Contain("output, y1 = sigmoid(0.4054651) = 0.6").And
            .Contain("δ of y1 = 2·(1 - 0.6) · 0.6·(1 - 0.6) = 0.192").And
            .Contain("0.01·0.192·0.9308616 = 0.001787254");

    /// <summary>The lesson's words: whole numbers, so that 0.5 is not found inside 0.5002474.</summary>
    private static string[] Numbers() => LessonOutputs.Of("handout").Split([' ', '\n', '·', '(', ')', ','], StringSplitOptions.RemoveEmptyEntries);
}
