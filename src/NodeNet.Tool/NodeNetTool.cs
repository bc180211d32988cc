using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using NodeNet.Tool.Commands;
using NodeNet.Tool.Output;

namespace NodeNet.Tool;

/// <summary>The tool's commands.</summary>
internal static partial class NodeNetTool
{
    /// <summary>Does what a command line says.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        TextWriter data = output; // answers keep the characters of their rows
        output = new TerminalText(output);
        error = new TerminalText(error);
        var root = new RootCommand("Trains a neural network on a table, and answers, judges and explains it.")
        {
            TrainCommand.Create(output, error),
            SearchCommand.Create(output, error),
            PredictCommand.Create(data, error),
            EvaluateCommand.Create(output, error),
            ThresholdCommand.Create(output, error),
            CalibrateCommand.Create(output, error),
            ConformalCommand.Create(output, error),
            ImportanceCommand.Create(output, error),
            DescribeCommand.Create(output, error),
            DiagnoseCommand.Create(output, error),
            ExplainCommand.Create(output, error),
            WorksheetCommand.Create(output, error),
            MarkCommand.Create(output, error),
            DrawCommand.Create(output, error),
            PlaygroundCommand.Create(output, error),
            ExportCommand.Create(output, error),
            ImportCommand.Create(output, error),
            VerifyCommand.Create(output, error),
            SiloCommand.Create(error),
            ClusterCommand.Create(output, error),
        };
        ParseResult parsed = root.Parse(args);
        bool asksForHelp = parsed.Action is HelpAction || parsed.Action?.GetType().Name == "VersionOptionAction";
        if (parsed.Errors.Count == 0 || asksForHelp)
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }

        Command asked = parsed.CommandResult.Command;
        if (asked is RootCommand && parsed.UnmatchedTokens is [var verb, ..] && !verb.StartsWith('-'))
        {
            string[] verbs = [.. root.Subcommands.Select(command => command.Name)];
            error.WriteLine($"There is no command \"{verb}\"; there are {string.Join(", ", verbs)}.{NearestWord.Question(verb, verbs)}");
        }
        else
        {
            foreach (ParseError wrong in parsed.Errors) error.WriteLine(WordsOf(wrong) + QuestionOf(wrong, asked));
        }
        error.WriteLine($"nodenet {PathOf(parsed.CommandResult)}--help lists what there is.");
        return ExitCodes.WrongUse;
    }

    /// <summary>"cluster status ": a command with those that it is part of, but the program.</summary>
    public static string PathOf(CommandResult asked) =>
        asked.Command is RootCommand ? "" : (asked.Parent is CommandResult whole ? PathOf(whole) : "") + asked.Command.Name + " ";

    /// <summary>"--port is "x"; it must be a whole number.", in place of a message that names the type.</summary>
    private static string WordsOf(ParseError wrong)
    {
        if (Unparsed().Match(wrong.Message) is not { Success: true } match) return wrong.Message;
        string kind = match.Groups["type"].Value switch
        {
            var type when type.Contains("System.Int", StringComparison.Ordinal) => "a whole number",
            var type when type.Contains("System.Double", StringComparison.Ordinal) => "a number, with a decimal point",
            var type when type.Contains("System.Boolean", StringComparison.Ordinal) => "true or false",
            _ => "",
        };
        return kind.Length == 0 ? wrong.Message : $"{match.Groups["option"].Value} is \"{match.Groups["given"].Value}\"; it must be {kind}.";
    }

    [GeneratedRegex(@"^Cannot parse argument '(?<given>.*)' for option '(?<option>[^']*)' as expected type '(?<type>.*)'\.$", RegexOptions.Singleline)]
    private static partial Regex Unparsed();

    /// <summary>Which option was meant by one that there is not.</summary>
    private static string QuestionOf(ParseError wrong, Command asked)
    {
        string? option = wrong.Message.Split('\'').FirstOrDefault(part => part.StartsWith("--", StringComparison.Ordinal));
        string[] known = [.. asked.Options.Select(one => one.Name)];
        return option is null || known.Contains(option) ? "" : NearestWord.Question(option, known);
    }
}
