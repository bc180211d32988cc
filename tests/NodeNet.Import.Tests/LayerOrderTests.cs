using System.Buffers.Binary;
using System.Text;
using NodeNet.Activations;

namespace NodeNet.Import.Tests;

/// <summary>In which order the layers of a file follow each other, when all have the same shape.</summary>
public class LayerOrderTests
{
    private static readonly string[] _theirs = ["input", "hidden", "also", "out"];

    [Fact]
    public void PyTorchs_file_has_the_layers_as_the_model_defines_them()
    {
        NamedWeights weights = TorchFile.Load(Theirs.PathOf("torch_order.pt"));

        NamesOf(weights).Should().Equal(_theirs);
        weights.OrderDoubt.Should().BeNull();
        Theirs.Of("torch_order.json").ShouldBeThoseOf(new Model(weights.ToNetwork(new ReLU(), new Identity())), 1e-14);
    }

    [Fact]
    public void A_safetensors_file_that_is_not_sorted_by_name_gives_its_own_order_and_says_so()
    {
        NamedWeights weights = SafeTensors.Load(Theirs.PathOf("torch_order.safetensors"));

        NamesOf(weights).Should().Equal(_theirs);
        weights.OrderDoubt.Should().Be(
            "The order of the layers is that of the file, input, hidden, also, out; such a file need not have the model's, and others would fit.");
        Theirs.Of("torch_order.json").ShouldBeThoseOf(new Model(weights.ToNetwork(new ReLU(), new Identity())), 1e-14);
    }

    [Fact]
    public void Of_a_sorted_safetensors_file_the_order_has_to_be_given()
    {
        NamedWeights weights = SafeTensors.Load(Theirs.PathOf("torch_order_sorted.safetensors"));
        Action make = () => weights.ToNetwork(new ReLU(), new Identity());

        make.Should().Throw<ImportException>().WithMessage("The file does not tell the order of its layers: by their shapes also, hidden, input, out would do, "
            + "and also, hidden, out, input. Give the layers in their order (NamedWeights.InOrder).");

        NamedWeights ordered = weights.InOrder("input", "hidden.weight", "also", "out");
        ordered.OrderDoubt.Should().BeNull();
        NamesOf(ordered).Should().Equal(_theirs);
        Theirs.Of("torch_order.json").ShouldBeThoseOf(new Model(ordered.ToNetwork(new ReLU(), new Identity())), 1e-14);
    }

    [Theory]
    [InlineData("No layer is called \"in\"; there are also, hidden, input, out.*", "in", "hidden", "also", "out")]
    [InlineData("The layer \"out\" is named twice.*", "input", "hidden", "out", "out")]
    [InlineData("The order must name all layers; hidden, out is missing.*", "input", "also")]
    public void An_order_names_every_layer_once(string message, params string[] order)
    {
        Action give = () => SafeTensors.Load(Theirs.PathOf("torch_order_sorted.safetensors")).InOrder(order);

        give.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData("the shapes leave one", "a 4 2,b 2 2,c 1 4", "b,a,c")]
    [InlineData("the numbers leave one", "fc1 4 4,fc10 4 4,fc2 4 4,out 1 4", "fc1,fc2,fc10,out")]
    [InlineData("numbers of blocks", "b.0.fc1 2 2,b.0.fc2 2 2,b.1.fc1 2 2", "b.0.fc1,b.0.fc2,b.1.fc1")]
    [InlineData("numbers that no shape bears out", "fc1 1 4,fc2 4 3", "fc2,fc1")]
    [InlineData("in the file and by shapes", "z 3 2,a 1 3", "z,a")]
    public void A_sorted_file_is_read_where_one_order_is_left(string why, string layers, string expected)
    {
        NamedWeights weights = SafeTensors.Load(File(layers));

        NamesOf(weights).Should().Equal(expected.Split(','), why);
        weights.OrderDoubt.Should().BeNull();
        weights.ToNetwork(new ReLU(), new Identity()).Layers.Should().HaveCount(expected.Split(',').Length + 1);
    }

    [Fact]
    public void An_autoencoder_whose_halves_fit_either_way_is_refused()
    {
        Action make = () => SafeTensors.Load(File("dec.0 4 2,dec.2 8 4,enc.0 4 8,enc.2 2 4")).LayersInOrder();

        make.Should().Throw<ImportException>().WithMessage("*by their shapes dec.0, dec.2, enc.0, enc.2 would do, and enc.0, enc.2, dec.0, dec.2. Give*");
    }

    [Fact]
    public void A_file_whose_order_and_numbers_speak_against_each_other_is_refused()
    {
        Action make = () => SafeTensors.Load(File("fc2 4 4,fc1 4 4")).LayersInOrder();

        make.Should().Throw<ImportException>().WithMessage("The file has the layers in the order fc2, fc1, and the numbers in their names say fc1, fc2. Give*");
    }

    [Fact]
    public void Hundreds_of_layers_that_could_stand_anywhere_end_in_a_refusal_and_not_in_a_search_without_end()
    {
        string layers = string.Join(',', Enumerable.Range(0, 3000).Select(i => $"{string.Concat($"{i:0000}".Select(c => (char)(c + 49)))} 2 2"));

        Action make = () => SafeTensors.Load(File(layers)).LayersInOrder();

        make.Should().Throw<ImportException>().WithMessage("The file does not tell the order of its 3000 layers*");
    }

    [Fact]
    public void A_list_of_many_tensors_is_shortened()
    {
        NamedWeights weights = SafeTensors.Load(File(string.Join(',', Enumerable.Range(0, 5000).Select(i => $"t{i} 1 2"))));

        weights.ToString().Should().StartWith("t0.weight [1, 2], t1.weight [1, 2], ").And.EndWith(", …, t4999.weight [1, 2]").And.HaveLength(221);
        Action make = () => weights.LayersInOrder();
        make.Should().Throw<ImportException>().Which.Message.Length.Should().BeLessThan(600);
    }

    private static string[] NamesOf(NamedWeights weights) => [.. weights.LayersInOrder().Select(layer => layer.Weight.Name[..^".weight".Length])];

    /// <summary>A safetensors file of zeros: "name outputs inputs,…".</summary>
    private static MemoryStream File(string layers)
    {
        int start = 0;
        IEnumerable<string> entries = layers.Split(',').Select(layer =>
        {
            string[] parts = layer.Split(' ');
            int end = start + 4 * int.Parse(parts[1], null) * int.Parse(parts[2], null);
            string entry = $"\"{parts[0]}.weight\": {{\"dtype\": \"F32\", \"shape\": [{parts[1]}, {parts[2]}], \"data_offsets\": [{start}, {end}]}}";
            start = end;
            return entry;
        });
        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(", ", entries)}}}");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return new MemoryStream([.. length, .. header, .. new byte[start]]);
    }
}
