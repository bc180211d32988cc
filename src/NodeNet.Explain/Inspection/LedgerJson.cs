using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>Writes a ledger as JSON, as docs/ledger.schema.json describes it: every number exact, in a fixed order.</summary>
internal sealed class LedgerJson
{
    public const int Version = 1;

    private readonly Utf8JsonWriter _json;
    private readonly StepLedger _ledger;

    private LedgerJson(Utf8JsonWriter json, StepLedger ledger)
    {
        _json = json;
        _ledger = ledger;
    }

    public static string Of(StepLedger ledger)
    {
        var bytes = new ArrayBufferWriter<byte>();
        // Relaxed: δ and → stay readable. The text is not safe inside HTML without escaping <.
        using (
            var json = new Utf8JsonWriter(
                bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            new LedgerJson(json, ledger).Write();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("format", "nodenet-ledger");
        _json.WriteNumber("version", Version);
        WriteSetup();
        Array("mistakes", _ledger.Mistakes, mistake => _json.WriteStringValue(mistake.Name));
        WriteLayers();
        WriteParameters();
        Array("examples", _ledger.Examples, WriteExample);
        Array("changes", _ledger.Changes, WriteChange);
        Number("loss", _ledger.Loss);
        if (_ledger.IsWeighted) Number("divisor", _ledger.Divisor);
        Number("penalty", _ledger.Penalty);
        Number("clipFactor", _ledger.ClipFactor);
        Array("moments", _ledger.Moments, WriteMoment);
        _json.WriteEndObject();
    }

    private void WriteSetup()
    {
        LedgerSetup setup = _ledger.Setup;
        _json.WriteStartObject("setup");
        _json.WriteNumber("step", setup.StepNumber);
        _json.WriteBoolean("applied", setup.IsApplied);
        _json.WriteString("loss", setup.Loss);
        _json.WriteBoolean("meanOverOutputs", setup.IsMeanOverOutputs);
        _json.WriteString("optimizer", setup.Optimizer);
        Array("memoryNames", setup.MemoryNames, _json.WriteStringValue);
        Number("learningRate", setup.LearningRate);
        _json.WriteString("batchReduction", Camel(setup.BatchReduction.ToString()));
        Number("l1", setup.Penalty.L1);
        Number("l2", setup.Penalty.L2);
        _json.WriteBoolean("penalizeBiases", setup.Penalty.CountsBiases);
        Number("clipNorm", setup.ClipNorm);
        if (setup.Dropout is { } dropout) _json.WriteString("dropout", dropout.ToString());
        if (setup.InputNoise > 0.0) Number("inputNoise", setup.InputNoise);
        if (setup.MaxNorm is { } longest) Number("maxNorm", longest);
        _json.WriteEndObject();
    }

    private void WriteLayers() => Array("layers", _ledger.Network.Layers, layer =>
    {
        _json.WriteStartObject();
        _json.WriteString("name", layer.Name);
        _json.WriteString("activation", layer.Activation);
        _json.WriteBoolean("wholeLayer", layer.IsWholeLayer);
        Array("nodes", layer.Nodes, node =>
        {
            _json.WriteStartObject();
            _json.WriteString("name", node.Name);
            _json.WriteString("label", node.Label);
            _json.WriteString("activation", node.Activation);
            _json.WriteBoolean("hasBias", node.HasBias);
            _json.WriteEndObject();
        });
        _json.WriteEndObject();
    });

    private void WriteParameters() => Array("parameters", _ledger.Network.Parameters, parameter =>
    {
        _json.WriteStartObject();
        _json.WriteString("name", parameter.Name);
        _json.WriteString("from", parameter.Source?.Name);
        _json.WriteString("to", parameter.Target.Name);
        _json.WriteBoolean("frozen", parameter.IsFrozen);
        _json.WriteEndObject();
    });

    private void WriteExample(ExampleLedger example)
    {
        _json.WriteStartObject();
        if (example.Recipe is { } recipe) WriteRecipe(recipe);
        Numbers("inputs", example.Inputs);
        Numbers("targets", example.Targets);
        Array("forward", example.Forward, node =>
        {
            _json.WriteStartObject();
            _json.WriteString("node", node.Node.Name);
            Number("bias", node.Bias);
            Array("terms", node.Terms, term =>
            {
                _json.WriteStartObject();
                _json.WriteString("connection", term.Connection.Name);
                Number("weight", term.Weight);
                Number("activation", term.Activation);
                Number("product", term.Product);
                _json.WriteEndObject();
            });
            Number("netInput", node.NetInput);
            if (node.DropoutFactor != 1.0) Number("dropoutFactor", node.DropoutFactor);
            Number("activation", node.Activation);
            _json.WriteEndObject();
        });
        Array("lossTerms", example.LossTerms, term =>
        {
            _json.WriteStartObject();
            _json.WriteString("node", term.Node.Name);
            Number("output", term.Output);
            Number("target", term.Target);
            Number("value", term.Value);
            _json.WriteBoolean("fused", term.IsFused);
            _json.WriteEndObject();
        });
        Number("loss", example.Loss);
        if (_ledger.IsWeighted) Number("weight", example.Weight);
        Array("deltas", example.Deltas, WriteDelta);
        Numbers("shares", [.. example.Shares.Select(share => share.Downhill)]);
        _json.WriteEndObject();
    }

    private void WriteRecipe(RecipeLedger recipe)
    {
        _json.WriteStartObject("recipe");
        Array("inputs", recipe.Inputs, WriteCell);
        Array("targets", recipe.Targets, WriteCell);
        Array("answers", recipe.Answers, answer =>
        {
            _json.WriteStartObject();
            _json.WriteString("target", answer.Target);
            _json.WriteString("class", answer.Class);
            Number("number", answer.Number);
            _json.WriteString("text", answer.ToString());
            _json.WriteEndObject();
        });
        _json.WriteEndObject();
    }

    private void WriteCell(CellLedger cell)
    {
        _json.WriteStartObject();
        _json.WriteString("column", cell.Column);
        _json.WriteString("cell", cell.Cell.IsMissing ? null : cell.Cell.ToString());
        Numbers("numbers", cell.Numbers);
        _json.WriteString("text", cell.ToString());
        _json.WriteEndObject();
    }

    private void WriteDelta(NodeDelta node)
    {
        _json.WriteStartObject();
        _json.WriteString("node", node.Node.Name);
        Array("terms", node.Terms, term =>
        {
            _json.WriteStartObject();
            _json.WriteString("connection", term.Connection.Name);
            Number("delta", term.Delta);
            Number("weight", term.Weight);
            Number("product", term.Product);
            _json.WriteEndObject();
        });
        Number("lossSlope", node.LossSlope);
        Number("push", node.Push);
        Number("activationSlope", node.ActivationSlope);
        _json.WriteBoolean("fused", node.IsFused);
        if (node.DropoutFactor != 1.0) Number("dropoutFactor", node.DropoutFactor);
        Number("delta", node.Delta);
        _json.WriteEndObject();
    }

    private void WriteChange(ParameterChange change)
    {
        _json.WriteStartObject();
        _json.WriteString("parameter", change.Parameter.Name);
        Numbers("shares", change.Shares);
        Number("sum", change.Sum);
        Number("reduced", change.Reduced);
        Number("penaltyPart", change.PenaltyPart);
        Number("penalized", change.Penalized);
        Number("downhill", change.Downhill);
        Numbers("memoryBefore", change.MemoryBefore);
        Numbers("memoryAfter", change.MemoryAfter);
        Number("change", change.Change);
        Number("oldValue", change.OldValue);
        if (change.NormFactor != 1.0) Number("normFactor", change.NormFactor);
        Number("newValue", change.NewValue);
        _json.WriteEndObject();
    }

    private void WriteMoment(LedgerMoment moment)
    {
        _json.WriteStartObject();
        _json.WriteString("phase", Camel(moment.Phase.ToString()));
        _json.WriteString("kind", Camel(moment.Kind.ToString()));
        if (moment.Example is { } example) _json.WriteNumber("example", example);
        else _json.WriteNull("example");
        _json.WriteString("node", moment.Node?.Name);
        _json.WriteString("parameter", moment.Parameter?.Name);
        Number("value", moment.Value);
        _json.WriteEndObject();
    }

    private void Array<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (T item in items)
            write(item);
        _json.WriteEndArray();
    }

    private void Numbers(string name, IReadOnlyList<double> values) => Array(name, values, NumberValue);

    private void Number(string name, double? value)
    {
        _json.WritePropertyName(name);
        if (value is { } number) NumberValue(number);
        else _json.WriteNullValue();
    }

    /// <summary>JSON has no infinities; an optimizer's memory may have.</summary>
    private void NumberValue(double value)
    {
        if (double.IsFinite(value)) _json.WriteNumberValue(value);
        else _json.WriteStringValue(MessageText.Exact(value));
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
