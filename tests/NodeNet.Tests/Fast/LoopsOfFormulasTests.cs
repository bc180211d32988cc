using System.Reflection;

namespace NodeNet.Tests.Fast;

/// <summary>A loop over a formula is compiled once, by itself. Copied into a caller it exceeds what the compiler takes into one method, and then calls the
/// parts of the formula vector by vector: Adam took five times as long.</summary>
public class LoopsOfFormulasTests
{
    [Fact]
    public void No_loop_that_is_compiled_at_once_is_copied_into_its_callers()
    {
        MethodInfo[] loops =
        [
            .. typeof(Network).Assembly.GetTypes()
                .Where(type => type.IsNested && type.Name.StartsWith("Over`", StringComparison.Ordinal)) // made for one formula
                .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
                    | BindingFlags.DeclaredOnly))
                .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)),
        ];

        loops.Length.Should().BeGreaterThan(6);
        loops.Where(loop => !loop.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining)).Select(loop => $"{loop.DeclaringType}.{loop.Name}")
            .Should().BeEmpty("AggressiveOptimization alone does not keep the compiler from it");
    }
}
