using System.Text.RegularExpressions;

namespace NodeNet.Tests.Readme;

/// <summary>The pages about the code name what is there: every room, and no file that is gone.</summary>
public partial class PagesTests
{
    private static readonly string _root = ReadmeProgram.RepositoryRoot();

    [Fact]
    public void Every_room_of_the_core_has_its_paragraph_and_every_paragraph_its_room() =>
        Rooms("The rooms of the core").Should().BeEquivalentTo(Folders("NodeNet"));

    [Fact]
    public void Every_room_that_explains_has_its_paragraph_and_every_paragraph_its_room() =>
        Rooms("The rooms of NodeNet.Explain").Should().BeEquivalentTo(Folders("NodeNet.Explain"));

    [Fact]
    public void The_picture_shows_every_room_once()
    {
        string picture = File.ReadAllText(Path.Combine(_root, "docs", "architecture.svg"));

        RoomInPicture().Matches(picture).Select(match => match.Groups[1].Value).Should().BeEquivalentTo(Folders("NodeNet").Concat(Folders("NodeNet.Explain")));
    }

    [Theory]
    [InlineData("docs/architecture.md", 15)]
    [InlineData("CONTRIBUTING.md", 30)]
    [InlineData("docs/releasing.md", 5)]
    public void Every_file_and_folder_that_a_page_names_is_there(string page, int least)
    {
        string[] paths = [.. NamedPath().Matches(Read(page)).Select(match => match.Groups[1].Value)];

        paths.Should().HaveCountGreaterThanOrEqualTo(least);
        foreach (string path in paths)
            Path.Exists(Path.Combine(_root, path)).Should().BeTrue($"{page} names {path}");
    }

    public static TheoryData<string> Pages => new(
        Directory.EnumerateFiles(Path.Combine(_root, "docs"), "*.md")
            .Concat(Directory.EnumerateFiles(_root, "*.md"))
            .Concat(Directory.EnumerateDirectories(Path.Combine(_root, "src")).Select(folder => Path.Combine(folder, "README.md")).Where(File.Exists))
            .Append(Path.Combine(_root, "benchmarks", "README.md"))
            .Select(path => Path.GetRelativePath(_root, path)));

    [Fact]
    public void There_are_pages() => Pages.Should().HaveCountGreaterThan(20);

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file(string page)
    {
        string folder = Path.GetDirectoryName(Path.Combine(_root, page))!;

        foreach (
            string target in Link()
                .Matches(Read(page))
                .Select(match => match.Groups[1].Value)
                .Where(target => !target.StartsWith("http", StringComparison.Ordinal)))
        {
            File.Exists(Path.Combine(folder, target)).Should().BeTrue($"{page} links to {target}");
        }
    }

    [Theory, MemberData(nameof(Pages))]
    public void No_line_is_longer_than_160_characters_but_a_tables_and_what_a_program_printed(string page)
    {
        bool isCode = false;
        foreach (string line in Read(page).Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) isCode = !isCode;
            if (!isCode && !line.StartsWith('|')) line.Length.Should().BeLessThanOrEqualTo(160, $"{page} has \"{line}\"");
        }
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(_root, page)).ReplaceLineEndings("\n");

    /// <summary>The bold names with which the paragraphs of a section begin.</summary>
    private static string[] Rooms(string section)
    {
        string text = Read("docs/architecture.md").Split("\n## ").Single(part => part.StartsWith(section + "\n", StringComparison.Ordinal));
        return [.. Paragraph().Matches(text).SelectMany(start => Bold().Matches(start.Value)).Select(match => match.Groups[1].Value)];
    }

    private static string[] Folders(string assembly)
    {
        string[] folders = [
            .. Directory.GetDirectories(Path.Combine(_root, "src", assembly))
                .Select(folder => Path.GetFileName(folder)!)
                .Where(name => name is not ("bin" or "obj"))];
        folders.Should().HaveCountGreaterThan(3);
        return folders;
    }

    // "**Fast** holds", "**Schedules** and **Stopping** decide".
    [GeneratedRegex(@"^\*\*[A-Za-z]+\*\*(?: and \*\*[A-Za-z]+\*\*)*", RegexOptions.Multiline)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"\*\*([A-Za-z]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex("class=\"room\"[^>]*>([A-Za-z]+)<")]
    private static partial Regex RoomInPicture();

    // In backquotes, with a slash or a known ending: a path.
    [GeneratedRegex(@"`((?:src|samples|tests|benchmarks|docs|\.ci|\.config)/[A-Za-z0-9_./-]+|[A-Za-z.]+\.(?:md|props|json|sln)|\.editorconfig)`")]
    private static partial Regex NamedPath();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
