using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace NodeNet.Onnx.Tests;

/// <summary>What ONNX Runtime answers.</summary>
internal sealed class Runtime : IDisposable
{
    private readonly InferenceSession _session;

    public Runtime(byte[] file)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(file, options);
    }

    /// <summary>The folder of files that other libraries wrote; .ci/nightly has them written anew.</summary>
    public static string Golden => Environment.GetEnvironmentVariable("NODENET_GOLDEN") ?? Path.Combine(AppContext.BaseDirectory, "Golden");

    public IReadOnlyList<string> InputNames => [.. _session.InputMetadata.Keys];

    /// <summary>A model as a file in memory.</summary>
    public static byte[] FileOf(Model model, Precision precision = Precision.Double)
    {
        using var stream = new MemoryStream();
        model.SaveOnnx(stream, new OnnxOptions { Precision = precision });
        return stream.ToArray();
    }

    /// <summary>The outputs for rows of numbers, of a model with one input.</summary>
    public double[][] Predict(double[][] rows, Precision precision) => Outputs([Numbers(InputNames[0], rows, precision)], "outputs");

    public double[][] Outputs(IReadOnlyCollection<NamedOnnxValue> inputs, string name)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = _session.Run(inputs, [name]);
        object value = results[0].Value;
        double[] numbers = value is Tensor<float> singles ? [.. singles.Select(number => (double)number)] : [.. (Tensor<double>)value];
        int width = value is Tensor<float> floats ? floats.Dimensions[1] : ((Tensor<double>)value).Dimensions[1];
        return [.. numbers.Chunk(width)];
    }

    public string[] Labels(IReadOnlyCollection<NamedOnnxValue> inputs)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = _session.Run(inputs, ["label"]);
        return [.. results[0].AsTensor<string>()];
    }

    public static NamedOnnxValue Numbers(string name, double[][] rows, Precision precision)
    {
        int[] shape = [rows.Length, rows[0].Length];
        double[] all = [.. rows.SelectMany(row => row)];
        return precision == Precision.Double
            ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(all, shape))
            : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(Array.ConvertAll(all, number => (float)number), shape));
    }

    public static NamedOnnxValue Words(string name, string[] words) =>
        NamedOnnxValue.CreateFromTensor(name, new DenseTensor<string>(words, [words.Length, 1]));

    public void Dispose() => _session.Dispose();
}
