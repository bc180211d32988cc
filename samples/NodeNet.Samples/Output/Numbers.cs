using System.Globalization;

namespace NodeNet.Samples.Output;

/// <summary>How lessons write numbers: with a point, in every culture.</summary>
public static class Numbers
{
    private const int Digits = 7; // as the handout prints

    /// <summary>Up to seven significant digits, without an exponent: 0.5, 0.9308616, 0.0002473567.</summary>
    public static string Seven(double value) => Fixed(value, Decimals(value));

    /// <summary>Fifteen significant digits: all that a double is sure of.</summary>
    public static string Fifteen(double value) => value.ToString("G15", CultureInfo.InvariantCulture);

    /// <summary>So many decimals: 0.500.</summary>
    public static string Fixed(double value, int decimals)
    {
        string text = value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
        return text.StartsWith('-') && !text.AsSpan().ContainsAnyInRange('1', '9') ? text[1..] : text; // no "-0.000"
    }

    /// <summary>"97.3%".</summary>
    public static string Percent(double share) => (share * 100.0).ToString("0.0", CultureInfo.InvariantCulture) + "%";

    /// <summary>"0.5·1 + 1.2·3 + (-0.3)·5": what a node's incoming connections bring it, and its bias.</summary>
    public static string WeightedInputs(Node node)
    {
        IEnumerable<string> terms = node.Incoming.Select(c => $"{Factor(c.Weight)}·{Factor(c.Source.Activation)}");
        if (node.HasBias) terms = terms.Append(Factor(node.Bias));
        return string.Join(" + ", terms);
    }

    /// <summary>The number, in parentheses if it is negative.</summary>
    public static string Factor(double value) => value < 0.0 ? $"({Seven(value)})" : Seven(value);

    /// <summary>How many decimals show seven significant digits, zeros at the end not counted.</summary>
    internal static int Decimals(double value)
    {
        if (value == 0.0) return 0;
        string scientific = value.ToString($"E{Digits - 1}", CultureInfo.InvariantCulture); // "2.473567E-004"
        int exponent = int.Parse(
            scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int zeros = 0;
        for (int i = scientific.IndexOf('E', StringComparison.Ordinal) - 1; scientific[i] == '0'; i--)
            zeros++;
        return Math.Max(0, Digits - 1 - zeros - exponent);
    }
}
