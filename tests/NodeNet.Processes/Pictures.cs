using System.Buffers.Binary;
using System.Globalization;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Datasets;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Processes;

/// <summary>Reads and learns as many pictures as MNIST has, made up, in two files under a name.</summary>
internal static class Pictures
{
    private const int Count = 70_000;
    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>Writes the files.</summary>
    public static void Write(string path)
    {
        using FileStream images = File.Create(path + ".images");
        using FileStream labels = File.Create(path + ".labels");
        Begin(images, Count, Side, Side);
        Begin(labels, Count);
        var random = new Random(1);
        var picture = new byte[Side * Side];
        for (int i = 0; i < Count; i++)
        {
            int label = random.Next(Classes);
            random.NextBytes(picture);
            for (int at = 0; at < picture.Length; at++)
                picture[at] = at / Side == 2 * label + 4 ? picture[at] : picture[at] > 200 ? (byte)(picture[at] - 200) : (byte)0; // its class is a bright row
            images.Write(picture);
            labels.WriteByte((byte)label);
        }
    }

    /// <summary>Reads and trains; prints the accuracy and, where the system tells, the most memory that the process has taken, in MB.</summary>
    public static void Train(string path, TextWriter output)
    {
        DataSet data = Idx.ReadImages(path + ".images", path + ".labels");
        Network network = new NetworkBuilder(Side * Side).AddLayer(8, new ReLU()).AddLayer(Classes, new Softmax()).Build(seed: 1);
        var trainer = new Trainer(network, new CrossEntropy(), new TrainerOptions
        {
            LearningRate = 0.1,
            BatchSize = 32,
            Epochs = 1,
            Precision = Precision.Single,
        });
        TrainingResult result = trainer.Train(data);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.TrainingAccuracy:0.000}"));
        const string Status = "/proc/self/status";
        string? peak = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal)) : null;
        if (peak is not null) output.WriteLine(long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1000);
    }

    private static void Begin(FileStream stream, params int[] dimensions)
    {
        stream.Write([0, 0, (byte)IdxType.UnsignedByte, (byte)dimensions.Length]);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (int dimension in dimensions)
        {
            BinaryPrimitives.WriteInt32BigEndian(length, dimension);
            stream.Write(length);
        }
    }
}
