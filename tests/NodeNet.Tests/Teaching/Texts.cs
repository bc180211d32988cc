using CsCheck;

namespace NodeNet.Tests.Teaching;

/// <summary>What may stand in a learner's cell: anything, and numbers with a few characters changed.</summary>
internal static class Texts
{
    private static readonly string[] _numbers = ["0.0098854", "-0.5", "1e-99999999999", "−5 · 10⁻³", "1,234.5", "1e308", "-1e308", "9.9e-324", "0.384",
        "12345678901234567890", "0e400"];

    private static readonly char[] _signs = [.. "0123456789.,-+−–eE·×^()* \"';\t\r\n\0\uFFFF\uD835\u00A0⁻³∞%=|<"];

    public static Gen<T> OneOf<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(i => choices[i]);

    /// <summary>Any string, halves of surrogate pairs and control characters among it.</summary>
    private static readonly Gen<string> _strings = Gen.Char.Array[0, 12].Select(characters => new string(characters));

    private static readonly Gen<string> _ofSigns = OneOf(_signs).Array[0, 12].Select(characters => new string(characters));

    /// <summary>A number in which up to three characters are replaced, taken away or doubled.</summary>
    public static readonly Gen<string> Mutated =
        from number in OneOf(_numbers)
        from edits in Gen.Select(Gen.Int[0, 20], OneOf(_signs), Gen.Int[0, 2]).Array[0, 3]
        select edits.Aggregate(number, (text, edit) =>
        {
            (int at, char sign, int kind) = edit;
            at %= text.Length + 1;
            return kind == 0 ? text.Insert(at, sign.ToString()) : at == text.Length ? text : kind == 1 ? text.Remove(at, 1) : text.Remove(at, 1)
                .Insert(at, sign.ToString());
        });

    public static readonly Gen<string> Anything = Gen.OneOf(_strings, _ofSigns, Mutated);
}
