using System.Globalization;
using System.Text;

namespace NodeNet.Foundation;

/// <summary>Records as text, with numbers written the same way on every machine: the compiler's own text of a record would take the machine's decimal
/// comma.</summary>
internal static class RecordText
{
    /// <summary>"Name { Member = 0.5, … }".</summary>
    /// <param name="name">The record's name.</param>
    /// <param name="printMembers">The record's <c>PrintMembers</c>, which the compiler writes.</param>
    public static string Of(string name, Func<StringBuilder, bool> printMembers)
    {
        CultureInfo machine = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            StringBuilder text = new StringBuilder(name).Append(" { ");
            return text.Append(printMembers(text) ? " }" : "}").ToString();
        }
        finally
        {
            CultureInfo.CurrentCulture = machine;
        }
    }
}
