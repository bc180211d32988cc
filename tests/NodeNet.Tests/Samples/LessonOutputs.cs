using System.Collections.Concurrent;
using NodeNet.Samples;
using NodeNet.Samples.Output;

namespace NodeNet.Tests.Samples;

/// <summary>What each lesson prints in plain mode; each is given once for all tests.</summary>
internal static class LessonOutputs
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> _outputs = new();

    /// <summary>Where the lessons' pictures, pages and sheets go: a folder that is empty before the first lesson.</summary>
    public static string Folder { get; } = EmptyFolder(Path.Combine(AppContext.BaseDirectory, "nodenet-pictures"));

    /// <summary>The plain output of a lesson, title included, with "\n" between the lines.</summary>
    public static string Of(string lesson) => _outputs.GetOrAdd(lesson, name => new Lazy<string>(() => Give(name))).Value;

    private static string Give(string lesson)
    {
        using var paper = new StringWriter();
        using var error = new StringWriter();
        int exitCode = new Tour(Tour.Lessons, new PlainOutput(paper), paper, error).Run([lesson, "--pictures", Folder]);
        exitCode.Should().Be(Tour.Success, error.ToString());
        return paper.ToString().ReplaceLineEndings("\n");
    }

    private static string EmptyFolder(string path)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        return path;
    }
}
