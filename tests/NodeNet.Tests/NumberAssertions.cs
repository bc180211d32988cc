using System.Globalization;
using FluentAssertions.Execution;

namespace NodeNet.Tests;

/// <summary>Compares numbers by how many digits they share.</summary>
internal static class NumberAssertions
{
    /// <summary>Fails unless the two agree to a share of the expected number; 0 must be 0.</summary>
    public static void ShouldBeWithin(this double actual, double relativeError, double expected, string what = "the value")
    {
        bool agrees = actual == expected || Math.Abs(actual - expected) <= relativeError * Math.Abs(expected);
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{what} should be {expected:R} within a share of {relativeError:R}, but is {actual:R}");
        Execute.Assertion.ForCondition(agrees).FailWith(numbers.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }
}
