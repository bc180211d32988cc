using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodeNet.Drawing.Svg;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>Writes what the page replays as JSON. How it is read is in web/replay/data.ts.</summary>
internal sealed class ReplayDocument
{
    /// <summary>How many numbers a replay may hold: some ten megabytes of file.</summary>
    public const int MostNumbers = 500_000;

    private readonly ReplayShape _shape;
    private readonly bool _byNodes;
    private readonly Numbered _texts = new();
    private readonly Numbered _formulas = new();
    private readonly Numbered _scripts = new();
    private int _numbers;

    private ReplayDocument(ReplayShape shape, bool byNodes) => (_shape, _byNodes) = (shape, byNodes);

    public static string Of(string title, ReplayOptions options, bool byNodes, IReadOnlyList<ReplayRun> runs)
    {
        StepLedger first = runs[0].Steps[0].Ledger;
        var document = new ReplayDocument(new ReplayShape(first.Network), byNodes);
        // The runs are written first: by them the document learns which quantities, texts and scripts there are.
        string written = Json(json =>
        {
            json.WriteStartArray();
            foreach (ReplayRun run in runs) document.WriteRun(json, run);
            json.WriteEndArray();
        });
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("title", SvgText.Printable(title));
            json.WriteNumber("digits", options.Digits);
            json.WriteBoolean("byNodes", byNodes);
            if (options.Note is not null) json.WriteString("note", SvgText.Printable(options.Note));
            WriteTexts(json, "conventions", Conventions(first));
            document.WriteKinds(json);
            document.WriteNetwork(json);
            WriteTexts(json, "texts", document._texts.Texts);
            WriteTexts(json, "formulas", document._formulas.Texts);
            json.WriteStartArray("scripts");
            foreach (string script in document._scripts.Texts) json.WriteRawValue(script);
            json.WriteEndArray();
            json.WritePropertyName("runs");
            json.WriteRawValue(written);
            json.WriteEndObject();
        });
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        // Only what JSON itself needs is escaped; the page escapes for HTML.
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private void WriteRun(Utf8JsonWriter json, ReplayRun run)
    {
        json.WriteStartObject();
        json.WriteString("name", SvgText.Printable(run.Name));
        json.WriteStartArray("loss");
        foreach ((long step, double loss) in run.Loss)
        {
            json.WriteStartArray();
            json.WriteNumberValue(step);
            WriteNumber(json, loss);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (ReplayStep step in run.Steps) WriteStep(json, step);
        json.WriteEndArray();
        if (run.StepsInEpoch is { } steps) json.WriteNumber("stepsInEpoch", steps);
        run.Rows?.Write(json, WriteNumber);
        json.WriteEndObject();
    }

    private void WriteStep(Utf8JsonWriter json, ReplayStep replayed)
    {
        StepLedger step = replayed.Ledger;
        var numbers = new StepNumbers(_shape, step.Examples.Count);
        List<ReplayLine> lines = StepScript.Of(step, numbers, _byNodes);
        _numbers += numbers.Count;
        if (_numbers > MostNumbers)
        {
            throw new ArgumentException(
                $"The replay would hold more than {MostNumbers.ToString(CultureInfo.InvariantCulture)} numbers, too many for one page: replay fewer steps, "
                    + "smaller batches or a smaller network.", nameof(replayed));
        }

        json.WriteStartObject();
        json.WriteNumber("at", replayed.Number);
        if (replayed.Epoch is { } epoch) json.WriteNumber("epoch", epoch);
        json.WriteString("note", SvgText.Printable(Note(step)));
        json.WriteNumber("script", _scripts.NumberOf(Json(script => WriteScript(script, lines))));
        json.WritePropertyName("values");
        WriteTable(json, numbers.Step);
        json.WriteStartArray("examples");
        foreach (StepNumbers.Table example in numbers.Examples) WriteTable(json, example);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Note(StepLedger step) => string.Create(CultureInfo.InvariantCulture,
        $"α = {step.Setup.LearningRate:R}, {step.Setup.Loss}, {step.Setup.Optimizer}").Replace('_', ' ').Replace('-', '−');

    private void WriteScript(Utf8JsonWriter json, List<ReplayLine> lines)
    {
        json.WriteStartArray();
        foreach (ReplayLine line in lines)
        {
            json.WriteStartObject();
            json.WriteString("phase", line.Phase);
            if (line.Example != 0) json.WriteNumber("x", line.Example);
            if (line.Pace is not null) json.WriteString("pace", line.Pace);
            if (line.About is not null) json.WriteString("about", line.About);
            if (line.For is not null) json.WriteString("for", line.For);
            json.WriteNumber("title", _texts.NumberOf(line.Title));
            if (line.Say is not null) json.WriteNumber("say", _texts.NumberOf(line.Say));
            if (line.Formulas.Count > 0)
            {
                json.WriteStartArray("formulas");
                foreach (string formula in line.Formulas) json.WriteNumberValue(_formulas.NumberOf(formula));
                json.WriteEndArray();
            }
            if (line.Shows.Count > 0) WriteTexts(json, "shows", line.Shows);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTable(Utf8JsonWriter json, StepNumbers.Table table)
    {
        json.WriteStartObject();
        foreach ((string kind, double?[] numbers) in table)
        {
            json.WriteStartArray(kind);
            foreach (double? number in numbers) WriteNumber(json, number);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    /// <summary>A number to the last bit; as text if JSON has no such number, null if there is none.</summary>
    private static void WriteNumber(Utf8JsonWriter json, double? number)
    {
        if (number is not { } value) json.WriteNullValue();
        else if (double.IsFinite(value)) json.WriteNumberValue(value);
        else json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0.0 ? "Infinity" : "-Infinity");
    }

    private void WriteKinds(Utf8JsonWriter json)
    {
        json.WriteStartObject("kinds");
        foreach (ReplayKind kind in _shape.Kinds)
        {
            json.WriteStartObject(kind.Code);
            json.WriteString("of", kind.Of);
            json.WriteString("name", kind.Name);
            json.WriteString("symbol", kind.Symbol);
            if (kind.InputSymbol is not null) json.WriteString("input", kind.InputSymbol);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private void WriteNetwork(Utf8JsonWriter json)
    {
        json.WriteStartArray("nodes");
        foreach (LedgerNode node in _shape.Network.Nodes)
        {
            json.WriteStartObject();
            json.WriteString("id", node.Name);
            json.WriteNumber("layer", node.Layer.Index);
            if (node.HasBias) json.WriteBoolean("biased", true);
            if (node.Label is not null) json.WriteString("label", SvgText.Printable(node.Label));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("captions");
        foreach (LedgerLayer layer in _shape.Network.Layers)
        {
            json.WriteStartArray();
            json.WriteStringValue(layer.Name);
            json.WriteStringValue(SvgText.Printable(layer.Activation));
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteStartArray("frozen");
        for (int i = 0; i < _shape.Network.Weights.Count; i++)
        {
            if (_shape.Network.Weights[i].IsFrozen) json.WriteNumberValue(i);
        }
        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (LedgerParameter weight in _shape.Network.Weights)
        {
            json.WriteStartArray();
            json.WriteNumberValue(_shape.PlaceOf(ReplayKind.Activation, weight.Source!.Name));
            json.WriteNumberValue(_shape.PlaceOf(ReplayKind.Activation, weight.Target.Name));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static IEnumerable<string> Conventions(StepLedger step)
    {
        yield return "δ of a node is −∂Loss/∂net input, the handout's sign: positive means that the net input should grow.";
        yield return "All δ are computed from the weights of the forward pass; only then the weights change.";
        yield return "A weight changes by +α · δ of the node it leads to · activation of the node it leaves; a bias by +α · δ.";
        yield return step.Setup.IsMeanOverOutputs
            ? "The loss of an example is the mean of its outputs' terms."
            : "The loss of an example is the sum of its outputs' terms.";
        if (step.Examples.Count > 1)
        {
            yield return step.Setup.BatchReduction == Training.BatchReduction.Mean
                ? "A batch's step follows the mean over its examples."
                : "A batch's step follows the sum over its examples.";
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Texts that are written once and named by number, as many of them come again and again.</summary>
    private sealed class Numbered
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<string> _texts = [];

        public IReadOnlyList<string> Texts => _texts;

        public int NumberOf(string text)
        {
            string printable = SvgText.Printable(text);
            if (_numbers.TryAdd(printable, _texts.Count)) _texts.Add(printable);
            return _numbers[printable];
        }
    }
}
