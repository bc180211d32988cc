using System.CommandLine;
using NodeNet.Drawing;
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
            OutputFile.Check(path, parsed.GetValue(force));
            Picture picture = Draw.Network(Model.Load(parsed.GetRequiredValue(model)).Network);
            OutputFile.Write(path, place => picture.Save(place));
            output.WriteLine($"saved as {path}");
        });
    }
}
