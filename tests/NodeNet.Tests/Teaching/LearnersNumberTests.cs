using System.Globalization;
using CsCheck;
using NodeNet.Foundation;
using NodeNet.Teaching;
using NodeNet.Tests.Handout;

namespace NodeNet.Tests.Teaching;

/// <summary>Numbers as pupils, tablets and word processors write them.</summary>
public class LearnersNumberTests
{
    private readonly Marker _marker = new(HandoutNetwork.TrainerFor(HandoutNetwork.Create()).Explain([1, 3, 5], [1]));

    [Theory]
    [InlineData("-0.5")]
    [InlineData("−0.5")]      // U+2212 minus
    [InlineData("–0.5")]      // U+2013 en dash: Word
    [InlineData("\u20100.5")] // hyphen
    [InlineData("\u20110.5")] // hyphen that does not break
    [InlineData("\u20120.5")] // figure dash
    [InlineData("—0.5")]      // U+2014 em dash: Word makes it of two hyphens
    [InlineData("\uFE630.5")] // small hyphen-minus
    [InlineData("－0.5")]     // U+FF0D fullwidth
    [InlineData("– 0,5")]
    [InlineData("\u00A0−0,5\u202F")]     // spaces that do not break
    [InlineData("\u200E-0.5\uFEFF")]     // marks that nobody sees
    [InlineData("－０．５")]             // a keyboard of East Asia
    [InlineData("-٠٫٥")]                 // Arabic digits
    [InlineData("-5e-1")]
    [InlineData("−5E−1")]
    [InlineData("-5·10^-1")]
    [InlineData("−5 · 10^(−1)")]
    [InlineData("-5*10**-1")]
    [InlineData("−5×10⁻¹")]
    [InlineData("−0,05 × 10¹")]
    [InlineData("-5 x 10^-1")]
    [InlineData("-.5")]
    [InlineData("-50%")]
    [InlineData("−50,0\u202F%")]
    [InlineData("– 50 %")]
    [InlineData("−50\u2009％")]
    [InlineData("−500 ‰")]
    [InlineData("= -0.5")]
    [InlineData("=−0,5")]
    [InlineData("≈ −0.5")]
    [InlineData("~-0.5")]
    [InlineData("≃−5·10⁻¹")]
    public void Minus_a_half_is_written_in_many_ways(string text) => LearnersNumber.Read(text)!.Value.Value.Should().Be(-0.5);

    [Theory]
    [InlineData("0.50", 0.5, 0.01, 2)]
    [InlineData("12,0", 12, 0.1, 3)]
    [InlineData("3.", 3, 1, 1)]
    [InlineData("+5 · 10³", 5000, 1000, 1)]
    [InlineData("1.20e-3", 0.0012, 1e-5, 3)]
    [InlineData("10⁻³", 0.001, 0.001, 1)]
    [InlineData("10", 10, 1, 2)]
    [InlineData("0.000", 0, 0.001, 0)]
    [InlineData("0,5 %", 0.005, 0.001, 1)]
    [InlineData("−8,18%", -0.0818, 0.0001, 3)]
    public void The_digits_say_how_exact_a_number_claims_to_be(string text, double value, double unit, int digits)
    {
        LearnersNumber number = LearnersNumber.Read(text)!.Value;

        (number.Value, number.Digits).Should().Be((value, digits));
        number.Unit.Should().BeApproximately(unit, 1e-12 * unit);
    }

    [Theory]
    [InlineData("no idea")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("-Infinity")]
    [InlineData("1e400")]
    [InlineData("1e-400")] // would be read as 0
    [InlineData("1e-99999999999")]
    [InlineData("1e99999999999")]
    [InlineData("0e99999999999")]
    [InlineData("0e5000")]   // a number of no digits, give or take 10^5000
    [InlineData("1,234.5")]  // no thousands separators
    [InlineData("1.234.5")]
    [InlineData("1 000")]
    [InlineData("5·10-3")]   // 47, or a raised −3 that was lost on the way
    [InlineData("0·5")]      // a decimal point of Britain's handwriting, or a product
    [InlineData("⁻5")]
    [InlineData("5e")]
    [InlineData("e-5")]
    [InlineData("--5")]
    [InlineData("==5")]
    [InlineData("=")]
    [InlineData("5=")]
    [InlineData("1/2")]
    [InlineData("50%%")]
    [InlineData("5e-3%")]    // one of the two, not both
    [InlineData("%")]
    [InlineData("8,18%5")]
    [InlineData("1\u2009234,5")] // a thin space between thousands
    [InlineData("0x10")]
    [InlineData("5*10^(-3")]
    [InlineData("\uD835")]   // half a character
    [InlineData("5\0")]
    public void What_is_not_one_number_is_not_read(string text)
    {
        LearnersNumber.Read(text).Should().BeNull();
        _marker.Check(Quantity.Delta("h1"), text).Verdict.Should().Be(Verdict.NotANumber);
    }

    [Fact]
    public void The_longest_text_of_a_double_is_read_and_a_longer_one_is_not()
    {
        string exact = double.Epsilon.ToString("F1074", CultureInfo.InvariantCulture); // 4.94…e−324 to its last digit
        LearnersNumber.Read("-" + exact)!.Value.Value.Should().Be(-double.Epsilon);
        LearnersNumber.Read(new string('9', 400)).Should().BeNull();
        LearnersNumber.Read(new string('9', 100_000)).Should().BeNull();
    }

    [Fact]
    public void Every_number_is_read_back_from_its_text_however_its_signs_are_written() =>
        Gen.Select(Gen.Double.Where(double.IsFinite), Texts.OneOf('-', '−', '–', '‐', '－'), Texts.OneOf('.', ',', '．')).Sample((value, minus, point) =>
        {
            string text = MessageText.Exact(value).Replace('-', minus).Replace('.', point);
            if (value == 0 || Math.Abs(value) > 1e-320) LearnersNumber.Read(text)!.Value.Value.Should().Be(value, text);
        });

    [Fact]
    public void Nothing_that_is_written_throws_and_every_readable_number_is_one() =>
        Texts.Anything.Sample(text =>
        {
            Marking marking = _marker.Check(Quantity.Delta("h1"), text);
            if (LearnersNumber.Read(text) is not { } number) marking.Verdict.Should().BeOneOf(Verdict.NotANumber, Verdict.Missing);
            else (double.IsFinite(number.Value) && double.IsFinite(number.Unit)).Should().BeTrue();
        });
}
