namespace NodeNet.Benchmarks.Throughput;

/// <summary>What is timed.</summary>
internal enum Mode
{
    /// <summary>Whole epochs of <see cref="Training.Trainer.Train"/>.</summary>
    Train,

    /// <summary>All rows in one call of <see cref="Network.Predict(Data.Rows, int)"/>.</summary>
    Predict,

    /// <summary>Row after row through <see cref="Network.Predict(ReadOnlySpan{double}, Span{double})"/>.</summary>
    PredictOne,
}
