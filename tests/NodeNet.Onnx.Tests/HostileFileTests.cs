using NodeNet.Activations;
using NodeNet.Onnx.Format;
using NodeNet.Persistence;

namespace NodeNet.Onnx.Tests;

/// <summary>Damaged and hostile files end in one exception, and take no more memory than their bytes account for.</summary>
public class HostileFileTests
{
    [Fact]
    public void Thousands_of_damaged_files_load_or_are_refused_by_the_one_exception()
    {
        byte[][] files =
        [
            .. Directory.GetFiles(Runtime.Golden, "*.onnx").Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
            Runtime.FileOf(new Model(RandomModel.Network(9))),
        ];
        files.Length.Should().BeGreaterThan(20);
        var random = new Random(20);
        (int refused, int loaded) = (0, 0);
        for (int i = 0; i < 4000; i++)
        {
            byte[] file = Damaged(files[i % files.Length], random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                OnnxModel.Load(new MemoryStream(file));
                loaded++;
            }
            catch (OnnxFileException)
            {
                refused++;
            }
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(40_000_000, "file {0} has {1} bytes", i, file.Length);
        }

        refused.Should().BeGreaterThan(500);
        loaded.Should().BeGreaterThan(100, "a changed weight or name is no damage that can be seen");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    public void Bytes_that_are_no_ONNX_file_are_refused(int count)
    {
        Action load = () => OnnxModel.Load(new MemoryStream([.. Enumerable.Range(0, count).Select(i => (byte)(255 - i))]));

        load.Should().Throw<OnnxFileException>().WithMessage("This is no ONNX file*");
    }

    [Fact]
    public void A_tensor_that_promises_more_than_it_has_is_refused_before_memory_is_taken()
    {
        var huge = new TensorMessage("w", ElementType.Float, [40_000, 50_000], new byte[4]);

        Refused(Graph([new NodeMessage("MatMul", ["x", "w"], ["y"])], huge)).Should().Be(
            "The tensor \"w\" cannot be read: it has data for 1 elements, and its shape for 2000000000.");
    }

    [Fact]
    public void Lengths_whose_product_overflows_are_refused() => Refused(
        Graph([new NodeMessage("MatMul", ["x", "w"], ["y"])], new TensorMessage("w", ElementType.Float, [1L << 31, 1L << 31, 4], default)))
        .Should().StartWith("The tensor \"w\" cannot be read: its shape has a length of 2147483648");

    [Fact]
    public void One_tensor_in_a_thousand_nodes_does_not_become_a_thousand_times_its_size()
    {
        const int Width = 300;
        var weights = TensorMessage.Of("w", new double[Width * Width], isDouble: false, Width, Width);
        NodeMessage[] nodes =
        [
            .. Enumerable.Range(0, 1000).Select(i => new NodeMessage("MatMul", [i == 0 ? "x" : $"v{i}", "w"], [i == 999 ? "y" : $"v{i + 1}"])),
        ];

        Refused(Graph(nodes, weights, inputs: Width)).Should().Contain("more than the limit of 25000000 weights and columns");
    }

    [Fact]
    public void Columns_that_double_again_and_again_are_refused()
    {
        NodeMessage[] nodes = [.. Enumerable.Range(0, 60).Select(i =>
        {
            string x = i == 0 ? "x" : $"v{i}";
            return new NodeMessage("Concat", [x, x], [i == 59 ? "y" : $"v{i + 1}"]);
        })];

        Refused(Graph(nodes)).Should().Contain("more than the limit");
    }

    [Theory]
    [InlineData("Mul", "parts; that is no activation function")]
    [InlineData("Max", "one after the other; that is no activation function")]
    public void A_function_that_grows_without_end_is_refused(string type, string message)
    {
        NodeMessage[] nodes =
        [
            .. Enumerable.Range(0, 100_000).Select(i =>
            {
                string x = i == 0 ? "x" : $"v{i}";
                return type == "Mul" || i % 2 == 0
                    ? new NodeMessage(type, [x, x], [i == 99_999 ? "y" : $"v{i + 1}"])
                    : new NodeMessage("Tanh", [x], [i == 99_999 ? "y" : $"v{i + 1}"]);
            }),
        ];

        Refused(Graph(nodes)).Should().Contain(message);
    }

    [Fact]
    public void Limits_hold_for_bytes_layers_and_nodes()
    {
        byte[] file = Runtime.FileOf(new Model(new NetworkBuilder(3).AddLayer(4, new Tanh()).AddLayer(2, new Tanh()).Build(seed: 1)));
        string With(ModelFileLimits limits)
        {
            Action load = () => OnnxModel.Load(new MemoryStream(file), limits);
            return load.Should().Throw<OnnxFileException>().Which.Message;
        }

        With(new ModelFileLimits { MaximumBytes = 100 }).Should().Be("The file has more than the limit of 100 bytes (MaximumBytes).");
        With(new ModelFileLimits { MaximumLayers = 2 }).Should().Be("The network would have 3 layers; the limit is 2 (MaximumLayers).");
        With(new ModelFileLimits { MaximumNodes = 8 }).Should().Be("The network would have 9 nodes; the limit is 8 (MaximumNodes).");
    }

    [Theory]
    [InlineData("unknown operator", "Node \"n\": Attention is no part of a feed-forward network")]
    [InlineData("of another domain", "Node \"n\": com.example.MatMul is no part of")]
    [InlineData("a graph's own function", "Node \"n\": What it takes is a function of a node's net input that is none of NodeNet's: ")]
    [InlineData("two nodes multiplied", "Node \"n\": It computes with the results of two different nodes")]
    [InlineData("integers", "Node \"n\": It makes integers of numbers.")]
    [InlineData("infinite weight", "Node \"n\": \"w\" has numbers that are not finite.")]
    [InlineData("wrong width", "Node \"n\": It takes 2 columns, and its weights have rows for 3.")]
    [InlineData("from nowhere", "Node \"n\": It takes \"nothing\", which is no input and no constant")]
    public void What_cannot_be_read_is_told_by_the_nodes_name(string what, string message)
    {
        TensorMessage w = TensorMessage.Of("w", [1, 2, 3, 4], isDouble: true, 2, 2);
        GraphMessage graph = what switch
        {
            "unknown operator" => Graph([Named("Attention", "x")]),
            "of another domain" => Graph([Named("MatMul", "x", "w") with { Domain = "com.example" }], w),
            "a graph's own function" => Graph([new NodeMessage("Exp", ["x"], ["e"]), Named("MatMul", "e", "w")], w),
            "two nodes multiplied" => Graph(
                [new NodeMessage("MatMul", ["x", "w"], ["a"]), new NodeMessage("MatMul", ["x", "w"], ["b"]), Named("Mul", "a", "b")], w),
            "integers" => Graph([Named("Cast", "x") with { Attributes = [new AttributeMessage("to") { Integer = (long)ElementType.Int64 }] }]),
            "infinite weight" => Graph([Named("MatMul", "x", "w")], TensorMessage.Of("w", [1, double.PositiveInfinity, 3, 4], isDouble: true, 2, 2)),
            "wrong width" => Graph([Named("MatMul", "x", "w")], TensorMessage.Of("w", new double[6], isDouble: true, 3, 2)),
            _ => Graph([Named("MatMul", "nothing", "w")], w),
        };

        Refused(graph).Should().StartWith(message);
    }

    private static NodeMessage Named(string type, params string[] inputs) => new(type, inputs, ["y"]) { Name = "n" };

    private static GraphMessage Graph(NodeMessage[] nodes, TensorMessage? tensor = null, int inputs = 2) => new(
        "hostile", nodes, tensor is null ? [] : [tensor],
        [new ValueMessage("x", ElementType.Float, [-1, inputs])], [new ValueMessage("y", ElementType.Float, [-1, 2])]);

    private static string Refused(GraphMessage graph)
    {
        byte[] file = OnnxWriter.Write(new ModelMessage(graph) { Opsets = new Dictionary<string, long> { [""] = 17 } });
        Action load = () => OnnxModel.Load(new MemoryStream(file));
        return load.Should().Throw<OnnxFileException>().Which.Message;
    }

    /// <summary>Bytes changed, taken out, repeated, or the end cut off.</summary>
    private static byte[] Damaged(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 8; change--)
        {
            int place = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 20), bytes.Count - place);
            switch (random.Next(8))
            {
                case 0: bytes[place] = 0xFF; break;
                case 1 or 2 or 3 or 4: bytes[place] = (byte)random.Next(256); break;
                case 5: bytes.RemoveRange(place, length); break;
                case 6: bytes.InsertRange(place, bytes.GetRange(place, length)); break;
                default: bytes.RemoveRange(bytes.Count - length, length); break;
            }
        }
        return [.. bytes];
    }
}
