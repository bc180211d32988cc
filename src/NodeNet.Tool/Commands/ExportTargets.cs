using NodeNet.Onnx;

namespace NodeNet.Tool.Commands;

/// <summary>What nodenet export was asked for.</summary>
/// <param name="Model">The model.</param>
/// <param name="Name">What files, and in code the functions, are called.</param>
/// <param name="Precision">The type of the numbers.</param>
internal sealed record ExportRequest(Model Model, string Name, Precision Precision);

/// <summary>A file that an export makes.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Save">Writes it to a path.</param>
internal sealed record ExportedFile(string Name, Action<string> Save);

/// <summary>The targets of nodenet export, by name: a further one is a line here.</summary>
internal static class ExportTargets
{
    public static IReadOnlyDictionary<string, Func<ExportRequest, IReadOnlyList<ExportedFile>>> All { get; } =
        new Dictionary<string, Func<ExportRequest, IReadOnlyList<ExportedFile>>>(StringComparer.Ordinal)
        {
            ["onnx"] = Onnx,
        };

    private static IReadOnlyList<ExportedFile> Onnx(ExportRequest request) =>
    [
        new(request.Name + ".onnx", path => request.Model.SaveOnnx(path, new OnnxOptions { Precision = request.Precision, Name = request.Name })),
    ];
}
