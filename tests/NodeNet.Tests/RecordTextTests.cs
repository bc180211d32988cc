using System.Reflection;
using System.Runtime.CompilerServices;
using NodeNet.Datasets;
using NodeNet.Drawing;
using NodeNet.Formulas;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests;

/// <summary>A record prints its numbers the same way on every machine: the text that the compiler writes would have the decimal comma of the machine's
/// culture.</summary>
public class RecordTextTests
{
    private static readonly Assembly[] _packages =
        [typeof(Network).Assembly, typeof(TrainerExplanations).Assembly, typeof(Iris).Assembly, typeof(Draw).Assembly];

    private static IEnumerable<Type> PublicRecords => _packages.SelectMany(package => package.GetExportedTypes()).Where(IsRecord);

    [Fact]
    public void The_compilers_own_text_has_the_decimal_comma_of_the_machine()
    {
        using var german = new DecimalComma();

        new Plain(0.5).ToString().Should().Be("Plain { Number = 0,5 }");
        HasToStringOfCompiler(typeof(Plain)).Should().BeTrue();
        HasNumbers(typeof(Plain)).Should().BeTrue();
    }

    [Fact]
    public void Every_public_record_with_numbers_has_a_text_of_its_own()
    {
        Type[] withNumbers = [.. PublicRecords.Where(HasNumbers)];

        withNumbers.Should().HaveCountGreaterThan(25)
            .And.Contain([typeof(ForwardTerm), typeof(StepContext), typeof(TrainerOptions), typeof(NodeNet.Metrics.Evaluation)]);
        string.Join("\n", withNumbers.Where(HasToStringOfCompiler).Select(type => type.FullName)).Should().BeEmpty();
    }

    [Fact]
    public void The_terms_of_a_ledger_are_written_alike_everywhere()
    {
        StepLedger ledger = new Trainer(Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.25 }).Explain([1.5], [4.5]);
        using var german = new DecimalComma();

        ledger.Examples[0].Forward[0].Terms[0].ToString().Should().Be("ForwardTerm { Connection = x1→y1, Weight = 2, Activation = 1.5, Product = 3 }");
        ledger.Examples[0].LossTerms[0].ToString()
            .Should().Be("LossTerm { Node = y1, Output = 4, Target = 4.5, Value = 0.25, IsFused = False }");
        ledger.Examples[0].Shares[1].ToString().Should().Be("GradientShare { Parameter = x1→y1, Delta = 1, Activation = 1.5, Downhill = 1.5, Weight = 1 }");
        new StepContext(3, 0.25, IsBias: true).ToString().Should().Be("StepContext { Number = 3, LearningRate = 0.25, IsBias = True }");
        (new TrainerOptions() with { LearningRate = 0.25 }).ToString().Should().StartWith("TrainerOptions { LearningRate = 0.25, ");
    }

    [Theory]
    [InlineData(typeof(PictureOptions))]
    [InlineData(typeof(DeltaTerm))]
    [InlineData(typeof(ExamplePull))]
    [InlineData(typeof(RecordedValue))]
    [InlineData(typeof(Scalar))]
    public void A_record_without_values_is_written_too(Type record) =>
        RuntimeHelpers.GetUninitializedObject(record).ToString().Should().StartWith(record.Name + " {");

    [Fact]
    public void A_formula_is_written_as_its_tree_whether_its_variables_are_known_or_not()
    {
        using var german = new DecimalComma();
        Expression z = Expression.Named("z");

        (0.5 * Expression.Sigmoid(z) + Expression.Square(z)).ToString().Should().Be("Sum(Product(0.5, Sigmoid(z)), Power(z, 2))");
        Expression.Half.ToString().Should().Be("OneHalf");
        Expression.Exp(-z).ToString().Should().Be("Exp(Negative(z))");
    }

    [Fact]
    public void The_culture_of_the_machine_is_what_it_was_afterwards()
    {
        using var german = new DecimalComma();

        new StepContext(1, 0.25, IsBias: false).ToString();

        new Plain(0.5).ToString().Should().Be("Plain { Number = 0,5 }");
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static bool HasToStringOfCompiler(Type type)
    {
        MethodInfo method = type.GetMethod(nameof(ToString), Type.EmptyTypes)!;
        return method.IsDefined(typeof(CompilerGeneratedAttribute));
    }

    private static bool HasNumbers(Type type) => type.GetProperties().Any(property => IsNumber(property.PropertyType));

    /// <summary>Whether a culture decides how it is written.</summary>
    private static bool IsNumber(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(decimal) || type == typeof(DateTime) || type == typeof(DateTimeOffset)
        || type.IsGenericParameter
        || ((Nullable.GetUnderlyingType(type) is not null || typeof(ITuple).IsAssignableFrom(type)) && type.GetGenericArguments().Any(IsNumber));

    private sealed record Plain(double Number);
}
