using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using NodeNet.Tool.Commands;
using NodeNet.Tool.Output;

namespace NodeNet.Tool;

/// <summary>The tool's commands.</summary>
internal static class NodeNetTool
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
            foreach (ParseError wrong in parsed.Errors) error.WriteLine(wrong.Message + QuestionOf(wrong, asked));
        }
        error.WriteLine($"nodenet {PathOf(parsed.CommandResult)}--help lists what there is.");
        return ExitCodes.WrongUse;
    }

    /// <summary>"cluster status ": a command with those that it is part of, but the program.</summary>
    private static string PathOf(CommandResult asked) =>
        asked.Command is RootCommand ? "" : (asked.Parent is CommandResult whole ? PathOf(whole) : "") + asked.Command.Name + " ";

    /// <summary>Which option was meant by one that there is not.</summary>
    private static string QuestionOf(ParseError wrong, Command asked)
    {
        string? option = wrong.Message.Split('\'').FirstOrDefault(part => part.StartsWith("--", StringComparison.Ordinal));
        string[] known = [.. asked.Options.Select(one => one.Name)];
        return option is null || known.Contains(option) ? "" : NearestWord.Question(option, known);
    }
}
