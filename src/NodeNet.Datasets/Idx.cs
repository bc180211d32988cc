using NodeNet.Data;

namespace NodeNet.Datasets;

/// <summary>Reads IDX files, the format of MNIST and Fashion-MNIST, plain or gzipped (told by the content, not the name).</summary>
/// <remarks>
/// <para>The format: two bytes 0, the type of the numbers (<see cref="IdxType"/>), how many dimensions; then the length of each dimension, four bytes each;
/// then the numbers, the last dimension fastest. Everything is big-endian.</para>
/// <para>Files may come from anywhere. Nothing large is allocated before the size that the file states has been checked against a limit that you can set,
/// and a plain file against its length; a gzipped file is checked against its checksum and length and is not unpacked beyond the stated size, and memory is
/// taken only as its content arrives.</para>
/// </remarks>
public static class Idx
{
    /// <summary>The limit where none is given, in bytes: 1 GiB. The 60000 images of MNIST take 47 MB, in the file and in the data set.</summary>
    public const long DefaultMaximumBytes = 1L << 30;

    /// <summary>How many bytes stand before the dimensions.</summary>
    internal const int HeaderStart = 4;

    /// <summary>Reads an IDX file.</summary>
    /// <param name="path">The file, plain or gzipped.</param>
    /// <param name="maximumBytes">How many bytes the numbers may take; at least 1.</param>
    /// <exception cref="DataFormatException">The content is not IDX, is cut short, goes on after its end, or states a size above
    /// <paramref name="maximumBytes"/> or above what an array can hold. The message names file and byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumBytes"/> is below 1.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IdxData Read(string path, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 1);
        using FileStream stream = File.OpenRead(path);
        return IdxParsing.Read(stream, maximumBytes, path);
    }

    /// <summary>Reads IDX from a stream, from where it stands to its end. The stream stays open.</summary>
    /// <param name="stream">The content, plain or gzipped; need not be able to seek.</param>
    /// <param name="maximumBytes">How many bytes the numbers may take; at least 1.</param>
    /// <exception cref="DataFormatException">As with a file. The message names the byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maximumBytes"/> is below 1.</exception>
    public static IdxData Read(Stream stream, long maximumBytes = DefaultMaximumBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 1);
        return IdxParsing.Read(stream, maximumBytes, file: null);
    }

    /// <summary>Makes a data set of a file of images and a file of labels, as MNIST and Fashion-MNIST have them.</summary>
    /// <param name="imagesPath">IDX with two or more dimensions, the first counting the images: the inputs, pixel after pixel.</param>
    /// <param name="labelsPath">IDX with one dimension of whole numbers, as many as there are images: the targets, one-hot.</param>
    /// <param name="scale">What every pixel is multiplied by. Default: 1/255, which brings bytes to 0 to 1.</param>
    /// <param name="classes">How many classes there are; the labels go from 0 to one less. Default: 10.</param>
    /// <param name="maximumBytes">How many bytes the numbers of a file may take, as they are and, but for images of unsigned bytes, as the doubles of the
    /// data set (eight bytes each).</param>
    /// <exception cref="DataFormatException">
    /// A file is damaged (see <see cref="Read(string, long)"/>) or has other dimensions than described, the files do not fit each other, there are no images,
    /// a pixel is not finite, or a label is no class. The message names file and byte.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite, or <paramref name="classes"/> or <paramref name="maximumBytes"/>
    /// is below 1.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static DataSet ReadImages(string imagesPath, string labelsPath, double scale = 1 / 255.0, int classes = 10, long maximumBytes = DefaultMaximumBytes)
    {
        if (!double.IsFinite(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "scale must be a finite number.");
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        IdxData images = Read(imagesPath, maximumBytes);
        IdxData labels = Read(labelsPath, maximumBytes);
        int count = images.Dimensions[0];
        if (images.Dimensions.Count < 2)
        {
            throw new DataFormatException(
                imagesPath, HeaderStart - 1, $"Images have two or more dimensions; the file has one ({images}). Are the two files exchanged?");
        }

        if (labels.Dimensions.Count != 1 || labels.Type is IdxType.SinglePrecision or IdxType.DoublePrecision)
            throw new DataFormatException(labelsPath, HeaderStart - 2, $"Labels have one dimension of whole numbers; the file has {labels}.");
        if (labels.Count != count)
            throw new DataFormatException(labelsPath, HeaderStart, $"There are {labels.Count} labels for {count} images in {imagesPath}.");
        if (images.Type != IdxType.UnsignedByte) CheckDoubles(images.Count, "pixels", imagesPath, maximumBytes);
        CheckDoubles((long)count * classes, $"targets of {classes} classes", labelsPath, maximumBytes);
        return DataSet.From(images.ToRows(scale), OneHot.Encode(ClassesOf(labels, classes), classes));
    }

    /// <summary>A file of images and a file of labels as examples that are read when they are needed, a megabyte at a time in any order: the examples of
    /// <see cref="ReadImages"/>. Gzipped files are read from the first image to the last.</summary>
    /// <param name="imagesPath">IDX with two or more dimensions, the first counting the images: the inputs, pixel after pixel.</param>
    /// <param name="labelsPath">IDX with one dimension of whole numbers, as many as there are images: the targets, one-hot.</param>
    /// <param name="scale">What every pixel is multiplied by. Default: 1/255, which brings bytes to 0 to 1.</param>
    /// <param name="classes">How many classes there are; the labels go from 0 to one less. Default: 10.</param>
    /// <exception cref="DataFormatException">The head of a file is damaged, its length is not what the head says, or the files do not fit each other; what is
    /// wrong with single numbers is told when they are read.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite, or <paramref name="classes"/> is below 1.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static IExampleSource StreamImages(string imagesPath, string labelsPath, double scale = 1 / 255.0, int classes = 10)
    {
        ArgumentNullException.ThrowIfNull(imagesPath);
        ArgumentNullException.ThrowIfNull(labelsPath);
        if (!double.IsFinite(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "scale must be a finite number.");
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        return new IdxSource(imagesPath, labelsPath, scale, classes);
    }

    private static int[] ClassesOf(IdxData labels, int classes)
    {
        var numbers = new int[labels.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (int)labels.NumberAt(i);
            if ((uint)numbers[i] >= (uint)classes)
                throw labels.Trouble(i, $"Label {i} is {numbers[i]}; of {classes} classes the numbers go from 0 to {classes - 1}.");
        }
        return numbers;
    }

    private static void CheckDoubles(long count, string what, string file, long maximumBytes)
    {
        if (count > Array.MaxLength || count > maximumBytes / sizeof(double))
        {
            throw new DataFormatException(
                file,
                HeaderStart,
                $"{count} {what} are too many: a double takes {sizeof(double)} bytes, and the limit is {maximumBytes} bytes (maximumBytes) and "
                    + $"{Array.MaxLength} numbers.");
        }
    }
}
