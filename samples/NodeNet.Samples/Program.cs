using System.Text;
using NodeNet.Samples;
using NodeNet.Samples.Output;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8; // α, δ, → and ·

LessonOutput paper = Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
    ? new PlainOutput(Console.Out)
    : new TerminalOutput(AnsiConsole.Console);

return new Tour(Tour.Lessons, paper, Console.Out, Console.Error).Run(args);
