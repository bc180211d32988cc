using System.Text.RegularExpressions;
using NodeNet.Persistence;

namespace NodeNet.Playground;

/// <summary>What the library refuses, said to those who write no programs: without the names of parameters, of JSON's parts and of the library's settings. The
/// page's engine and the command line are compiled with this file, too.</summary>
internal static partial class PlainWords
{
    public static string Of(Exception wrong)
    {
        string message = WithoutParameter(wrong);
        return wrong is ModelFileException file ? WithoutLimit(message.Replace($", {file.JsonPath}: ", ": ", StringComparison.Ordinal)) : message;
    }

    /// <summary>The message without "(Parameter 'column')" and "Actual value was 5.".</summary>
    public static string WithoutParameter(Exception wrong)
    {
        string message = wrong.Message;
        if (wrong is ArgumentException { ParamName: { } name }) message = message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal);
        if (wrong is ArgumentOutOfRangeException { ActualValue: not null } && message.LastIndexOf('\n') is > 0 and int last)
            message = message[..last].TrimEnd('\r'); // its last line is "Actual value was …"
        return message;
    }

    /// <summary>The text without the setting that a refusal of a large file names.</summary>
    public static string WithoutLimit(string text) => Limit().Replace(text, "");

    [GeneratedRegex(@" \(ModelFileLimits\.\w+\)")]
    private static partial Regex Limit();
}
