using NodeNet.Diagnostics;

namespace NodeNet.Tests.Diagnostics;

/// <summary>The doctor is right: it finds what the sick have and nothing else, and leaves the healthy alone.</summary>
public class DoctorTests
{
    public static TheoryData<string> Healthy => [.. HealthyCases.All.Keys];

    public static TheoryData<string> Sick => [.. SickCases.All.Keys];

    [Theory]
    [MemberData(nameof(Sick))]
    public void What_the_sick_have_is_found_and_nothing_else(string name)
    {
        Case sick = SickCases.All[name]();
        Diagnosis diagnosis = sick.Diagnose();

        diagnosis.Findings.Select(finding => finding.Code).Should().BeEquivalentTo(sick.Expected, $"that is wrong with {name}, but:\n{diagnosis}");
        if (SickCases.Severities.TryGetValue(name, out Severity severity))
        {
            diagnosis.Findings.Should().ContainSingle(finding => finding.Code == sick.Expected[0]).Which.Severity.Should().Be(severity);
            diagnosis.IsHealthy.Should().Be(severity == Severity.Note);
        }
    }

    [Fact]
    public void The_cases_of_known_severity_are_among_the_sick_ones_and_show_every_code()
    {
        SickCases.All.Keys.Should().Contain(SickCases.Severities.Keys);
        SickTables.All.Keys.Should().Contain(SickTables.Severities.Keys);
        SickCases.Severities.Keys.Select(name => SickCases.All[name]().Expected[0])
            .Concat(SickTables.Severities.Keys.Select(name => SickTables.All[name]().Expected[0]))
            .Distinct()
            .Should()
            .BeEquivalentTo(FindingCodes.All);
    }

    [Theory]
    [MemberData(nameof(Healthy))]
    public void The_healthy_are_left_alone_before_training(string name)
    {
        Diagnosis diagnosis = HealthyCases.All[name]().Diagnose();

        diagnosis.IsHealthy.Should().BeTrue($"{name} is healthy, but:\n{diagnosis}");
    }

    [Theory]
    [MemberData(nameof(Healthy))]
    public void The_healthy_are_left_alone_after_training(string name)
    {
        Diagnosis diagnosis = HealthyCases.All[name]().Trained().Diagnose();

        diagnosis.IsHealthy.Should().BeTrue($"{name} is healthy, but:\n{diagnosis}");
    }
}
