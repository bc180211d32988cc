namespace NodeNet.Benchmarks.Throughput;

/// <summary>What computes.</summary>
internal enum Engine
{
    /// <summary>NodeNet's fast loops.</summary>
    Fast,

    /// <summary>NodeNet's reference loops.</summary>
    Reference,

    /// <summary>ONNX Runtime, from the file that NodeNet.Onnx writes: predictions only.</summary>
    OnnxRuntime,
}
