namespace NodeNet;

/// <content>The snapshot that serves predictions.</content>
public sealed partial class Network
{
    /// <summary>A snapshot for serving predictions: it stays as the network is now, whatever is done to the network, and any number of threads may use
    /// it.</summary>
    /// <returns>A copy that predicts and can do nothing else. (To keep single layers as they are while the others are trained, see
    /// <see cref="Layer.Freeze"/>.)</returns>
    /// <example><code>
    /// Predictor serving = network.Freeze();
    /// trainer.Train(data);                    // while other threads use serving.Predict(…)
    /// serving = network.Freeze();
    /// </code></example>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Predictor Freeze() => new(new Model(Clone()));
}
