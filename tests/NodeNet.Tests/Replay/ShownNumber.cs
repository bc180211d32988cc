using System.Globalization;

namespace NodeNet.Tests.Replay;

/// <summary>Numbers as the replay writes them.</summary>
internal static class ShownNumber
{
    private const string Powers = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>"(−1.2×10⁻⁷)" is −1.2e-7.</summary>
    public static double Parse(string text)
    {
        string plain = text.Trim('(', ')').Replace('−', '-').Replace("×10", "e", StringComparison.Ordinal).Replace('⁻', '-');
        for (int digit = 0; digit < Powers.Length; digit++)
            plain = plain.Replace(Powers[digit], (char)('0' + digit));
        return double.Parse(plain, NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
