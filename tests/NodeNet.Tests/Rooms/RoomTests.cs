namespace NodeNet.Tests.Rooms;

/// <summary>No circle among rooms: a room uses rooms of lower floors only, and rooms on one floor do not know each other (docs/architecture.md).</summary>
public class RoomTests
{
    private static readonly string _source = Path.Combine(Readme.ReadmeProgram.RepositoryRoot(), "src");
    private static readonly Lazy<House> _core = new(() => new House(Path.Combine(_source, "NodeNet")));

    [Fact]
    public void A_room_of_the_core_uses_lower_floors_only() => Check(_core.Value, Floors.OfCore, leastFiles: 150);

    [Fact]
    public void A_room_of_Explain_uses_lower_floors_only()
    {
        var explain = new House(Path.Combine(_source, "NodeNet.Explain"), typeof(Network).Assembly.Location);

        Check(explain, Floors.OfExplain, leastFiles: 70);
    }

    [Fact]
    public void A_planted_circle_is_found()
    {
        const string Circle =
            "namespace NodeNet.Foundation; internal static class Planted { public const int Widest = NodeNet.Vectors.ScalarVectors<double>.Size + 0; public "
                + "static object? Of(NodeNet.Network network) => network; }";
        const string Place = "Foundation/Planted.cs";

        IEnumerable<Use> uses = _core.Value.With(Place, Circle).Uses(Place);

        Upward(uses, Floors.OfCore).Should().Contain(use => use.Home.Length == 0);
    }

    [Fact]
    public void Types_are_in_the_namespace_of_their_folder()
    {
        foreach (string assembly in new[] { "NodeNet", "NodeNet.Explain" })
        {
            string folder = Path.Combine(_source, assembly);
            string[] files = [
                .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(
                    path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];
            files.Should().HaveCountGreaterThan(70);
            foreach (string file in files)
            {
                string[] parts = Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar);
                parts.Length.Should().BeLessThanOrEqualTo(2, $"{file} is more than one level deep");
                string text = File.ReadAllText(file);
                // Extension members live in the namespace of what they extend.
                if (text.Contains("    extension(", StringComparison.Ordinal)) continue;
                string expected = parts.Length == 1 ? "NodeNet" : $"NodeNet.{parts[0]}";
                text.Should().Contain($"namespace {expected};", $"that is the room of {file}");
            }
        }
    }

    private static void Check(House house, IReadOnlyDictionary<string, int> floors, int leastFiles)
    {
        house.Errors.Should().BeEmpty();
        house.FileCount.Should().BeGreaterThan(leastFiles);
        house.Rooms.Should().BeSubsetOf(floors.Keys, "every room has a floor");
        Use[] uses = [.. house.Uses()];
        uses.Should().HaveCountGreaterThan(500);
        string.Join('\n', Upward(uses, floors).Select(use => use.ToString()).Distinct()).Should().BeEmpty();
    }

    private static IEnumerable<Use> Upward(IEnumerable<Use> uses, IReadOnlyDictionary<string, int> floors) =>
        uses.Where(use => floors[use.User] <= floors[use.Home]);
}
