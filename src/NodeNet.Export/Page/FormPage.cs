using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NodeNet.Export.Plan;
using NodeNet.Writers;

namespace NodeNet.Export.Page;

/// <summary>Puts the page together. What is embedded are the files beside this one, as they are, and the model's script.</summary>
internal static class FormPage
{
    public static string Of(Model model, ModelPlan plan, string title)
    {
        string script = $"\"use strict\";\n{new PageScriptWriter().Script(plan)}const about = {About(model, plan)};\n{Read("form.js")}";
        string style = Read("form.css");
        var parts = new Dictionary<string, string>
        {
            ["title"] = Html.Text(title),
            ["about"] = Html.Text(plan.Title),
            ["style"] = style,
            ["style-hash"] = Hash(style),
            ["script"] = script,
            // The browser runs this script and no other, whatever the names hold.
            ["script-hash"] = Hash(script),
            ["fields"] = string.Concat(plan.Columns.Select((column, i) => FormField.Of(model, column, i))),
            ["lead"] = plan.Answer.Classes is null ? "The answer" : Html.Text(plan.Answer.Target),
        };
        string page = Read("form.html");
        var filled = new StringBuilder();
        int done = 0;
        for (int open = page.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = page.IndexOf("{{", done, StringComparison.Ordinal))
        {
            int close = page.IndexOf("}}", open, StringComparison.Ordinal);
            filled.Append(page, done, open - done).Append(parts[page[(open + 2)..close]]);
            done = close + 2;
        }
        return filled.Append(page, done, page.Length - done).ToString();
    }

    /// <summary>What the page says of the model, as JSON, whose writer escapes &lt; and all that is not ASCII.</summary>
    private static string About(Model model, ModelPlan plan) => new JsonObject
    {
        ["fields"] = new JsonArray([.. plan.Columns.Select(FormField.About)]),
        ["inputs"] = Names(model.InputNames),
        ["layers"] = new JsonArray([.. plan.Layers.Select(layer => (JsonNode)new JsonObject
        {
            ["title"] = layer.Title,
            ["nodes"] = Names(layer.NodeNames),
            ["functions"] = Names(layer.Nodes.Select(node => node.Name)),
            ["whole"] = layer.Whole?.Name,
        })]),
        ["outputs"] = Names(plan.Answer.Names),
        ["classes"] = plan.Answer.Classes is { } classes ? Names(classes) : null,
        ["threshold"] = plan.Answer.Threshold,
        ["restored"] = Names(plan.Answer.Restored.Select(formula => formula is null ? "" : FormulaText.Words(formula) ?? "")),
    }.ToJsonString();

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Read(string file)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Page/{file}")
            ?? throw new InvalidOperationException($"The package lacks {file}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Git may check files out with other line ends; the page is the same everywhere.
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}

/// <summary>Texts in HTML.</summary>
internal static class Html
{
    /// <summary>A text that is no markup, in an element or in an attribute in double quotes. Characters that HTML cannot hold become U+FFFD.</summary>
    public static string Text(string text)
    {
        var safe = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            safe.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\n' or '\t' => " ",
                < 0x20 or (>= 0x7F and < 0xA0) => "\uFFFD",
                _ => rune.ToString(),
            });
        }
        return safe.ToString();
    }
}
