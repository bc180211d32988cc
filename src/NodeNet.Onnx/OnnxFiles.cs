using NodeNet.Onnx.Format;
using NodeNet.Onnx.Writing;

namespace NodeNet.Onnx;

/// <summary>Models and networks as ONNX files, for ONNX Runtime and whatever else reads the format.</summary>
/// <remarks>
/// <para>A model with a recipe takes its user's row: an input for each column, [rows, 1], a number or a text, by the column's name. A missing number is NaN, a
/// missing text "". A row that the recipe would refuse gets NaN in every output and the label "". Without a recipe there is one input, "inputs", [rows, number
/// of inputs], not scaled.</para>
/// <para>The outputs are "outputs", [rows, number of outputs], in the units of the targets; of a model with classes also "label", [rows].</para>
/// <para>The operators are those of opset 17, and of ai.onnx.ml 2 where there are words.</para>
/// </remarks>
/// <example><code>
/// model.SaveOnnx("fruit.onnx");
/// model.SaveOnnx("fruit.onnx", new OnnxOptions { Precision = Precision.Single });
/// </code></example>
public static class OnnxFiles
{
    /// <summary>Writes a model as an ONNX file: recipe, scaling, network, class labels and threshold.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where to; a file that is there is replaced once the new one is whole.</param>
    /// <param name="options">How; by default in double precision.</param>
    /// <exception cref="NotSupportedException">ONNX cannot express a part of the model; the message names it.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveOnnx(this Model model, string path, OnnxOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes = ToOnnx(model, options);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder}.");
        string beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            File.WriteAllBytes(beside, bytes);
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>As <see cref="SaveOnnx(Model, string, OnnxOptions?)"/>, to a stream, which stays open.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">How; by default in double precision.</param>
    /// <exception cref="NotSupportedException">ONNX cannot express a part of the model; the message names it.</exception>
    public static void SaveOnnx(this Model model, Stream stream, OnnxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(ToOnnx(model, options));
    }

    /// <summary>Writes a network as an ONNX file, as a model with nothing but the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">Where to; a file that is there is replaced once the new one is whole.</param>
    /// <param name="options">How; by default in double precision.</param>
    /// <exception cref="NotSupportedException">ONNX cannot express a part of the network; the message names it.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SaveOnnx(this Network network, string path, OnnxOptions? options = null) => SaveOnnx(new Model(network), path, options);

    private static byte[] ToOnnx(Model model, OnnxOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        return OnnxWriter.Write(new ModelWriter(model, options ?? new OnnxOptions()).Write());
    }
}
