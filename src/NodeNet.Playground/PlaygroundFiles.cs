using NodeNet.Data;

namespace NodeNet.Playground;

/// <summary>Saves networks as pages to play with.</summary>
public static class PlaygroundFiles
{
    extension(Network network)
    {
        /// <summary>Saves the playground with this network and these examples: one HTML file of some three megabytes, which opens offline by double
        /// click.</summary>
        /// <param name="path">The file; one that is there is replaced.</param>
        /// <param name="data">The examples; at most 10 000. Their inputs and targets are what the page learns from, as they are.</param>
        /// <param name="learningRate">α at the start; finite, 0 or above.</param>
        /// <param name="loss">The loss, by its name in <see cref="Catalogue.Losses"/>.</param>
        /// <exception cref="ArgumentException">The examples do not fit the network or are too many, there is no such loss, or the network has more than
        /// 20 000 weights and biases.</exception>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative or not finite.</exception>
        /// <exception cref="InvalidOperationException">This build of the library has no page in it: run web/publish and build again. Packages always
        /// have it.</exception>
        public void SavePlayground(string path, DataSet data, double learningRate = 0.1, string loss = "sse")
        {
            ArgumentNullException.ThrowIfNull(network);
            ArgumentNullException.ThrowIfNull(path);
            string setup = PlaygroundSetup.Of(network, data, learningRate, loss);
            File.WriteAllText(path, PlaygroundPage.With(PlaygroundPage.Read(), setup));
        }
    }
}
