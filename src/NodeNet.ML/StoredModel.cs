using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Persistence;

namespace NodeNet.ML;

/// <summary>A model and what of ML.NET goes with it, as one text.</summary>
internal sealed class StoredModel
{
    private readonly Predictor? _predictor;
    private readonly int[] _keyOfClass = []; // of the model's classes, which key each is, from 0
    private readonly string _text;

    /// <param name="task">What was learned.</param>
    /// <param name="model">The model.</param>
    /// <param name="classes">Of several classes what each key stands for.</param>
    public StoredModel(MLTask task, Model model, IReadOnlyList<string> classes)
        : this(task, model, classes, text: null)
    {
    }

    private StoredModel(MLTask task, Model? model, IReadOnlyList<string> classes, string? text)
    {
        Task = task;
        Classes = classes;
        _predictor = model?.Freeze();
        if (task == MLTask.Multiclass && model is not null) _keyOfClass = [.. model.ClassLabels!.Select(label => classes.ToList().IndexOf(label))];
        _text = text ?? (model is null ? "" : Written(task, model, classes));
    }

    public MLTask Task { get; }

    /// <summary>What each key stands for, in their order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>What is saved with a pipeline.</summary>
    public override string ToString() => _text;

    /// <summary>One that has no network yet: it makes the same columns.</summary>
    public static StoredModel Example(MLTask task) => new(task, model: null, task == MLTask.Multiclass ? ["1", "2"] : [], text: null);

    /// <exception cref="InvalidDataException">The text is none that was saved.</exception>
    public static StoredModel Parse(string text)
    {
        try
        {
            JsonNode root = JsonNode.Parse(text)!;
            MLTask task = Enum.Parse<MLTask>((string)root["task"]!);
            string[] classes = [.. root["classes"]!.AsArray().Select(name => (string)name!)];
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes((string)root["model"]!));
            return new StoredModel(task, Model.Load(stream), classes, text);
        }
        catch (Exception trouble) when (trouble is JsonException or NullReferenceException or InvalidOperationException or ArgumentException
            or ModelFileException)
        {
            throw new InvalidDataException($"The pipeline's network cannot be read: {trouble.Message}", trouble);
        }
    }

    /// <summary>A number for a regression; the probability of yes; a probability for each key.</summary>
    public float[] Answer(ReadOnlySpan<float> features)
    {
        Predictor predictor = _predictor!;
        if (features.Length != predictor.InputNames.Count)
        {
            throw new ArgumentException(
                $"The network was trained on {predictor.InputNames.Count} features, and a row has {features.Length}.", nameof(features));
        }
        var inputs = new double[features.Length];
        for (int i = 0; i < inputs.Length; i++)
            inputs[i] = features[i];
        double[] outputs = predictor.Predict(inputs);
        if (Task != MLTask.Multiclass) return [(float)outputs[0]];
        double[] probabilities = outputs.Length == 1 ? [1.0 - outputs[0], outputs[0]] : outputs;
        var answer = new float[Classes.Count];
        for (int i = 0; i < probabilities.Length; i++)
            answer[_keyOfClass[i]] = (float)probabilities[i];
        return answer;
    }

    private static string Written(MLTask task, Model model, IReadOnlyList<string> classes)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return new JsonObject
        {
            ["task"] = task.ToString(),
            ["classes"] = new JsonArray([.. classes.Select(name => (JsonNode)name)]),
            ["model"] = Encoding.UTF8.GetString(stream.ToArray()),
        }.ToJsonString();
    }
}
