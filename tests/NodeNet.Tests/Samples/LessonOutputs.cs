using System.Collections.Concurrent;
using NodeNet.Samples;
using NodeNet.Samples.Output;

namespace NodeNet.Tests.Samples;

/// <summary>What each lesson prints in plain mode; each is given once for all tests.</summary>
internal static class LessonOutputs
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> _outputs = new();

    /// <summary>The plain output of a lesson, title included, with "\n" between the lines.</summary>
    public static string Of(string lesson) => _outputs.GetOrAdd(lesson, name => new Lazy<string>(() => Give(name))).Value;

    private static string Give(string lesson)
    {
        using var paper = new StringWriter();
        using var error = new StringWriter();
        int exitCode = new Tour(Tour.Lessons, new PlainPaper(paper), paper, error).Run([lesson]);
        exitCode.Should().Be(Tour.Success, error.ToString());
        return paper.ToString().ReplaceLineEndings("\n");
    }
}
