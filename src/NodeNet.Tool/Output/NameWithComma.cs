using System.CommandLine;
using System.CommandLine.Parsing;
using NodeNet.Tool.Input;

namespace NodeNet.Tool.Output;

/// <summary>A column's name with a comma that was read as several names.</summary>
internal static class NameWithComma
{
    private static readonly string[] _lists = ["--target", "--inputs", "--ignore", "--columns", "--units"];

    /// <summary>How a name with a comma is written, if a message complains of a column that is a part of what an option was given; or null.</summary>
    public static string? HintFor(ParseResult parsed, string message)
    {
        foreach (OptionResult option in parsed.CommandResult.Children.OfType<OptionResult>().Where(option => _lists.Contains(option.Option.Name)))
        {
            if (option.Tokens is not [var token] || token.Value.Contains('"')) continue;
            string[] names = Lists.Names(token.Value) ?? [];
            bool isMeant = names.Length > 1 && message.Contains("no column", StringComparison.Ordinal)
                && names.Any(name => message.Contains($"\"{name}\"", StringComparison.Ordinal))
                && (token.Value.Contains(", ", StringComparison.Ordinal) || message.Contains(token.Value, StringComparison.Ordinal));
            if (isMeant) return $"{option.Option.Name} is read as {names.Length} names. A name with a comma is written in double quotes: '\"{token.Value}\"'.";
        }
        return null;
    }
}
