using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>Models in C#: compiled by Roslyn without a warning, run, proved.</summary>
public class CSharpTests
{
    // Not Console.Out itself, which is another one while a proof prints.
    private static readonly Lock _console = new();

    private static readonly MetadataReference[] _library =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "System.Private.CoreLib.dll" or "System.Runtime.dll" or "System.Console.dll")
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static TheoryData<string> Names => Models.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void The_CSharp_of_a_model_answers_as_NodeNet_does(string name) => ShouldProve(name, Arithmetic.Double);

    [Theory]
    [MemberData(nameof(Names))]
    public void So_does_its_CSharp_with_floats(string name) => ShouldProve(name, Arithmetic.Single).Should().NotContain("double");

    [Fact]
    public void Names_in_documentation_and_an_activation_called_as_the_class_compile()
    {
        Model model = Models.All["own"]().Model;
        model = new Model(model.Network) { InputNames = ["<b>", "a & b", "]]>"], OutputNames = ["<summary> & more", "x > y"] };

        Run(model.ToCode(Language.CSharp, "mish")).Printed.Should().Contain("0 wrong");
    }

    private static string ShouldProve(string name, Arithmetic arithmetic)
    {
        (Model model, ITable? rows) = Models.All[name]();
        ExportedCode code = model.ToCode(Language.CSharp, "fruit", new CodeOptions { Rows = rows, Arithmetic = arithmetic });

        (int exitCode, string printed) = Run(code);

        exitCode.Should().Be(0, printed);
        printed.Should().Contain("0 wrong");
        return code.Files[0].Text;
    }

    /// <summary>Compiles the files of an export and runs their proof.</summary>
    internal static (int ExitCode, string Printed) Run(ExportedCode code)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            "fruit" + Guid.NewGuid().ToString("N"),
            code.Files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options)), _library,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Disable));
        compilation.GetDiagnostics().Where(trouble => trouble.Severity > DiagnosticSeverity.Hidden).Select(trouble => trouble.ToString()).Should().BeEmpty();
        using var stream = new MemoryStream();
        compilation.Emit(stream).Success.Should().BeTrue();
        MethodInfo main = Assembly.Load(stream.ToArray()).EntryPoint!;
        lock (_console)
        {
            TextWriter before = Console.Out;
            using var printed = new StringWriter();
            try
            {
                Console.SetOut(printed);
                return ((int)main.Invoke(null, null)!, printed.ToString());
            }
            finally
            {
                Console.SetOut(before);
            }
        }
    }
}
