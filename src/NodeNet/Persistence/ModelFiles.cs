using NodeNet.Persistence;

namespace NodeNet;

/// <summary>Saving a model as a model file, and loading it: <c>model.Save("xor.json")</c>, <c>Model.Load("xor.json")</c>.</summary>
public static class ModelFiles
{
    /// <param name="model">What is saved.</param>
    extension(Model model)
    {
        /// <summary>Saves the model: JSON, exact to the bit, described in docs/file-format.md.</summary>
        /// <param name="path">The file. It is written beside and put in its place whole: whatever goes wrong, there is the old file or the new.</param>
        /// <param name="limits">What <c>Load</c> will take: what is beyond it is not saved. Null: the defaults, as there.</param>
        /// <exception cref="InvalidOperationException">An activation function or loss of your own is not registered (see
        /// <see cref="Catalogue{T}.Register(string, Func{T})"/>), so that the file could not be loaded; something is beyond a limit; a
        /// text holds half a pair of surrogates; or the network is being trained on another thread, or training began meanwhile.</exception>
        /// <exception cref="ArgumentException">The path is empty or holds a NUL.</exception>
        /// <exception cref="IOException">The file cannot be written.</exception>
        /// <exception cref="UnauthorizedAccessException">The folder may not be written; on Windows also: the file may not.</exception>
        public void Save(string path, ModelFileLimits? limits = null) => ModelFile.Save(model, path, limits);

        /// <summary>As <c>Save</c>, into a stream, which stays open.</summary>
        /// <param name="stream">Receives UTF-8 text.</param>
        /// <param name="limits">As with a file.</param>
        /// <exception cref="InvalidOperationException">An activation function or loss of your own is not registered, or as with a file.</exception>
        public void Save(Stream stream, ModelFileLimits? limits = null) => ModelFile.Save(model, stream, limits);

        /// <summary>Loads what <c>Save</c> wrote, or the file of a network alone.</summary>
        /// <param name="path">The file.</param>
        /// <param name="limits">How large it may be; null takes the defaults.</param>
        /// <exception cref="ModelFileException">The content is damaged, is beyond a limit, is of a later version, or names a part that is not registered. The
        /// message says where.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
        /// <exception cref="ArgumentException">The path is empty or holds a NUL.</exception>
        /// <exception cref="InvalidOperationException">What is registered under a name made null.</exception>
        /// <exception cref="IOException">The file is missing or cannot be read.</exception>
        /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
        public static Model Load(string path, ModelFileLimits? limits = null) => ModelFile.LoadModel(path, limits);

        /// <summary>As <c>Load</c>, from a stream: from where it stands to its end. The stream stays open.</summary>
        /// <param name="stream">UTF-8 text; need not be able to seek.</param>
        /// <param name="limits">How large the content may be; null takes the defaults.</param>
        /// <exception cref="ModelFileException">As with a file.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
        public static Model Load(Stream stream, ModelFileLimits? limits = null) => ModelFile.LoadModel(stream, limits);
    }
}
