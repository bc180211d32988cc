using System.CommandLine;
using NodeNet.Drawing;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet draw: a picture of a model's network.</summary>
internal static class DrawCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string> model = Common.ModelFile();
        var file = new Option<string>("--out") { Description = "The SVG file to write.", Required = true };
        Option<bool> force = Common.Force();
        var command = new Command("draw", "Draws a model's network.\n\nExample: nodenet draw penguins.json --out network.svg") { model, file, force };
        return Guarded.WithAction(command, error, parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            string source = parsed.GetRequiredValue(model);
            OutputFile.Check(path, parsed.GetValue(force));
            OutputFile.CheckApart([path], [source]);
            Picture picture = Draw.Network(InputFile.LoadModel(source).Network);
            OutputFile.Write(path, place => picture.Save(place));
            output.WriteLine($"saved as {path}");
        });
    }
}
