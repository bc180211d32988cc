namespace NodeNet.Onnx;

/// <summary>How a model is written as an ONNX file.</summary>
public sealed record OnnxOptions
{
    /// <summary>The type of all numbers in the file: inputs, weights, outputs. In <see cref="Precision.Double"/> no digit is lost; in
    /// <see cref="Precision.Single"/> weights are rounded to floats, files are half as large, and every runtime can run them. Default:
    /// <see cref="Precision.Double"/>.</summary>
    public Precision Precision { get; init; } = Precision.Double;

    /// <summary>What the graph is called. Default: "model".</summary>
    public string Name { get; init; } = "model";
}
