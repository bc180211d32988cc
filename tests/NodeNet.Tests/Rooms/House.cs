using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NodeNet.Tests.Rooms;

/// <summary>The sources of an assembly as the compiler understands them: which room uses what of which other.</summary>
internal sealed class House
{
    private static readonly CSharpParseOptions _options = new(LanguageVersion.Preview, DocumentationMode.None);

    private readonly CSharpCompilation _compilation;
    private readonly string _folder;

    /// <param name="folder">The project's folder.</param>
    /// <param name="references">The assemblies that it uses besides the framework.</param>
    public House(string folder, params IEnumerable<string> references)
    {
        _folder = folder;
        IEnumerable<SyntaxTree> trees = Files(folder)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), _options, path))
            .Append(CSharpSyntaxTree.ParseText(GlobalUsings, _options, "global"));
        string[] framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        _compilation = CSharpCompilation.Create(
            Path.GetFileName(folder), trees,
            framework
                .Where(path => path.StartsWith(runtime, StringComparison.Ordinal))
                .Concat(references)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations)
                .WithMetadataImportOptions(MetadataImportOptions.All));
    }

    private House(string folder, CSharpCompilation compilation) => (_folder, _compilation) = (folder, compilation);

    private static string GlobalUsings =>
        string.Join('\n', new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks" }
        .Select(name => $"global using {name};"));

    public int FileCount => _compilation.SyntaxTrees.Length - 1;

    /// <summary>What the compiler objects to, which would make the rest guesswork; but not that a method is missing which a generator writes.</summary>
    public IEnumerable<string> Errors => _compilation.GetDiagnostics()
        .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not "CS8795")
        .Select(diagnostic => diagnostic.ToString());

    /// <summary>The rooms that there are.</summary>
    public IEnumerable<string> Rooms => _compilation.SyntaxTrees.Where(tree => tree.FilePath != "global").Select(tree => RoomOf(tree.FilePath)).Distinct();

    /// <summary>The same house with a source in it that is not there.</summary>
    /// <param name="path">Its path within the folder.</param>
    /// <param name="text">The source.</param>
    public House With(string path, string text) =>
        new(_folder, _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, _options, Path.Combine(_folder, path))));

    /// <summary>Every use of another room's type or member.</summary>
    /// <param name="path">The only file to look at, by its path within the folder; null for all.</param>
    public IEnumerable<Use> Uses(string? path = null)
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees.Where(tree => tree.FilePath != "global"))
        {
            if (path is not null && tree.FilePath != Path.Combine(_folder, path)) continue;
            string user = RoomOf(tree.FilePath);
            SemanticModel model = _compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null) continue;
                if (model.GetSymbolInfo(name).Symbol is not { } symbol || Home(symbol) is not { } home || home == user) continue;
                yield return new Use(user, home, Place(tree, name), symbol.ToDisplayString());
            }
        }
    }

    /// <summary>Every use of another assembly's type or member that only its friends may see.</summary>
    /// <param name="path">The only file to look at, by its path within the folder; null for all.</param>
    public IEnumerable<InternalUse> InternalUses(string? path = null)
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees.Where(tree => tree.FilePath != "global"))
        {
            if (path is not null && tree.FilePath != Path.Combine(_folder, path)) continue;
            SemanticModel model = _compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (model.GetSymbolInfo(node).Symbol is not { } symbol || InternalPart(symbol) is not { } part) continue;
                yield return new InternalUse(part.ContainingNamespace.ToDisplayString(), Place(tree, node), symbol.ToDisplayString());
            }
        }
    }

    /// <summary>What makes a symbol of another assembly one for its friends: itself, or a type around it; null if everybody sees it.</summary>
    private ISymbol? InternalPart(ISymbol symbol)
    {
        if (symbol is INamespaceSymbol || symbol.ContainingAssembly is not { } home || ReferenceEquals(home, _compilation.Assembly)) return null;
        for (ISymbol? part = symbol; part is not null; part = part.ContainingType)
            if (part.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal or Accessibility.Private) return part;
        return null;
    }

    private string Place(SyntaxTree tree, SyntaxNode node) => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetRelativePath(_folder, tree.FilePath)}({tree.GetLineSpan(node.Span).StartLinePosition.Line + 1})");

    /// <summary>The room in whose files a symbol is declared; null for one from elsewhere, and for what is no type and no member.</summary>
    private string? Home(ISymbol symbol)
    {
        if (symbol is INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or ILabelSymbol or IRangeVariableSymbol) return null;
        SyntaxTree? tree = symbol.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree
            ?? symbol.ContainingType?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree;
        return tree is null || tree.FilePath == "global" ? null : RoomOf(tree.FilePath);
    }

    private string RoomOf(string path)
    {
        string relative = Path.GetRelativePath(_folder, path).Replace('\\', '/');
        return relative.Contains('/', StringComparison.Ordinal) ? relative[..relative.IndexOf('/', StringComparison.Ordinal)] : "";
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(path => !Path.GetRelativePath(folder, path).Replace('\\', '/').Split('/').Any(part => part is "obj" or "bin"));
}

/// <summary>A use of one room's type or member by another.</summary>
/// <param name="User">The room that uses it.</param>
/// <param name="Home">The room that it is at home in.</param>
/// <param name="Place">The file and the line.</param>
/// <param name="Symbol">What is used.</param>
internal sealed record Use(string User, string Home, string Place, string Symbol)
{
    public override string ToString() => $"{Place} uses {Symbol} of {(Home.Length == 0 ? "the root" : Home)}";
}

/// <summary>A use of another assembly's internal type or member.</summary>
/// <param name="Namespace">The namespace in which it is declared.</param>
/// <param name="Place">The file and the line.</param>
/// <param name="Symbol">What is used.</param>
internal sealed record InternalUse(string Namespace, string Place, string Symbol)
{
    public override string ToString() => $"{Place} uses {Symbol}, which is internal";
}
