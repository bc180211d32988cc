using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NodeNet.Activations;
using NodeNet.Persistence;

namespace NodeNet.Import.Tests;

/// <summary>Weights of PyTorch, in its own files and in safetensors.</summary>
public class NamedWeightsTests
{
    [Theory]
    [InlineData("torch.pt")]
    [InlineData("torch_checkpoint.pt")]
    [InlineData("torch.safetensors")]
    public void PyTorchs_weights_make_a_network_that_answers_as_PyTorch_does(string file)
    {
        NamedWeights weights = Load(file);

        weights.Tensors.Select(tensor => tensor.ToString()).Order(StringComparer.Ordinal)
            .Should().Equal("0.bias [4]", "0.weight [4, 3]", "2.bias [2]", "2.weight [2, 4]");
        Theirs.Of("torch.json").ShouldBeThoseOf(new Model(weights.ToNetwork(new ReLU(), new Sigmoid())), 1e-14);
    }

    [Theory]
    [InlineData("torch_deep.pt")]
    [InlineData("torch_deep.safetensors")]
    public void Twelve_layers_come_in_the_order_of_their_numbers_whatever_type_and_strides_they_have(string file)
    {
        Network network = Load(file).ToNetwork(new Identity(), new Identity());

        network.Layers.Should().HaveCount(13);
        Theirs.Of("torch_deep.json").ShouldBeThoseOf(new Model(network), 1e-13);
    }

    [Fact]
    public void Weights_can_be_put_into_a_network_that_is_there()
    {
        Network network = new NetworkBuilder(3).AddLayer(4, new ReLU()).AddLayer(2, new Sigmoid()).Build(seed: 1);

        Load("torch.pt").CopyTo(network);

        Theirs.Of("torch.json").ShouldBeThoseOf(new Model(network), 1e-14);
        network.Layers[1].Nodes[2].Bias.Should().Be(Load("torch.safetensors")["0.bias"].Values[2]);
    }

    [Fact]
    public void A_softmax_can_be_the_output() =>
        Load("torch.pt").ToNetwork(new ReLU(), new Softmax()).OutputLayer.LayerActivation.Should().BeOfType<Softmax>();

    [Fact]
    public void What_does_not_fit_is_told_layer_by_layer_and_changes_nothing()
    {
        Network network = new NetworkBuilder(3).AddLayer(5, new ReLU()).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);
        double[] before = new double[network.ParameterCount];
        network.CopyParametersTo(before);

        Action copy = () => Load("torch.pt").CopyTo(network);

        copy.Should().Throw<ImportException>().WithMessage(
            "The weights do not fit the network: hidden 1 [5, 3] cannot take 0.weight [4, 3]; hidden 2 [2, 5] cannot take 2.weight [2, 4]; "
                + "output [1, 2] cannot take nothing.");
        double[] after = new double[network.ParameterCount];
        network.CopyParametersTo(after);
        after.Should().Equal(before);
    }

    [Fact]
    public void A_tensor_of_no_linear_layer_is_named()
    {
        Action make = () => SafeTensors.Load(File(("0.weight", [2, 1]), ("1.running_mean", [2]))).ToNetwork(new ReLU(), new ReLU());

        make.Should().Throw<ImportException>()
            .WithMessage("1.running_mean [2] belongs to no linear layer. A network needs*; there are 0.weight [2, 1], 1.run*");
    }

    [Fact]
    public void Layers_that_do_not_follow_each_other_are_named()
    {
        Action make = () => SafeTensors.Load(File(("a.weight", [2, 1]), ("b.weight", [4, 3]))).ToNetwork(new ReLU(), new ReLU());

        make.Should().Throw<ImportException>().WithMessage("b.weight [4, 3] takes 3 inputs, and a.weight [2, 1] before it makes 2. *");
    }

    [Fact]
    public void A_layer_without_biases_makes_nodes_without() =>
        SafeTensors.Load(File(("0.weight", [2, 1]))).ToNetwork(new ReLU(), new ReLU()).OutputLayer.Nodes.Should().OnlyContain(node => !node.HasBias);

    [Fact]
    public void A_file_of_PyTorchs_old_format_is_told_from_a_damaged_one()
    {
        Action load = () => TorchFile.Load(Theirs.PathOf("torch_old.pt"));

        load.Should().Throw<ImportException>().WithMessage("The file is in PyTorch's old format*save it again: torch.save(torch.load(*");
    }

    [Fact]
    public void A_pickled_module_is_refused_by_its_name_and_not_executed()
    {
        Action load = () => TorchFile.Load(Theirs.PathOf("refused_module.pt"));

        load.Should().Throw<ImportException>().WithMessage("The file holds a torch.nn.modules.container.Sequential, which is not on the list*state_dict()*");
    }

    [Fact]
    public void A_pickle_that_would_run_a_command_is_refused()
    {
        // What python -m pickle would execute: os.system('touch /tmp/x')
        Action load = () => TorchFile.Load(Archive("cposix\nsystem\nX\x0c\0\0\0touch /tmp/x\x85R."));

        load.Should().Throw<ImportException>().WithMessage("The file holds a posix.system, which is not on the list*nothing of it was executed*");
    }

    [Theory]
    [InlineData("", "it ends too early")]
    [InlineData("\x80\x02.", "its stack is empty")]
    [InlineData("h\x05.", "nothing is remembered as 5")]
    [InlineData("X\xff\xff\xff\x7f", "a text is longer than the file")]
    [InlineData("}(K\x01u.", "a dictionary has a key without a value")]
    [InlineData("(.", "a mark stands where a value must be")]
    public void A_damaged_pickle_is_refused(string pickle, string trouble)
    {
        Action load = () => TorchFile.Load(Archive(pickle));

        load.Should().Throw<ImportException>().WithMessage($"The pickle is damaged: {trouble}.");
    }

    [Fact]
    public void Thousands_of_damaged_files_load_or_are_refused_by_the_one_exception()
    {
        var random = new Random(3);
        (int refused, int loaded) = (0, 0);
        byte[][] files = [.. new[] { "torch.pt", "torch_deep.pt", "torch.safetensors" }.Select(name => System.IO.File.ReadAllBytes(Theirs.PathOf(name)))];
        for (int i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. files[i % 3]];
            for (int change = random.Next(1, 4); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(5) == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                _ = i % 3 == 2 ? SafeTensors.Load(new MemoryStream(bytes)) : TorchFile.Load(new MemoryStream(bytes));
                loaded++;
            }
            catch (ImportException)
            {
                refused++;
            }
        }

        refused.Should().BeGreaterThan(300);
        loaded.Should().BeGreaterThan(300);
    }

    [Theory]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [1000000, 1000000], \"data_offsets\": [0, 8]}}", "promises 1000000000000 numbers")]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}, "
        + "\"v\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "overlap")]
    [InlineData("{\"w\": {\"dtype\": \"F8\", \"shape\": [2], \"data_offsets\": [0, 8]}}", "has the type F8")]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [-2], \"data_offsets\": [0, 8]}}", "a length of -2")]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}, "
        + "\"v\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [2, 6]}}", "its tensors overlap, w and v")]
    [InlineData("{\"w\": [", "its header is no JSON.")]
    [InlineData("[1]", "its header is no JSON object.")]
    [InlineData("{\"w\": 1}", "\"w\" is not described by dtype, shape and data_offsets")]
    [InlineData("{\"a\":{}, \"a\":{}}", "\"a\" has no dtype")]
    [InlineData("{\"w\": {\"dtype\": \"F32\"}}", "\"w\" has no shape")]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [2.5], \"data_offsets\": [0, 8]}}", "\"w\" has 2.5 in its shape")]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [\"2\"], \"data_offsets\": [0, 8]}}", "\"w\" has \"2\" in its shape")]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [0, 4294967296], \"data_offsets\": [0, 0]}}", "the shape ?0, 4294967296]")]
    [InlineData("{\"w\": {\"dtype\": \"F32\", \"shape\": [2147483648, 2147483648], \"data_offsets\": [0, 8]}}", "promises 4.611686018427388E+18 numbers")]
    [InlineData("{\"\\ud800\": {}}", "a text that is no Unicode")]
    [InlineData("{\"a\\u001b[31m\": {}}", "\"a\uFFFD[31m\" has no dtype")]
    public void A_safetensors_header_that_lies_is_refused(string header, string trouble)
    {
        byte[] length = BitConverter.GetBytes((long)header.Length);

        Action load = () => SafeTensors.Load(new MemoryStream([.. length, .. Encoding.UTF8.GetBytes(header), .. new byte[8]]));

        load.Should().Throw<ImportException>().WithMessage($"*{trouble}*");
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused()
    {
        Action load = () => SafeTensors.Load(Theirs.PathOf("torch.safetensors"), new ModelFileLimits { MaximumBytes = 10 });

        load.Should().Throw<ImportException>().WithMessage("The file has more than the limit of 10 bytes (MaximumBytes).");
    }

    private static NamedWeights Load(string file) =>
        file.EndsWith(".pt", StringComparison.Ordinal) ? TorchFile.Load(Theirs.PathOf(file)) : SafeTensors.Load(Theirs.PathOf(file));

    /// <summary>A safetensors file of zeros.</summary>
    private static MemoryStream File(params (string Name, int[] Shape)[] tensors)
    {
        int start = 0;
        IEnumerable<string> entries = tensors.Select(tensor =>
        {
            int end = start + 4 * tensor.Shape.Aggregate((all, length) => all * length);
            string entry = $"\"{tensor.Name}\": {{\"dtype\": \"F32\", \"shape\": [{string.Join(", ", tensor.Shape)}], \"data_offsets\": [{start}, {end}]}}";
            start = end;
            return entry;
        });
        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(", ", entries)}}}");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return new MemoryStream([.. length, .. header, .. new byte[start]]);
    }

    /// <summary>A file of PyTorch's form with a pickle of the test's choice.</summary>
    private static MemoryStream Archive(string pickle)
    {
        var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream stream = archive.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open();
            stream.Write(Encoding.Latin1.GetBytes(pickle));
        }
        file.Position = 0;
        return file;
    }
}
