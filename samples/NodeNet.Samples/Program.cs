using System.Text;
using NodeNet.Samples;
using NodeNet.Samples.Explaining;
using NodeNet.Samples.Output;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8; // α, δ, → and ·

LessonOutput paper = Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
    ? new PlainOutput(Console.Out)
    : new TerminalOutput(AnsiConsole.Console);

if (args is ["explain", .. string[] rest]) return new ExplainCommand(paper, Console.Out, Console.Error).Run(rest);
return new Tour(Tour.Lessons, paper, Console.Out, Console.Error).Run(args);
