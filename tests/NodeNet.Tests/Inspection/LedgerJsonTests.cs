using System.Text.Json;
using CsCheck;
using NodeNet.Inspection;
using NodeNet.Teaching;
using NodeNet.Tests.Readme;

namespace NodeNet.Tests.Inspection;

public class LedgerJsonTests
{
    private static readonly JsonElement _schema = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(ReadmeProgram.RepositoryRoot(), "docs", "ledger.schema.json"))).RootElement;

    [Fact]
    public void Every_ledger_is_as_the_schema_says() => LedgerCase.Any.Sample(given =>
    {
        if (given.TryExplain() is not { } ledger) return;
        using var json = JsonDocument.Parse(ledger.ToJson());
        Faults(json.RootElement, _schema, "ledger").Should().BeEmpty();
    }, iter: 6);

    [Fact]
    public void The_schema_knows_every_mistake()
    {
        StepLedger right = Given.Trainer(Given.Small(), 0.3).Explain([0.3, 0.7], [1]);

        foreach (Mistake mistake in Mistake.All)
        {
            using var json = JsonDocument.Parse(right.With(mistake).ToJson());
            Faults(json.RootElement, _schema, "ledger").Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("\"version\": 1,", "\"version\": 2,")]
    [InlineData("\"version\": 1,", "\"version\": 1, \"extra\": 1,")]
    [InlineData("\"netInput\":", "\"net\":")]
    [InlineData("\"kind\": \"input\"", "\"kind\": \"output\"")]
    [InlineData("\"mistakes\": []", "\"mistakes\": [\"reads too fast\"]")]
    [InlineData("\"applied\": false", "\"applied\": \"no\"")]
    public void What_the_schema_does_not_say_is_noticed(string right, string wrong)
    {
        string text = Given.Trainer(Given.Small(), 0.3).Explain([0.3, 0.7], [1]).ToJson();
        text.Should().Contain(right);

        using var json = JsonDocument.Parse(text.Replace(right, wrong, StringComparison.Ordinal));

        Faults(json.RootElement, _schema, "ledger").Should().NotBeEmpty();
    }

    [Fact]
    public void Every_number_is_exact_and_the_text_always_the_same()
    {
        StepLedger ledger = Given.Trainer(Given.Small(), 0.3).Explain(Given.Xor());
        using var json = JsonDocument.Parse(ledger.ToJson());

        json.RootElement.GetProperty("moments")
            .EnumerateArray()
            .Select(moment => moment.GetProperty("value").GetDouble())
            .Should()
            .Equal(ledger.Moments.Select(moment => moment.Value));
        json.RootElement.GetProperty("changes")[3].GetProperty("newValue").GetDouble().Should().Be(ledger.Changes[3].NewValue);
        Given.Trainer(Given.Small(), 0.3).Explain(Given.Xor()).ToJson().Should().Be(ledger.ToJson());
    }

    /// <summary>As much of JSON Schema as the ledger's schema uses.</summary>
    private static IEnumerable<string> Faults(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference)) schema = _schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]);
        if (schema.TryGetProperty("anyOf", out JsonElement choices) && choices.EnumerateArray().All(choice => Faults(value, choice, path).Any()))
        {
            yield return $"{path} fits no choice";
        }
        if (schema.TryGetProperty("const", out JsonElement constant) && constant.ToString() != value.ToString()) yield return $"{path} is {value}";
        if (schema.TryGetProperty("enum", out JsonElement members) && members.EnumerateArray().All(member => member.ToString() != value.ToString()))
        {
            yield return $"{path} is {value}";
        }
        if (schema.TryGetProperty("type", out JsonElement type)
            && !Types(type).Contains(TypeOf(value))
            && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
        {
            yield return $"{path} is of type {TypeOf(value)}";
        }
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            foreach (string fault in value.EnumerateArray().SelectMany((item, i) => Faults(item, items, $"{path}[{i}]"))) yield return fault;
        }
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out JsonElement properties)) yield break;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (!properties.TryGetProperty(property.Name, out JsonElement known)) yield return $"{path}.{property.Name} is unknown";
            else foreach (string fault in Faults(property.Value, known, $"{path}.{property.Name}")) yield return fault;
        }
        foreach (JsonElement required in schema.GetProperty("required").EnumerateArray())
        {
            if (!value.TryGetProperty(required.GetString()!, out _)) yield return $"{path}.{required} is missing";
        }
    }

    private static string[] Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind kind => kind.ToString().ToLowerInvariant(),
    };
}
