using NodeNet.Onnx;

namespace NodeNet.Tool.Commands;

/// <summary>What nodenet import was asked for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Layers">The sizes of the layers, where the file does not tell them and they are to be checked; or null.</param>
/// <param name="Activation">The hidden layers' activation function, where the file does not tell it; or null.</param>
/// <param name="Output">The output layer's activation function, likewise.</param>
internal sealed record ImportRequest(string Path, IReadOnlyList<int>? Layers, string? Activation, string? Output);

/// <summary>The files that nodenet import reads, by the ends of their names: a further one is a line here.</summary>
internal static class ImportSources
{
    public static IReadOnlyDictionary<string, Func<ImportRequest, Model>> All { get; } =
        new Dictionary<string, Func<ImportRequest, Model>>(StringComparer.OrdinalIgnoreCase)
        {
            [".onnx"] = request => OnnxModel.Load(request.Path).Model,
        };
}
