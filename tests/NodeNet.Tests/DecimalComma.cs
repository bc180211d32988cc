using System.Globalization;

namespace NodeNet.Tests;

/// <summary>A culture that writes numbers as in German, for as long as it is not disposed; made here because the tests run without the data of real
/// cultures.</summary>
internal sealed class DecimalComma : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public DecimalComma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "−";
        CultureInfo.CurrentCulture = culture;
        1.5.ToString(CultureInfo.CurrentCulture).Should().Be("1,5", "the culture must differ for a test to mean something");
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}
