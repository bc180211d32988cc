using System.Buffers;
using System.Text;
using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Minimizing;
using NodeNet.Optimizers;
using NodeNet.Recipes;

namespace NodeNet.Learning;

/// <summary>A trial of a learner as JSON and back. What is null or as usual is left out.</summary>
internal static class LearnerText
{
    public static string Write(LearnerTrial trial) => Text(json =>
    {
        json.WriteNumber("folds", trial.Folds);
        json.WriteNumber("seed", trial.Seed);
        json.WriteNumber("fold", trial.Fold);
        json.WriteBoolean("bootstrap", trial.Bootstrap);
        json.WriteBoolean("keepsNetwork", trial.KeepsNetwork);
        json.WriteStartObject("learner");
        WriteReading(json, trial.Learner);
        WriteSettings(json, trial.Learner);
        json.WriteEndObject();
    });

    /// <summary>What decides how a learner reads a table.</summary>
    public static string Reading(Learner learner) => Text(json => WriteReading(json, learner));

    public static LearnerTrial Read(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement trial = document.RootElement;
            return new LearnerTrial
            {
                Learner = ReadLearner(trial.GetProperty("learner")),
                Folds = trial.GetProperty("folds").GetInt32(),
                Seed = trial.GetProperty("seed").GetInt64(),
                Fold = trial.GetProperty("fold").GetInt32(),
                Bootstrap = trial.GetProperty("bootstrap").GetBoolean(),
                KeepsNetwork = trial.GetProperty("keepsNetwork").GetBoolean(),
            };
        }
        catch (Exception trouble) when (trouble is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("This is no trial as LearnerTrial.ToJson writes it.", trouble);
        }
    }

    private static void WriteReading(Utf8JsonWriter json, Learner learner)
    {
        WriteTexts(json, "targets", learner.Targets);
        if (learner.Inputs is { } inputs) WriteTexts(json, "inputs", inputs);
        WriteTexts(json, "ignore", learner.Ignore);
        json.WriteStartObject("defaults");
        WriteColumn(json, learner.Defaults);
        json.WriteEndObject();
        json.WriteStartObject("columns");
        foreach ((string name, ColumnOptions options) in learner.Columns.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(name);
            WriteColumn(json, options);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        json.WriteBoolean("dropsMissingTargets", learner.DropsMissingTargets);
        if (learner.WeightColumn is { } weights) json.WriteString("weights", weights);
        if (learner.BalancesClasses) json.WriteBoolean("balancesClasses", true);
    }

    private static void WriteSettings(Utf8JsonWriter json, Learner learner)
    {
        if (learner.Hidden is { } hidden)
        {
            json.WriteStartArray("hidden");
            foreach (int size in hidden) json.WriteNumberValue(size);
            json.WriteEndArray();
        }
        WritePart(json, "activation", learner.Activation, learner.Activation?.Name, Catalogue.Activations);
        WritePart(json, "loss", learner.Loss, learner.Loss?.Name, Catalogue.Losses);
        WritePart(json, "optimizer", learner.Optimizer, learner.Optimizer?.Name, Catalogue.Optimizers);
        WritePart(json, "minimizer", learner.Minimizer, learner.Minimizer?.Name, Minimizers.Catalogue);
        if (learner.LearningRate is { } rate) json.WriteNumber("rate", rate);
        if (learner.Epochs is { } epochs) json.WriteNumber("epochs", epochs);
        if (learner.BatchSize is { } batch) json.WriteNumber("batch", batch);
        if (learner.L2 is { } penalty) json.WriteNumber("L2", penalty);
        if (learner.ValidationFraction is { } held) json.WriteNumber("heldOut", held);
        if (learner.Patience is { } patience) json.WriteNumber("patience", patience);
        if (learner.StopsByRunningLoss) json.WriteBoolean("stopsByRunningLoss", true);
        json.WriteNumber("seed", learner.Seed);
        json.WriteString("precision", learner.Precision.ToString());
    }

    private static Learner ReadLearner(JsonElement json) => Learner.For(Texts(json.GetProperty("targets"))) with
    {
        Inputs = json.TryGetProperty("inputs", out JsonElement inputs) ? Texts(inputs) : null,
        Ignore = Texts(json.GetProperty("ignore")),
        Defaults = ReadColumn(json.GetProperty("defaults")),
        Columns = json.GetProperty("columns").EnumerateObject().ToDictionary(column => column.Name, column => ReadColumn(column.Value)),
        DropsMissingTargets = json.GetProperty("dropsMissingTargets").GetBoolean(),
        WeightColumn = json.TryGetProperty("weights", out JsonElement weights) ? weights.GetString() : null,
        BalancesClasses = json.TryGetProperty("balancesClasses", out _),
        Hidden = json.TryGetProperty("hidden", out JsonElement hidden) ? [.. hidden.EnumerateArray().Select(size => size.GetInt32())] : null,
        Activation = json.TryGetProperty("activation", out JsonElement activation) ? Catalogue.Activations.Create(activation.GetString()!) : null,
        Loss = json.TryGetProperty("loss", out JsonElement loss) ? Catalogue.Losses.Create(loss.GetString()!) : null,
        Optimizer = json.TryGetProperty("optimizer", out JsonElement optimizer) ? Catalogue.Optimizers.Create(optimizer.GetString()!) : null,
        Minimizer = json.TryGetProperty("minimizer", out JsonElement minimizer) ? Minimizers.Catalogue.Create(minimizer.GetString()!) : null,
        LearningRate = json.TryGetProperty("rate", out JsonElement rate) ? rate.GetDouble() : null,
        Epochs = Whole(json, "epochs"),
        BatchSize = Whole(json, "batch"),
        L2 = json.TryGetProperty("L2", out JsonElement penalty) ? penalty.GetDouble() : null,
        ValidationFraction = json.TryGetProperty("heldOut", out JsonElement held) ? held.GetDouble() : null,
        Patience = Whole(json, "patience"),
        StopsByRunningLoss = json.TryGetProperty("stopsByRunningLoss", out _),
        Seed = json.GetProperty("seed").GetInt64(),
        Precision = Enum.Parse<Precision>(json.GetProperty("precision").GetString()!),
    };

    private static void WriteColumn(Utf8JsonWriter json, ColumnOptions column)
    {
        WriteWord(json, "kind", column.Kind);
        WriteWord(json, "scaling", column.Scaling);
        WriteWord(json, "missing", column.Missing);
        if (!column.MissingConstant.IsMissing)
        {
            json.WriteString("constantKind", column.MissingConstant.Kind.ToString());
            json.WriteString("constant", column.MissingConstant.ToString());
        }
        if (column.MarksMissing is { } marks) json.WriteBoolean("marksMissing", marks);
        WriteWord(json, "unknown", column.Unknown);
        if (column.MinimumCount is { } least) json.WriteNumber("minimumCount", least);
        if (column.Order is { } order) WriteTexts(json, "order", order);
        if (column.Yes is { } yes) json.WriteString("yes", yes);
        if (column.Dates is { } dates) json.WriteNumber("dates", (int)dates);
    }

    private static ColumnOptions ReadColumn(JsonElement json) => new()
    {
        Kind = Word<ColumnKind>(json, "kind"),
        Scaling = Word<NumberScaling>(json, "scaling"),
        Missing = Word<MissingRule>(json, "missing"),
        MissingConstant = Constant(json),
        MarksMissing = json.TryGetProperty("marksMissing", out JsonElement marks) ? marks.GetBoolean() : null,
        Unknown = Word<UnknownRule>(json, "unknown"),
        MinimumCount = Whole(json, "minimumCount"),
        Order = json.TryGetProperty("order", out JsonElement order) ? Texts(order) : null,
        Yes = json.TryGetProperty("yes", out JsonElement yes) ? yes.GetString() : null,
        Dates = Whole(json, "dates") is { } dates ? (DateParts)dates : null,
    };

    private static Cell Constant(JsonElement json)
    {
        if (Word<CellKind>(json, "constantKind") is not { } kind) return Cell.Missing;
        string text = json.GetProperty("constant").GetString()!;
        return kind switch
        {
            CellKind.Text => new Cell(text),
            CellKind.Truth => new Cell(text == "true"),
            _ => Cell.Parse(text, kind),
        };
    }

    /// <summary>A part by its name, if that makes the same part elsewhere.</summary>
    private static void WritePart<T>(Utf8JsonWriter json, string name, T? part, string? text, Catalogue<T> catalogue)
        where T : class
    {
        if (part is null) return;
        string known = text!.Split('(')[0];
        if (!catalogue.Contains(known) || catalogue.Create(text).GetType() != part.GetType())
        {
            throw new InvalidOperationException(
                $"The {name} {text} cannot be sent to other machines: it is not in Catalogue. Register it there, in this program and in that of the silos.");
        }
        json.WriteString(name, text);
    }

    private static void WriteWord<T>(Utf8JsonWriter json, string name, T? word)
        where T : struct, Enum
    {
        if (word is { } said) json.WriteString(name, said.ToString());
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static T? Word<T>(JsonElement json, string name)
        where T : struct, Enum => json.TryGetProperty(name, out JsonElement word) ? Enum.Parse<T>(word.GetString()!) : null;

    private static int? Whole(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement number) ? number.GetInt32() : null;

    private static string[] Texts(JsonElement json) => [.. json.EnumerateArray().Select(text => text.GetString()!)];

    private static string Text(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
