using NodeNet.Persistence;

namespace NodeNet.Import.Tests;

/// <summary>Models in the layouts of Keras' files, written by h5py, against what NumPy answers in double precision.</summary>
public class KerasFileTests
{
    private const double Close = 1e-13;

    [Theory]
    [InlineData("keras_sequential.h5", "keras_sequential", "4-8-6-5-3 network: relu; tanh; leaky_relu(0.1); softmax; 142 parameters")]
    [InlineData("keras_sequential3.keras", "keras_sequential3", "6-5-4-3-2 network: elu(1); silu; identity; sigmoid; 82 parameters")]
    [InlineData("keras_checkpoint.keras", "keras_sequential3", "6-5-4-3-2 network: elu(1); silu; identity; sigmoid; 82 parameters")]
    [InlineData("keras_functional.h5", "keras_functional", null)]
    [InlineData("keras_functional3.keras", "keras_functional", null)]
    public void A_model_of_Keras_answers_as_its_formulas_do(string file, string answers, string? expected)
    {
        Model model = KerasFile.Load(Theirs.PathOf(file));

        if (expected is not null) model.Network.ToString().Should().Be(expected);
        else model.Network.Layers.Should().Contain(layer => layer.Incoming.Count > 1, "a skip connection is there");
        Theirs.Of(answers + ".json").ShouldBeThoseOf(model, Close);
    }

    [Fact]
    public void A_stream_is_read_to_its_end_and_the_network_learns_on()
    {
        using FileStream stream = File.OpenRead(Theirs.PathOf("keras_sequential.h5"));

        Model model = KerasFile.Load(stream);

        double before = model.Predict([1, 2, 3, 4])[0];
        new Training.Trainer(model.Network, new Losses.CrossEntropy()).Step([1, 2, 3, 4], [1, 0, 0]);
        model.Predict([1, 2, 3, 4])[0].Should().BeGreaterThan(before);
        stream.CanRead.Should().BeTrue();
    }

    [Theory]
    [InlineData("keras_refused.h5", "The layer \"conv\" is a Conv1D, which is no part of a feed-forward network*")]
    [InlineData("keras_weights_alone.h5", "The file has weights alone, without the model's configuration*")]
    [InlineData("keras_compressed.h5", "The HDF5 file has *, which is not read*")]
    [InlineData("keras_latest.h5", "The HDF5 file has a superblock of version *, which is not read*")]
    [InlineData("torch.pt", "This is no file of Keras: the archive has no config.json.")]
    [InlineData("torch.safetensors", "This is no HDF5 file.")]
    public void What_is_not_read_is_named(string file, string message)
    {
        Action load = () => KerasFile.Load(Theirs.PathOf(file));

        load.Should().Throw<ImportException>().WithMessage(message);
    }

    [Theory]
    [InlineData("keras_sequential.h5")]
    [InlineData("keras_functional.h5")]
    [InlineData("keras_functional3.keras")]
    public void A_damaged_file_ends_in_one_exception_and_takes_no_memory_that_it_promises(string file)
    {
        byte[] sound = File.ReadAllBytes(Theirs.PathOf(file));
        var random = new Random(9);
        int refused = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++)
        {
            byte[] damaged = [.. sound];
            if (i % 10 == 0) damaged = damaged[..random.Next(damaged.Length)];
            else if (i % 3 == 0) BitConverter.TryWriteBytes(damaged.AsSpan(random.Next(damaged.Length / 8 - 1) * 8), ulong.MaxValue >> random.Next(64));
            else for (int k = random.Next(1, 6); k > 0; k--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                KerasFile.Load(new MemoryStream(damaged));
            }
            catch (ImportException)
            {
                refused++;
            }
        }
        refused.Should().BeGreaterThan(50);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(500L * (2_000_000 + 40L * sound.Length));
    }

    [Fact]
    public void A_width_that_is_doubled_again_and_again_is_refused_at_the_limit()
    {
        string Of(string kind, int i, string nodes, string more) =>
            $$"""{"class_name":"{{kind}}","config":{"name":"c{{i}}"{{more}}},"name":"c{{i}}","inbound_nodes":[{{nodes}}]}""";
        string[] layers =
        [
            Of("InputLayer", 0, "", ",\"batch_shape\":[null,2]"),
            .. Enumerable.Range(1, 60).Select(i => Of("Concatenate", i, $"[[\"c{i - 1}\",0,0],[\"c{i - 1}\",0,0]]", "")),
        ];
        string settings = $$"""{"layers":[{{string.Join(",", layers)}}],"input_layers":[["c0",0,0]],"output_layers":[["c60",0,0]]}""";
        string config = $$"""{"class_name":"Functional","config":{{settings}} }""";

        Action load = () => KerasFile.Load(Archive(config));

        load.Should().Throw<ImportException>().WithMessage("*more columns than the limit*");
    }

    [Theory]
    [InlineData("""{"class_name":"Sequential","config":{"layers":[]}}""", "The model has 0 layers.")]
    [InlineData("""{"class_name":"Bidirectional","config":{}}""", "The model is a Bidirectional; Sequential and Functional models are read.")]
    [InlineData("""{"class_name":"Sequential","config":{"layers":[{"class_name":"Dense","config":{"name":"d"}}]}}""", "*does not say how many inputs*")]
    [InlineData("""{"config":1}""", "The model's configuration is not as Keras writes it*")]
    [InlineData("""{"class_name":"Functional","config":{"layers":[{}],"input_layers":[[]],"output_layers":[]}}""", "The model's configuration is not*")]
    [InlineData("[", "The model's configuration is not as Keras writes it*")]
    public void A_configuration_that_is_none_is_refused(string config, string message)
    {
        Action load = () => KerasFile.Load(Archive(config));

        load.Should().Throw<ImportException>().WithMessage(message);
    }

    [Theory]
    [InlineData(int.MaxValue, "Dropout", "", "The model has 2147483647 inputs.")]
    [InlineData(3, "Dense", ",\"activation\":\"relu\"", "The layer \"l\" has 3 inputs, and the arrays *")]
    [InlineData(6, "Dense", ",\"activation\":\"hard_sigmoid\"", "The layer \"l\" has the activation \"hard_sigmoid\", which is none of NodeNet's*")]
    [InlineData(6, "ReLU", ",\"max_value\":6.0", "The layer \"l\" is a ReLU with a threshold or a largest value*")]
    [InlineData(6, "BatchNormalization", "", "The layer \"l\" must have 4 arrays of 6 numbers*")]
    [InlineData(6, "LSTM", "", "The layer \"l\" is a LSTM, which is no part of a feed-forward network*")]
    public void A_layer_that_does_not_fit_is_refused_by_its_name(int inputs, string kind, string settings, string message)
    {
        string input = $$"""{"class_name":"InputLayer","config":{"batch_shape":[null,{{inputs}}],"name":"i"} }""";
        string layer = $$"""{"class_name":"{{kind}}","config":{"name":"l"{{settings}}} }""";
        string config = $$"""{"class_name":"Sequential","config":{"layers":[{{input}},{{layer}}]} }""";

        Action load = () => KerasFile.Load(Archive(config));

        load.Should().Throw<ImportException>().WithMessage(message);
    }

    [Fact]
    public void Limits_hold()
    {
        Action load = () => KerasFile.Load(Theirs.PathOf("keras_sequential.h5"), new ModelFileLimits { MaximumParameters = 20 });

        load.Should().Throw<ImportException>().WithMessage("*more numbers than the limit*");
    }

    /// <summary>A .keras archive with another configuration.</summary>
    private static MemoryStream Archive(string config)
    {
        var stream = new MemoryStream();
        stream.Write(File.ReadAllBytes(Theirs.PathOf("keras_sequential3.keras")));
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("config.json")!.Delete();
            using Stream entry = archive.CreateEntry("config.json").Open();
            entry.Write(System.Text.Encoding.UTF8.GetBytes(config));
        }
        stream.Position = 0;
        return stream;
    }
}
