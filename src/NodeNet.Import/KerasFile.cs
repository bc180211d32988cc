using System.IO.Compression;
using System.Text.Json;
using NodeNet.Import.Keras;
using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>Models of Keras: <c>.h5</c>, the whole model as HDF5, and <c>.keras</c>, an archive with its configuration and weights.</summary>
/// <remarks>
/// <para>Read are Sequential and Functional models of Dense, Activation, ReLU, LeakyReLU, ELU, Softmax, BatchNormalization and Rescaling (both folded into the
/// weights beside them), Flatten, Concatenate, Add, Input, and of what does nothing but in training, as Dropout. Anything else is refused with its layer's
/// name.</para>
/// <para>It is the one format whose files were not written by its own library for the tests, because Keras was not to be had; docs/import.md says
/// more.</para>
/// </remarks>
public static class KerasFile
{
    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">The content is damaged, is beyond a limit, or holds a layer that a feed-forward network cannot express.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static Model Load(string path, ModelFileLimits? limits = null) => Read(FileContent.Read(path, limits), limits ?? ModelFileLimits.Default);

    /// <summary>As <see cref="Load(string, ModelFileLimits?)"/>, from a stream: from where it stands to its end. The stream stays open.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">As with a file.</exception>
    public static Model Load(Stream stream, ModelFileLimits? limits = null) => Read(FileContent.Read(stream, limits), limits ?? ModelFileLimits.Default);

    private static Model Read(byte[] bytes, ModelFileLimits limits)
    {
        try
        {
            return bytes.AsSpan().StartsWith("PK"u8) ? Archive(bytes, limits) : Whole(new Hdf5File(bytes), limits);
        }
        catch (InvalidDataException wrong)
        {
            throw new ImportException("This is no file of Keras, or a damaged one: it is no zip archive.", wrong);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException
            || (wrong is FormatException and not ImportException) || wrong is OverflowException or ArgumentException)
        {
            throw new ImportException($"The model's configuration is not as Keras writes it ({TextOf.Why(wrong)}).", wrong);
        }
    }

    private static Model Whole(Hdf5File file, ModelFileLimits limits)
    {
        if (file.Root.Texts("model_config") is not [var config])
            throw new ImportException("The file has weights alone, without the model's configuration; save the whole model.");
        Hdf5Object weights = file.Root.Find("model_weights") ?? throw new ImportException("The file has no group model_weights.");
        return new Model(KerasGraph.Read(config, new LegacyWeights(weights, limits), limits));
    }

    private static Model Archive(byte[] bytes, ModelFileLimits limits)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        string config = System.Text.Encoding.UTF8.GetString(Content(archive, "config.json", limits));
        var weights = new Hdf5File(Content(archive, "model.weights.h5", limits));
        return new Model(KerasGraph.Read(config, new ArchiveWeights(weights.Root, limits), limits));
    }

    private static byte[] Content(ZipArchive archive, string name, ModelFileLimits limits)
    {
        ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new ImportException($"This is no file of Keras: the archive has no {name}.");
        using Stream stream = entry.Open();
        return FileContent.Read(stream, limits);
    }
}
