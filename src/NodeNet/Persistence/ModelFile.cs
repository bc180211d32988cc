using System.Collections.ObjectModel;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Persistence;

/// <summary>Writes and reads model files; docs/file-format.md describes them. A network alone is a model file without the members that only a
/// <see cref="Model"/> has.</summary>
internal static class ModelFile
{
    public const string Format = "NodeNet model";

    /// <summary>The latest version that is read, and the one that is written.</summary>
    public const int Version = 2;

    private const string Checksum = "checksum";
    private const int MostDigits = 100;

    private static readonly string[] _ofVersion2 = ["recipe", "threshold", "conformal", "origin"];

    private static readonly string[] _ofModel = ["inputNames", "inputScaling", "outputNames", "targetScaling", "classLabels", "loss", .. _ofVersion2];

    public static void Save(Network network, string path, ModelFileLimits? limits)
    {
        Guard.NotNull(path);
        limits = Check(network, limits);
        AtomicFile.Write(path, stream => Write(stream, network, null, limits));
    }

    public static void Save(Network network, Stream stream, ModelFileLimits? limits)
    {
        Guard.NotNull(stream);
        Write(stream, network, null, Check(network, limits));
    }

    public static void Save(Model model, string path, ModelFileLimits? limits)
    {
        Guard.NotNull(path);
        limits = Check(model, limits);
        AtomicFile.Write(path, stream => Write(stream, model.Network, model, limits));
    }

    public static void Save(Model model, Stream stream, ModelFileLimits? limits)
    {
        Guard.NotNull(stream);
        Write(stream, model.Network, model, Check(model, limits));
    }

    public static Network LoadNetwork(string path, ModelFileLimits? limits) => LoadNetwork(Open(path, ref limits), limits);

    public static Network LoadNetwork(Stream stream, ModelFileLimits? limits) => LoadNetwork(Open(stream, ref limits), limits);

    public static Model LoadModel(string path, ModelFileLimits? limits) => LoadModel(Open(path, ref limits), limits);

    public static Model LoadModel(Stream stream, ModelFileLimits? limits) => LoadModel(Open(stream, ref limits), limits);

    private static ModelFileLimits Check(Network network, ModelFileLimits? limits)
    {
        limits ??= ModelFileLimits.Default;
        limits.Validate();
        NetworkWriter.Check(network, limits);
        return limits;
    }

    private static ModelFileLimits Check(Model model, ModelFileLimits? limits)
    {
        limits = Check(model.Network, limits);
        return model.Loss is { } loss && Catalogue.Losses.WhyNotSavable(loss, loss.Name) is { } reason
            ? throw new InvalidOperationException($"The model cannot be saved: its loss {reason}")
            : limits;
    }

    private static void Write(Stream stream, Network network, Model? model, ModelFileLimits limits)
    {
        using var json = new JsonWriter(stream, limits);
        json.BeginObject();
        FileHeader.Write(json, Format, Version);
        if (model?.OwnInputNames is { } inputNames) json.WriteTexts("inputNames", inputNames);
        WriteScaler(json, "inputScaling", model?.InputScaling);
        if (model?.OwnOutputNames is { } outputNames) json.WriteTexts("outputNames", outputNames);
        WriteScaler(json, "targetScaling", model?.TargetScaling);
        if (model?.OwnClassLabels is { } classLabels) json.WriteTexts("classLabels", classLabels);
        if (model?.Loss is { } loss) json.Write("loss", loss.Name);
        if (model?.Recipe is { } recipe) RecipeWriter.Write(json, recipe);
        if (model is not null && model.Threshold != 0.5) json.Write("threshold", model.Threshold);
        if (model?.Conformal is { } promise) ConformalFile.Write(json, promise);
        if (model?.Origin is { } origin) OriginFile.Write(json, origin);
        json.Name("network");
        NetworkWriter.Write(json, network);
        json.WriteChecksum(Checksum);
        json.EndObject();
        json.End();
    }

    private static void WriteScaler(JsonWriter json, string name, Scaler? scaler)
    {
        if (scaler is null) return;
        json.BeginObject(name);
        json.WriteNumbers("offsets", [.. scaler.Offsets]);
        json.WriteNumbers("factors", [.. scaler.Factors]);
        json.EndObject();
    }

    private static JsonText Open(string path, [System.Diagnostics.CodeAnalysis.NotNull] ref ModelFileLimits? limits)
    {
        Guard.NotNull(path);
        (limits ??= ModelFileLimits.Default).Validate();
        return JsonText.Read(path, limits.MaximumBytes);
    }

    private static JsonText Open(Stream stream, [System.Diagnostics.CodeAnalysis.NotNull] ref ModelFileLimits? limits)
    {
        Guard.NotNull(stream);
        (limits ??= ModelFileLimits.Default).Validate();
        return JsonText.Read(stream, limits.MaximumBytes);
    }

    private static JsonMembers Members(JsonText text)
    {
        int version = FileHeader.Check(text.Root, Format, Version);
        string[] known = version == 1 ? [.. _ofModel.Except(_ofVersion2)] : [.. _ofModel, Checksum];
        return text.Root.Members([FileHeader.Format, FileHeader.Version, .. known, "network"]);
    }

    /// <summary>Refuses a file that says something else than when it was saved. One without a checksum is believed: it was written by hand.</summary>
    private static void CheckWhole(JsonText text, JsonMembers members)
    {
        if (members.Find(Checksum) is not { } stated) return;
        if (stated.Text(MostDigits) == Digest.Text(text.DigestWithout(Checksum))) return;
        throw stated.Trouble(
            "This is not the checksum of the content: the file was damaged, or changed by hand. If the change is meant, take out the member checksum; saved "
                + "again, the model gets a new one.");
    }

    private static Network LoadNetwork(JsonText text, ModelFileLimits limits)
    {
        JsonMembers members = Members(text);
        // Without its scaling or names the network would answer, but not as the model did.
        if (_ofModel.Select(members.Find).FirstOrDefault(member => member is not null) is { } more)
            throw more.Trouble("The file holds a model, of which the network is only a part: load it with Model.Load.");
        Network network = NetworkReader.Read(members["network"], limits);
        CheckWhole(text, members);
        return network;
    }

    private static Model LoadModel(JsonText text, ModelFileLimits limits)
    {
        JsonMembers members = Members(text);
        Model model = ReadModel(members, limits);
        CheckWhole(text, members);
        return model;
    }

    private static Model ReadModel(JsonMembers members, ModelFileLimits limits)
    {
        Network network = NetworkReader.Read(members["network"], limits);
        int inputs = network.InputLayer.Count;
        int outputs = network.OutputLayer.Count;
        Recipe? recipe = members.Find("recipe") is { } value ? ReadRecipe(value, members, inputs, outputs, limits) : null;
        return new Model(network)
        {
            Recipe = recipe,
            Threshold = members.Find("threshold") is { } threshold ? ReadThreshold(threshold) : 0.5,
            Origin = members.Find("origin") is { } origin ? OriginFile.Read(origin, limits) : null,
            OwnInputNames = Names(members.Find("inputNames"), inputs, "one for each input", limits),
            InputScaling = Scaler(members.Find("inputScaling"), inputs, "one for each input"),
            OwnOutputNames = Names(members.Find("outputNames"), outputs, "one for each output", limits),
            TargetScaling = Scaler(members.Find("targetScaling"), outputs, "one for each output"),
            OwnClassLabels = Names(members.Find("classLabels"), Classes.CountFor(outputs), outputs == 1 ? "for 0 and for 1" : "one for each output", limits),
            Conformal = members.Find("conformal") is { } promise ? ConformalFile.Read(promise, recipe) : null,
            Loss = members.Find("loss") is { } loss ? Parts.Create(Catalogue.Losses, loss, limits) : null,
        };
    }

    private static Recipe ReadRecipe(JsonValue value, JsonMembers members, int inputs, int outputs, ModelFileLimits limits)
    {
        if ((members.Find("inputScaling") ?? members.Find("targetScaling")) is { } scaling)
            throw scaling.Trouble("A model with a recipe has no scalers beside it: the recipe scales.");
        Recipe recipe = new RecipeReader(limits).Read(value);
        if (recipe.InputCount == inputs && recipe.OutputCount == outputs) return recipe;
        throw value.Trouble(
            $"The recipe makes {MessageText.Count(recipe.InputCount, "input")} and reads {MessageText.Count(recipe.OutputCount, "output")}; the network has "
                + $"{inputs} and {outputs}.");
    }

    private static double ReadThreshold(JsonValue value)
    {
        double threshold = value.Number();
        return threshold is >= 0.0 and <= 1.0 ? threshold : throw value.Trouble("A threshold is from 0 to 1.");
    }

    private static ReadOnlyCollection<string>? Names(JsonValue? value, int count, string why, ModelFileLimits limits)
    {
        if (value is null) return null;
        string[] names = [.. value.Items(count, count, why).Select(item => item.Text(limits))];
        if (MessageText.TroubleOf(names) is { } trouble) throw value.Trouble(trouble);
        return Array.AsReadOnly(names);
    }

    private static Scaler? Scaler(JsonValue? value, int count, string why)
    {
        if (value is null) return null;
        JsonMembers members = value.Members("offsets", "factors");
        double[] offsets = members["offsets"].Numbers(count, why);
        double[] factors = members["factors"].Numbers(count, why);
        int zero = Array.IndexOf(factors, 0.0);
        if (zero >= 0) throw members["factors"].TroubleAt(zero, "This is 0, by which nothing can be divided.");
        return Data.Scaler.From(offsets, factors);
    }
}
