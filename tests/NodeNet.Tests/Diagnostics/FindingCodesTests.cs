using System.Text.RegularExpressions;
using NodeNet.Diagnostics;

namespace NodeNet.Tests.Diagnostics;

/// <summary>Every code is written about and tried out.</summary>
public partial class FindingCodesTests
{
    [Fact]
    public void Every_code_has_its_section_in_the_documentation_and_no_other_has()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "doctor.md"));
        string[] documented = [.. Section().Matches(page).Select(match => match.Groups[1].Value)];

        documented.Should().NotBeEmpty().And.Equal(FindingCodes.All);
    }

    [Fact]
    public void Every_code_is_listed_once_and_in_order() => FindingCodes.All.Should().HaveCount(36).And.OnlyHaveUniqueItems().And.BeInAscendingOrder();

    [Fact]
    public void Every_code_is_found_in_at_least_two_sick_cases()
    {
        string[] expected = [.. SickCases.All.Values.SelectMany(sick => sick().Expected), .. SickTables.All.Values.SelectMany(sick => sick().Expected)];

        FindingCodes.All.Should().OnlyContain(code => expected.Count(other => other == code) >= 2);
    }

    [GeneratedRegex("^### (NN[0-9]+) ", RegexOptions.Multiline)]
    private static partial Regex Section();
}
