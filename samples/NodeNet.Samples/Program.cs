using System.Text;
using NodeNet.Samples;
using NodeNet.Samples.Output;
using Spectre.Console;

Console.OutputEncoding = Encoding.UTF8; // α, δ, → and ·

Paper paper = Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi
    ? new PlainPaper(Console.Out)
    : new TerminalPaper(AnsiConsole.Console);

return new Tour(Tour.Lessons, paper, Console.Out, Console.Error).Run(args);
