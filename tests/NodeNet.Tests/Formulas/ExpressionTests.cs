using System.Reflection;
using NodeNet.Formulas;

namespace NodeNet.Tests.Formulas;

/// <summary>Formulas as objects: what they consist of, and what they say for values.</summary>
public class ExpressionTests
{
    public static TheoryData<Type> KindsOfFormulas => [.. Kinds];

    /// <summary>The kinds of formula that are made of other formulas alone.</summary>
    private static IEnumerable<Type> Kinds =>
    [
        .. typeof(Expression).Assembly.GetTypes().Where(
            type => type.IsSubclassOf(typeof(Expression))
                && Parameters(type) is { Length: > 0 } parameters
                && parameters.All(parameter => parameter.ParameterType == typeof(Expression))
                && type != typeof(Taught)), // one formula, computed in one form and shown in another
    ];

    [Fact]
    public void There_are_ten_such_kinds() => Kinds.Should().HaveCount(10);

    [Theory]
    [MemberData(nameof(KindsOfFormulas))]
    public void The_parts_of_a_formula_are_what_it_was_made_of(Type kind)
    {
        Variable[] made = [.. Enumerable.Range(0, Parameters(kind).Length).Select(i => new Variable("v" + i))];

        Expression formula = Make(kind, made);

        formula.Parts.Should().Equal(made);
        formula.Variables.Should().Equal(made);
        formula.IsKnown.Should().BeFalse();
        Make(kind, [.. made.Select((_, i) => (Expression)(i + 1.0))]).IsKnown.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(KindsOfFormulas))]
    public void A_formula_with_its_variables_replaced_has_the_value_of_one_made_of_the_numbers(Type kind)
    {
        double[] numbers = [0.5, 2.0, 3.0];
        int count = Parameters(kind).Length;
        Expression named = Make(kind, [.. Enumerable.Range(0, count).Select(i => new Variable("v" + i))]);

        named.With(variable => numbers[variable.Name[1] - '0']).Value.Should().Be(Make(kind, [.. numbers.Take(count).Select(Expression.Of)]).Value);
    }

    [Fact]
    public void Zero_over_zero_is_zero_where_a_ratio_says_so() => Expression.Ratio(0.0, 0.0).Value.Should().Be(0);

    [Fact]
    public void A_factor_that_is_an_inverse_divides() => new Product([6.0, Expression.Inverse(3.0)]).Value.Should().Be(2);

    private static ParameterInfo[] Parameters(Type kind) =>
        kind.GetConstructors().Where(one => one.IsPublic).MaxBy(one => one.GetParameters().Length)?.GetParameters() ?? [];

    private static Expression Make(Type kind, Expression[] parts) => (Expression)Activator.CreateInstance(kind, [.. parts])!;
}
