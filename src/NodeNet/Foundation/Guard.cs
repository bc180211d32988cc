using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NodeNet.Foundation;

/// <summary>Checks at the public surface: each names the thing, its value and what would be right, and returns what it has checked.</summary>
internal static class Guard
{
    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) ? value : throw OutOfRange(value, "a finite number", name);

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value > 0.0 ? value : throw OutOfRange(value, "a finite number above 0", name);

    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        double.IsFinite(value) && value >= 0.0 ? value : throw OutOfRange(value, "a finite number, 0 or above", name);

    /// <summary>In [0, 1), as the share of what is kept must be.</summary>
    public static double Fraction(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0.0 and < 1.0 ? value : throw OutOfRange(value, "at least 0 and below 1", name);

    public static int AtLeast(int value, int least, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least {least}.");

    public static T Defined<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}.");

    public static T NotNull<T>([NotNull] T? value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value ?? throw new ArgumentNullException(name);

    /// <summary>A copy of a list that is not empty and holds no null.</summary>
    public static T[] Items<T>([NotNull] T[]? values, [CallerArgumentExpression(nameof(values))] string? name = null)
        where T : class
    {
        NotNull(values, name);
        if (values.Length == 0) throw new ArgumentException($"{name} is empty; it must hold at least one.", name);
        if (Array.Exists(values, value => value is null)) throw new ArgumentException($"{name} holds null.", name);
        return [.. values];
    }

    private static ArgumentOutOfRangeException OutOfRange(double value, string allowed, string? name) =>
        new(name, value, $"{name} is {MessageText.Exact(value)}; it must be {allowed}.");
}
