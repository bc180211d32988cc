using NodeNet.Persistence;

namespace NodeNet;

/// <summary>Saving a network as a model file, and loading it: <c>network.Save("xor.json")</c>, <c>Network.Load("xor.json")</c>.</summary>
public static class NetworkFiles
{
    /// <param name="network">What is saved.</param>
    extension(Network network)
    {
        /// <summary>Saves the network as a model file: JSON, exact to the bit, described in docs/file-format.md. What is not part of it: an optimizer's memory
        /// and what the nodes show.</summary>
        /// <param name="path">The file. It is written beside and put in its place whole: whatever goes wrong, there is the old file or the new.</param>
        /// <param name="limits">What <c>Load</c> will take: what is beyond it is not saved. Null: the defaults, as there.</param>
        /// <exception cref="InvalidOperationException">An activation function of your own is not registered (see
        /// <see cref="Catalogue{T}.Register(string, Func{T})"/>), so that the file could not be loaded; something is beyond a limit; a
        /// text holds half a pair of surrogates; or the network is being trained on another thread, or training began meanwhile.</exception>
        /// <exception cref="ArgumentException">The path is empty or holds a NUL.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        /// <exception cref="UnauthorizedAccessException">The folder may not be written; on Windows also: the file may not.</exception>
        /// <example><code>
        /// network.Save("xor.json");
        /// Network again = Network.Load("xor.json");
        /// </code></example>
        public void Save(string path, ModelFileLimits? limits = null) => ModelFile.Save(network, path, limits);

        /// <summary>As <c>Save</c>, into a stream, which stays open.</summary>
        /// <param name="stream">Receives UTF-8 text.</param>
        /// <param name="limits">As with a file.</param>
        /// <exception cref="InvalidOperationException">An activation function of your own is not registered, or as with a file.</exception>
        public void Save(Stream stream, ModelFileLimits? limits = null) => ModelFile.Save(network, stream, limits);

        /// <summary>Loads what <c>Save</c> wrote: the same layers, connections, numbers to the bit, frozen parts, activation functions and labels.</summary>
        /// <param name="path">The file.</param>
        /// <param name="limits">How large it may be; null takes the defaults.</param>
        /// <exception cref="ModelFileException">
        /// The content is damaged, is beyond a limit, is of a later version, names a part that is not registered, or is a whole <see cref="Model"/>. The
        /// message says where.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
        /// <exception cref="ArgumentException">The path is empty or holds a NUL.</exception>
        /// <exception cref="InvalidOperationException">What is registered under a name made null.</exception>
        /// <exception cref="IOException">The file is missing or cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
        public static Network Load(string path, ModelFileLimits? limits = null) => ModelFile.LoadNetwork(path, limits);

        /// <summary>As <c>Load</c>, from a stream: from where it stands to its end. The stream stays open.</summary>
        /// <param name="stream">UTF-8 text; need not be able to seek.</param>
        /// <param name="limits">How large the content may be; null takes the defaults.</param>
        /// <exception cref="ModelFileException">As with a file.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
        public static Network Load(Stream stream, ModelFileLimits? limits = null) => ModelFile.LoadNetwork(stream, limits);
    }
}
