using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeNet.Tool.Output;

/// <summary>The one object that --json prints.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions _options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(TextWriter output, JsonObject value) => output.WriteLine(value.ToJsonString(_options));

    public static JsonArray Of(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];

    /// <summary>A number, or null where it is not finite, which JSON cannot write.</summary>
    public static JsonNode? Of(double? number) => number is { } value && double.IsFinite(value) ? value : null;
}
