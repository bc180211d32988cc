using System.Xml.Linq;
using NodeNet.Tests.Readme;

namespace NodeNet.Tests.Rooms;

/// <summary>Which package uses which: the table that the design draws, held against every project file.</summary>
public class ProjectReferenceTests
{
    /// <summary>The projects of src, and what each may use: projects of src, and packages of others. NodeNet.Tool may use all of src.</summary>
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["NodeNet"] = [],
        ["NodeNet.Explain"] = ["NodeNet"],
        ["NodeNet.Tables"] = ["NodeNet", "Sep"],
        ["NodeNet.Datasets"] = ["NodeNet", "NodeNet.Tables"],
        ["NodeNet.Parquet"] = ["NodeNet", "NodeNet.Tables", "Parquet.Net"],
        ["NodeNet.ML"] = ["NodeNet", "NodeNet.Tables", "Microsoft.ML", "Microsoft.ML.DataView", "Microsoft.Data.Analysis"],
        ["NodeNet.Drawing"] = ["NodeNet", "NodeNet.Explain", "OxyPlot.Core"],
        ["NodeNet.Onnx"] = ["NodeNet", "Google.Protobuf", "Grpc.Tools"],
        ["NodeNet.Export"] = ["NodeNet", "NodeNet.Explain", "NodeNet.Drawing"],
        ["NodeNet.Import"] = ["NodeNet"],
        ["NodeNet.TensorBoard"] = ["NodeNet"],
        ["NodeNet.Orleans"] =
        [
            "NodeNet", "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Orleans.Clustering.AdoNet", "Microsoft.Orleans.Clustering.Redis",
            "Microsoft.Orleans.Connections.Security", "Microsoft.Orleans.Persistence.Redis", "Microsoft.Orleans.Serialization.SystemTextJson",
            "Microsoft.Orleans.Server", "Npgsql", "StackExchange.Redis",
        ],
        ["NodeNet.Playground"] = ["NodeNet", "NodeNet.Explain", "NodeNet.Drawing"],
    };

    private static readonly string _root = ReadmeProgram.RepositoryRoot();

    public static TheoryData<string> Projects => [.. Paths];

    public static TheoryData<string> Packages => [.. Paths.Where(path => path.StartsWith("src/", StringComparison.Ordinal))];

    private static IEnumerable<string> Paths => ProjectFiles().Select(file => Path.GetRelativePath(_root, file).Replace('\\', '/'));

    [Fact]
    public void There_are_projects_to_look_at() => ((IEnumerable<string>)[.. ProjectFiles().Select(Path.GetFileNameWithoutExtension)!])
        .Should().Contain(["NodeNet", "NodeNet.Explain", "NodeNet.Datasets", "NodeNet.Drawing", "NodeNet.Tests", "NodeNet.Samples", "NodeNet.Benchmarks"]);

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_uses_only_what_is_below_it(string project)
    {
        string[] used = [.. References(XDocument.Load(Path.Combine(_root, project)))];
        string name = Path.GetFileNameWithoutExtension(project);
        if (name == "NodeNet.Tool")
        {
            used.Where(reference => reference.StartsWith("NodeNet", StringComparison.Ordinal)).Should().BeSubsetOf(_allowed.Keys);
            return;
        }

        _allowed.Should().ContainKey(name, "a new package has its line in the table");
        used.Should().BeSubsetOf(_allowed[name]);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_package_sees_the_internals_of_another(string project)
    {
        string[] friends = [.. Friends(XDocument.Load(Path.Combine(_root, project)))];

        string[] packages = [.. friends.Where(friend => Directory.Exists(Path.Combine(_root, "src", friend)))];
        packages.Should().BeSubsetOf(project == "src/NodeNet/NodeNet.csproj" ? ["NodeNet.Explain"] : [], "Explain alone sees the core's foundation");
    }

    [Fact]
    public void A_reference_upwards_and_a_friend_are_found_in_a_project_file()
    {
        XDocument planted = XDocument.Parse("""
            <Project>
              <ItemGroup Condition="true">
                <ProjectReference Include="..\NodeNet.Drawing\NodeNet.Drawing.csproj" />
                <PackageReference Include="MathNet.Numerics" />
                <InternalsVisibleTo Include="NodeNet.Drawing" />
              </ItemGroup>
            </Project>
            """);

        References(planted).Should().Equal("NodeNet.Drawing", "MathNet.Numerics").And.NotBeSubsetOf(_allowed["NodeNet"]);
        Friends(planted).Should().Equal("NodeNet.Drawing");
    }

    [Fact]
    public void Nothing_is_referenced_for_all_projects_at_once()
    {
        // A reference in one of these would pass by the project files.
        string[] shared = [.. Directory.EnumerateFiles(_root, "Directory.Build.*", SearchOption.AllDirectories).Where(IsSource)];

        shared.Should().NotBeEmpty();
        foreach (string file in shared.Where(file => Path.GetExtension(file) is ".props" or ".targets"))
            References(XDocument.Load(file)).Should().BeSubsetOf(["Microsoft.CodeAnalysis.PublicApiAnalyzers"], file);
    }

    private static IEnumerable<string> ProjectFiles() => Directory.EnumerateFiles(_root, "*.csproj", SearchOption.AllDirectories).Where(IsSource).Order();

    private static bool IsSource(string path) =>
        !Path.GetRelativePath(_root, path).Replace('\\', '/').Split('/').Any(part => part is "obj" or "bin" or "node_modules");

    private static IEnumerable<string> References(XDocument file) =>
        file.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(Of(reference).Replace('\\', '/')))
            .Concat(file.Descendants("PackageReference").Select(Of));

    private static IEnumerable<string> Friends(XDocument file) => file.Descendants("InternalsVisibleTo").Select(Of);

    private static string Of(XElement item) => item.Attribute("Include")?.Value ?? item.Attribute("Update")!.Value;
}
