using System.CommandLine;
using NodeNet.Playground;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>Runs a command; what goes wrong becomes one message and an exit code.</summary>
internal static class Guarded
{
    public static Command WithAction(Command command, TextWriter error, Action<ParseResult> action)
    {
        command.SetAction(parsed =>
        {
            try
            {
                action(parsed);
                return ExitCodes.Success;
            }
            catch (UsageException wrong)
            {
                error.WriteLine(OneLine.Of(wrong.Message));
                error.WriteLine($"nodenet {NodeNetTool.PathOf(parsed.CommandResult)}--help lists the options.");
                return ExitCodes.WrongUse;
            }
            catch (Exception wrong) when (IsFault(wrong))
            {
                error.WriteLine(MessageOf(wrong));
                if (NameWithComma.HintFor(parsed, wrong.Message) is { } hint) error.WriteLine(hint);
                return ExitCodes.Fault;
            }
        });
        return command;
    }

    private static bool IsFault(Exception wrong) =>
        wrong is RecipeException or TableFormatException or FormatException or ArgumentException or InvalidOperationException or ArithmeticException
            or IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or TimeoutException
            or System.Security.Cryptography.CryptographicException or System.Data.Common.DbException;

    /// <summary>The message without "(Parameter 'column')" and "Actual value was 5.", which are for programmers, and with the command line's words.</summary>
    public static string MessageOf(Exception wrong) => CommandWords.Of(PlainWords.WithoutParameter(wrong));
}
