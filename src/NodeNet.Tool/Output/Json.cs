using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Recipes;

namespace NodeNet.Tool.Output;

/// <summary>The one object that --json prints.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As everything is printed, for what is written piece by piece.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(TextWriter output, JsonObject value) => output.WriteLine(value.ToJsonString(_options));

    public static JsonArray Of(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];

    /// <summary>A cell: a number, yes or no, words, a date as text, or null.</summary>
    public static JsonNode? OfCell(Cell cell) => cell.Kind switch
    {
        CellKind.Missing => null,
        CellKind.Number => Of(cell.Number),
        CellKind.Truth => cell.Truth,
        _ => cell.ToString(),
    };

    /// <summary>A number, or null where it is not finite, which JSON cannot write.</summary>
    public static JsonNode? Of(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}
