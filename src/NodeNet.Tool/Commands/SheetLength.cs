using NodeNet.Teaching;
using NodeNet.Tool.Input;

namespace NodeNet.Tool.Commands;

/// <summary>How long worksheets get, and what makes them shorter.</summary>
internal static class SheetLength
{
    /// <summary>More pages are not for a lesson.</summary>
    public const int MostPages = 4;

    private static readonly string[] _shorter = ["forward", "deltas", "backward"];

    /// <summary>"asks 9 numbers, has 35 lines, and prints on about 1 page".</summary>
    public static string Words(Worksheet sheet) => $"asks {Lists.Count(sheet.Blanks.Count, "number")}, has {Lists.Count(sheet.LineCount, "line")}, "
        + $"and prints on about {Lists.Count(sheet.PageCount, "page")}";

    /// <summary>Refuses sheets that are too long, and names what would make them short enough.</summary>
    /// <exception cref="UsageException">They are.</exception>
    public static void Check(Model model, WorksheetSetOptions options, string? blank)
    {
        Worksheet Sheet(WorksheetBlanks blanks) =>
            WorksheetSet.Draw(model, options with { Count = 1, Sheet = options.Sheet with { Blanks = blanks } }).Sheets[0];

        Worksheet sheet = Sheet(options.Sheet.Blanks);
        if (sheet.PageCount <= MostPages) return;
        string[] shorter = [.. _shorter.Where(other => other != (blank ?? "backward") && Sheet(Blanks.Read(other, model.Network)).PageCount <= MostPages)];
        string fewer = shorter.Length == 0 ? "" : $"Ask less (--blank {string.Join(" or ", shorter)}), or take";
        int nodes = model.Network.Layers.Skip(1).SkipLast(1).Sum(layer => layer.Count);
        throw new UsageException(
            $"Each sheet {Words(sheet)}; more than {MostPages} pages are too long for a lesson. {(fewer.Length == 0 ? "Take" : fewer)} a smaller network: "
                + $"this one has {Lists.Count(model.Network.InputLayer.Count, "input")} and {Lists.Count(nodes, "hidden node")}, and nodenet train --hidden 3 "
                + "makes one with three. --long makes the sheets all the same.");
    }
}
