using NodeNet.Recipes;

namespace NodeNet.Export.Languages;

/// <summary>The texts that NodeNet reads as numbers and dates, as patterns that JavaScript, Python and .NET read alike. A test holds them against
/// <see cref="Cell.Parse"/>.</summary>
internal static class CellForms
{
    /// <summary>A decimal number: 45.1, -2e-3, .5, with blanks around it.</summary>
    public const string Number = @"[\t-\r ]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[\t-\r ]*";

    /// <summary>A date without blanks around it: year, month, day; hour, minute, second, up to 7 decimals of a second; the sign, hours and minutes of an
    /// offset, which does not change the date that is told.</summary>
    public const string Date = Day + @"(?:[T ]" + Two + ":" + Two + "(?::" + Two + @"(?:\.([0-9]{0,7}))?)?(?:Z|([+-])([0-9]{2}):?([0-9]{2}))?)?";

    private const string Two = "([0-9]{1,2})";

    /// <summary>Behind a blank an offset stands only where there are seconds.</summary>
    private const string Day = "([0-9]{4})-" + Two + "-" + Two + "(?! [0-9]{1,2}:[0-9]{1,2}[Z+-])";

    /// <summary>What is said of a text that is no date.</summary>
    public const string NoDate = "no date such as 2024-03-05 or 2024-03-05T14:30";
}
