using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NodeNet.Tests.Readme;

/// <summary>Compiles a program of top-level statements against NodeNet and runs it.</summary>
internal static class ReadmeProgram
{
    // What an SDK project has as implicit usings, and a console of its own: the real one belongs to all tests that run at the time.
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Globalization;
        global using System.IO;
        global using System.Linq;

        public static class Console
        {
            public static readonly StringWriter Out = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
            public static void WriteLine(object? value) => Out.WriteLine(value);
        }
        """;

    // Read once: reading them takes longer than compiling.
    private static readonly MetadataReference[] _references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static string Run(string program)
    {
        // Usings come first in a program; in the README they come where they are needed.
        string[] lines = program.Split('\n');
        string[] usings = [.. lines.Where(IsUsing)];
        Assembly assembly = Compile(string.Join('\n', usings.Concat(lines.Where(line => !IsUsing(line)))), OutputKind.ConsoleApplication);
        MethodInfo main = assembly.EntryPoint!;
        main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
        return assembly.GetType("Console")!.GetField("Out")!.GetValue(null)!.ToString()!;
    }

    /// <summary>Runs the facts of a test class, and returns how many there are.</summary>
    public static int RunFacts(string testClass, IEnumerable<string> namespaces)
    {
        Assembly assembly = Compile(string.Concat(namespaces.Select(name => $"using {name};\n")) + testClass, OutputKind.DynamicallyLinkedLibrary);
        MethodInfo[] facts = [.. assembly.GetExportedTypes().SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute)))];
        foreach (MethodInfo fact in facts)
            fact.Invoke(Activator.CreateInstance(fact.DeclaringType!), null);
        return facts.Length;
    }

    private static Assembly Compile(string source, OutputKind kind)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(Surroundings), CSharpSyntaxTree.ParseText(source)],
            _references,
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        result.Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).Should().BeEmpty("the README's program compiles without warnings");

        return Assembly.Load(image.ToArray());
    }

    /// <summary>The folder of NodeNet.sln, above the test assembly.</summary>
    public static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NodeNet.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run below the repository's root.");
    }

    private static bool IsUsing(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';');
}
