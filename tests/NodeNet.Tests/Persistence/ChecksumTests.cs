using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NodeNet.Activations;
using NodeNet.Persistence;
using NodeNet.Recipes;

namespace NodeNet.Tests.Persistence;

/// <summary>A saved model has a checksum of all that it says: whatever byte of it is changed, it is refused or says the same.</summary>
public partial class ChecksumTests
{
    [Fact]
    public void Every_change_of_one_byte_is_refused_or_loads_the_same_numbers()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 3);
        byte[] whole = Encoding.UTF8.GetBytes(ModelText.Of(network));
        string lines = ModelText.Of(network);
        int changed = 0;
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            byte right = whole[at];
            for (int value = 0; value <= byte.MaxValue; value++)
            {
                if (value == right) continue;
                whole[at] = (byte)value;
                changed++;
                try
                {
                    ModelText.Of(Network.Load(new MemoryStream(whole))).Should().Be(lines, $"byte {at} became {value}");
                }
                catch (ModelFileException)
                {
                    refused++;
                }
            }
            whole[at] = right;
        }
        changed.Should().BeGreaterThan(100_000);
        refused.Should().BeInRange((int)(0.95 * changed), changed - 1, "what loads has another kind of space, or the file begins otherwise");
    }

    [Fact]
    public void Every_flipped_bit_of_a_model_with_a_recipe_is_refused_or_loads_the_same_model()
    {
        Model model = Model.Load(Path.Combine(GoldenModelTests.Folder, "model-v2-recipe.json"));
        string right = ModelText.Of(model);
        byte[] whole = Encoding.UTF8.GetBytes(right);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            whole[bit / 8] ^= (byte)(1 << bit % 8);
            try
            {
                ModelText.Of(Model.Load(new MemoryStream(whole))).Should().Be(right, $"bit {bit} was flipped");
            }
            catch (ModelFileException)
            {
            }
            whole[bit / 8] ^= (byte)(1 << bit % 8);
        }
    }

    [Fact]
    public void A_changed_weight_is_refused_with_what_to_do_and_loaded_without_the_checksum()
    {
        string text = ModelText.Of(Given.Line()); // weight 2
        string edited = text.Replace("[2]", "[2.5]", StringComparison.Ordinal);
        edited.Should().NotBe(text);

        FluentActions.Invoking(() => ModelText.LoadNetwork(edited)).Should().Throw<ModelFileException>().WithMessage(
            "line *, $.checksum: This is not the checksum of the content: the file was damaged, or changed by hand. If the change is meant, take out the "
                + "member checksum; saved again, the model gets a new one.");
        Network changed = ModelText.LoadNetwork(ModelText.WithoutChecksum(edited));
        changed.Connection("x1", "y1").Weight.Should().Be(2.5);
        ModelText.Of(changed).Should().NotBe(edited).And.Contain("\"checksum\"");
        FluentActions.Invoking(() => ModelText.LoadNetwork(text.Replace("\"checksum\": \"", "\"checksum\": \"0", StringComparison.Ordinal)))
            .Should().Throw<ModelFileException>();
        FluentActions.Invoking(() => ModelText.LoadModel(text.Replace("\"version\": 2", "\"version\": 1", StringComparison.Ordinal)))
            .Should().Throw<ModelFileException>().WithMessage("*There is no member \"checksum\" here*");
    }

    [Fact]
    public void Spaces_line_ends_escapes_and_the_form_of_a_number_do_not_matter()
    {
        Network network = Given.Line();
        network.Node("x1").Label = "größe";
        string text = ModelText.Of(network);

        string squeezed = Regex.Replace(text, @"\s+(?=([^""]*""[^""]*"")*[^""]*$)", "");
        string rewritten = text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("größe", @"gr\u00f6\u00DFe", StringComparison.Ordinal)
            .Replace("[2]", "[0.2e1]", StringComparison.Ordinal);

        squeezed.Should().NotContain("\n");
        rewritten.Should().Contain("0.2e1").And.Contain(@"\u00f6");
        ModelText.Of(ModelText.LoadNetwork(squeezed)).Should().Be(text);
        ModelText.Of(ModelText.LoadNetwork(rewritten)).Should().Be(text);
        ModelText.Of(ModelText.LoadNetwork("\uFEFF" + text)).Should().Be(text);
    }

    [Fact]
    public void The_checksum_is_what_the_page_says()
    {
        string text = ModelText.Of(ModelText.WithEverything());

        // The page's table, written a second time, over another reader.
        ulong digest = 0;
        void Next(ulong word) => digest = Digest.Next(digest, word);
        void Walk(JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    Next(1);
                    foreach (JsonProperty member in value.EnumerateObject().Where(member => member.Name != "checksum"))
                    {
                        Next(5);
                        Next(Digest.Of(Encoding.UTF8.GetBytes(member.Name)));
                        Walk(member.Value);
                    }
                    Next(2);
                    break;
                case JsonValueKind.Array:
                    Next(3);
                    foreach (JsonElement item in value.EnumerateArray()) Walk(item);
                    Next(4);
                    break;
                case JsonValueKind.String:
                    Next(6);
                    Next(Digest.Of(Encoding.UTF8.GetBytes(value.GetString()!)));
                    break;
                case JsonValueKind.Number:
                    Next(7);
                    Next(BitConverter.DoubleToUInt64Bits(value.GetDouble()));
                    break;
                default:
                    Next(value.ValueKind == JsonValueKind.Null ? 10ul : value.GetBoolean() ? 8ul : 9ul);
                    break;
            }
        }
        JsonElement root = JsonDocument.Parse(text).RootElement;
        Walk(root);

        root.GetProperty("checksum").GetString().Should().Be(Digest.Text(digest));
    }

    [Fact]
    public void What_could_not_be_loaded_is_not_saved_unless_told_otherwise()
    {
        NetworkBuilder deep = new(inputs: 1);
        for (int i = 0; i < 1001; i++) deep.AddLayer(1, new Tanh());
        Network network = deep.Build(seed: 1);
        var wider = new ModelFileLimits { MaximumLayers = 2000 };
        using var folder = new TemporaryFolder();
        string path = folder.File("deep.json");

        network.Invoking(n => n.Save(path)).Should().Throw<InvalidOperationException>().WithMessage(
            "The file would be refused when it is loaded, so it is not saved: the network has 1002 layers; the limit is 1000 "
                + "(ModelFileLimits.MaximumLayers). Other limits can be given to Save, and then to Load, too.");
        File.Exists(path).Should().BeFalse();
        network.Save(path, wider);
        FluentActions.Invoking(() => Network.Load(path)).Should().Throw<ModelFileException>().WithMessage("*ModelFileLimits.MaximumLayers*");
        Network.Load(path, wider).Layers.Count.Should().Be(1002);
    }

    [Fact]
    public void Each_limit_holds_for_saving_as_for_loading()
    {
        Model model = ModelText.WithEverything();
        string text = ModelText.Of(model);
        var justEnough = new ModelFileLimits
        {
            MaximumBytes = Encoding.UTF8.GetByteCount(text),
            MaximumLayers = 3,
            MaximumNodes = 7,
            MaximumParameters = 21,
            MaximumTextLength = "leaky_relu(0.2)".Length,
        };
        ModelText.LoadModel(text, justEnough);
        Save(justEnough);

        Refused(justEnough with { MaximumBytes = justEnough.MaximumBytes - 1 }, "*MaximumBytes*");
        Refused(justEnough with { MaximumLayers = 2 }, "*3 layers*MaximumLayers*");
        Refused(justEnough with { MaximumNodes = 6 }, "*7 nodes*MaximumNodes*");
        Refused(justEnough with { MaximumParameters = 20 }, "*21 parameters*MaximumParameters*");
        Refused(justEnough with { MaximumTextLength = 14 }, "*\"leaky_relu(0.2)\" has 15 characters; the limit is 14*MaximumTextLength*");
        FluentActions.Invoking(() => Save(justEnough with { MaximumLayers = 0 })).Should().Throw<ArgumentOutOfRangeException>();
        var scores = Enumerable.Range(0, 1001).ToDictionary(i => $"score {i}", i => (double)i);
        FluentActions.Invoking(() => ModelText.Of(new Model(Given.Line()) { Origin = new ModelOrigin { Scores = scores } }))
            .Should().Throw<InvalidOperationException>().WithMessage("The origin has 1001 scores; a file holds 1000.");

        void Save(ModelFileLimits limits) => model.Save(new MemoryStream(), limits);
        void Refused(ModelFileLimits limits, string message) =>
            FluentActions.Invoking(() => Save(limits)).Should().Throw<InvalidOperationException>().WithMessage(message);
    }
}
