using System.Collections.ObjectModel;
using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>Writes and reads model files; docs/file-format.md describes them. A network alone is a model file without the members that only a
/// <see cref="Model"/> has.</summary>
internal static class ModelFile
{
    public const string Format = "NodeNet model";

    /// <summary>The version that is written, and the latest that is read.</summary>
    public const int Version = 1;

    private static readonly string[] _ofModel = ["inputNames", "inputScaling", "outputNames", "targetScaling", "classLabels", "loss"];

    public static void Save(Network network, string path)
    {
        Guard.NotNull(path);
        NetworkWriter.Check(network);
        AtomicFile.Write(path, stream => Write(stream, network, null));
    }

    public static void Save(Network network, Stream stream)
    {
        Guard.NotNull(stream);
        NetworkWriter.Check(network);
        Write(stream, network, null);
    }

    public static void Save(Model model, string path)
    {
        Guard.NotNull(path);
        Check(model);
        AtomicFile.Write(path, stream => Write(stream, model.Network, model));
    }

    public static void Save(Model model, Stream stream)
    {
        Guard.NotNull(stream);
        Check(model);
        Write(stream, model.Network, model);
    }

    public static Network LoadNetwork(string path, ModelFileLimits? limits) => LoadNetwork(Open(path, ref limits), limits);

    public static Network LoadNetwork(Stream stream, ModelFileLimits? limits) => LoadNetwork(Open(stream, ref limits), limits);

    public static Model LoadModel(string path, ModelFileLimits? limits) => LoadModel(Open(path, ref limits), limits);

    public static Model LoadModel(Stream stream, ModelFileLimits? limits) => LoadModel(Open(stream, ref limits), limits);

    private static void Check(Model model)
    {
        NetworkWriter.Check(model.Network);
        if (model.Loss is { } loss && Catalogue.Losses.WhyNotSavable(loss, loss.Name) is { } reason)
            throw new InvalidOperationException($"The model cannot be saved: its loss {reason}");
    }

    private static void Write(Stream stream, Network network, Model? model)
    {
        using var json = new JsonWriter(stream);
        json.BeginObject();
        FileHeader.Write(json, Format, Version);
        if (model?.OwnInputNames is { } inputNames) json.WriteTexts("inputNames", inputNames);
        WriteScaler(json, "inputScaling", model?.InputScaling);
        if (model?.OwnOutputNames is { } outputNames) json.WriteTexts("outputNames", outputNames);
        WriteScaler(json, "targetScaling", model?.TargetScaling);
        if (model?.OwnClassLabels is { } classLabels) json.WriteTexts("classLabels", classLabels);
        if (model?.Loss is { } loss) json.Write("loss", loss.Name);
        json.Name("network");
        NetworkWriter.Write(json, network);
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

    private static JsonMembers Open(string path, [System.Diagnostics.CodeAnalysis.NotNull] ref ModelFileLimits? limits)
    {
        Guard.NotNull(path);
        (limits ??= ModelFileLimits.Default).Validate();
        return Members(JsonText.Read(path, limits.MaximumBytes));
    }

    private static JsonMembers Open(Stream stream, [System.Diagnostics.CodeAnalysis.NotNull] ref ModelFileLimits? limits)
    {
        Guard.NotNull(stream);
        (limits ??= ModelFileLimits.Default).Validate();
        return Members(JsonText.Read(stream, limits.MaximumBytes));
    }

    private static JsonMembers Members(JsonText text)
    {
        FileHeader.Check(text.Root, Format, Version);
        return text.Root.Members([FileHeader.Format, FileHeader.Version, .. _ofModel, "network"]);
    }

    private static Network LoadNetwork(JsonMembers members, ModelFileLimits limits)
    {
        // Without its scaling or names the network would answer, but not as the model did.
        if (_ofModel.Select(members.Find).FirstOrDefault(member => member is not null) is { } more)
            throw more.Trouble("The file holds a model, of which the network is only a part: load it with Model.Load.");
        return NetworkReader.Read(members["network"], limits);
    }

    private static Model LoadModel(JsonMembers members, ModelFileLimits limits)
    {
        Network network = NetworkReader.Read(members["network"], limits);
        int inputs = network.InputLayer.Count;
        int outputs = network.OutputLayer.Count;
        return new Model(network)
        {
            OwnInputNames = Names(members.Find("inputNames"), inputs, "one for each input", limits),
            InputScaling = Scaler(members.Find("inputScaling"), inputs, "one for each input"),
            OwnOutputNames = Names(members.Find("outputNames"), outputs, "one for each output", limits),
            TargetScaling = Scaler(members.Find("targetScaling"), outputs, "one for each output"),
            OwnClassLabels = Names(members.Find("classLabels"), Classes.CountFor(outputs), outputs == 1 ? "for 0 and for 1" : "one for each output", limits),
            Loss = members.Find("loss") is { } loss ? Parts.Create(Catalogue.Losses, loss, limits) : null,
        };
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
