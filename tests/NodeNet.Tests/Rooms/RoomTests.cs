namespace NodeNet.Tests.Rooms;

/// <summary>No circle among rooms: a room uses rooms of lower floors only, and rooms on one floor do not know each other (docs/architecture.md).</summary>
public class RoomTests
{
    private static readonly string _source = Path.Combine(Readme.ReadmeProgram.RepositoryRoot(), "src");
    private static readonly Lazy<House> _core = new(() => new House(Path.Combine(_source, "NodeNet")));
    private static readonly Lazy<House> _explain = new(() => new House(Path.Combine(_source, "NodeNet.Explain"), typeof(Network).Assembly.Location));

    [Fact]
    public void A_room_of_the_core_uses_lower_floors_only() => Check(_core.Value, Floors.OfCore, leastFiles: 150);

    [Fact]
    public void A_room_of_Explain_uses_lower_floors_only() => Check(_explain.Value, Floors.OfExplain, leastFiles: 70);

    [Fact]
    public void Explain_uses_no_internal_member_of_the_core_but_its_foundation()
    {
        InternalUse[] uses = [.. _explain.Value.InternalUses()];

        uses.Should().HaveCountGreaterThan(50, "guards and number texts are used in many places");
        string.Join('\n', BeyondFoundation(uses).Select(use => use.ToString()).Distinct()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("public static object Of(NodeNet.Network network) => network.Parameters;", "a member")]
    [InlineData("public static object Of => typeof(NodeNet.OptimizerMemory);", "a type")]
    [InlineData("public static NodeNet.Network Of() => new([]);", "a constructor that is not named")]
    public void A_planted_use_of_an_internal_member_is_found(string member, string what)
    {
        string planted = $"namespace NodeNet.Teaching; internal static class Planted {{ {member} }}";
        const string Place = "Teaching/Planted.cs";

        IEnumerable<InternalUse> uses = _explain.Value.With(Place, planted).InternalUses(Place);

        BeyondFoundation(uses).Should().NotBeEmpty($"it uses {what} of the core that is internal");
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

    private static IEnumerable<InternalUse> BeyondFoundation(IEnumerable<InternalUse> uses) => uses.Where(use => use.Namespace != "NodeNet.Foundation");

    private static IEnumerable<Use> Upward(IEnumerable<Use> uses, IReadOnlyDictionary<string, int> floors) =>
        uses.Where(use => floors[use.User] <= floors[use.Home]);
}
