using System.Text;
using System.Text.Json.Nodes;
using NodeNet.Export.Plan;
using NodeNet.Pages;
using NodeNet.Writers;

namespace NodeNet.Export.Page;

/// <summary>Puts the page together. What is embedded are the files beside this one, as they are, and the model's script.</summary>
internal static class FormPage
{
    public static string Of(Model model, ModelPlan plan, string title)
    {
        string script = $"\"use strict\";\n{new PageScriptWriter().Script(plan)}const about = {About(model, plan)};\n{PageParts.Read("Page/form.js")}";
        string style = PageParts.Read("Page/form.css");
        var parts = new Dictionary<string, string>
        {
            ["title"] = Html.Text(title),
            ["about"] = Html.Text(plan.Title),
            ["style"] = style,
            ["style-hash"] = PageParts.Digest(style),
            ["script"] = script,
            // The browser runs this script and no other, whatever the names hold.
            ["script-hash"] = PageParts.Digest(script),
            ["fields"] = string.Concat(plan.Columns.Select((column, i) => FormField.Of(model, column, i))),
            ["lead"] = plan.Answer.Classes is null ? "The answer" : Html.Text(plan.Answer.Target),
        };
        return PageParts.Fill(PageParts.Read("Page/form.html"), parts);
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
