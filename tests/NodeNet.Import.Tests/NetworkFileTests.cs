namespace NodeNet.Import.Tests;

/// <summary>Whole networks of FANN, brain.js, Synaptic and scikit-learn.</summary>
public class NetworkFileTests
{
    // FANN and brain.js answer in single precision.
    private const double Single = 2e-6;
    private const double Double = 1e-14;

    [Theory]
    [InlineData("standard", "2-4-2 network: sigmoid; sigmoid; 22 parameters")]
    [InlineData("mixed", "2-4-3-2 network: tanh; sigmoid; identity; 35 parameters")]
    [InlineData("shortcut", "2-3-1-2 network: sigmoid; sigmoid; sigmoid; 29 parameters")]
    [InlineData("sparse", null)]
    public void A_network_of_FANN_answers_as_FANN_does(string name, string? expected)
    {
        Network network = Fann.Load(Theirs.PathOf($"fann_{name}.net"));

        if (expected is not null) network.ToString().Should().Be(expected);
        else network.Layers[1].Incoming[0].IsDense.Should().BeFalse("connections are missing");
        Theirs.Of($"fann_{name}.json").ShouldBeThoseOf(new Model(network), Single);
    }

    [Fact]
    public void FANNs_stepwise_sigmoid_is_taken_for_the_sigmoid_only_when_that_is_asked_for()
    {
        Action load = () => Fann.Load(Theirs.PathOf("fann_stepwise.net"));
        load.Should().Throw<ImportException>().WithMessage("Neuron 3 has FANN's sigmoid stepwise, straight lines that approximate it.*");

        Network network = Fann.Load(Theirs.PathOf("fann_stepwise.net"), stepwiseAsSigmoid: true);

        Theirs.Of("fann_stepwise.json").ShouldBeThoseOf(new Model(network), 0.05);
    }

    [Fact]
    public void A_function_that_NodeNet_has_not_is_refused_by_FANNs_name()
    {
        Action load = () => Fann.Load(Theirs.PathOf("fann_refused.net"));

        load.Should().Throw<ImportException>().WithMessage("Neuron 3 has FANN's activation function elliot, which is none of NodeNet's*");
    }

    [Theory]
    [InlineData("brain_sigmoid")]
    [InlineData("brain_relu")]
    [InlineData("brain_leaky-relu")]
    [InlineData("brain_tanh")]
    [InlineData("brain2_sigmoid")]
    [InlineData("brain2_relu")]
    [InlineData("brain2_leaky-relu")]
    [InlineData("brain2_tanh")]
    public void A_network_of_brain_js_answers_as_brain_js_does(string name)
    {
        Model model = JsonNetworks.LoadBrainJs(Theirs.PathOf($"{name}.json"));

        model.Network.HiddenLayers.Select(layer => layer.Count).Should().Equal(4, 3);
        Theirs.Of($"{name}_answers.json").ShouldBeThoseOf(model, Single);
    }

    [Theory]
    [InlineData("brain")]
    [InlineData("brain2")]
    public void The_names_of_brain_js_become_the_models(string version)
    {
        Model model = JsonNetworks.Load(Theirs.PathOf($"{version}_named.json"));

        model.InputNames.Should().Equal("left", "right");
        model.OutputNames.Should().Equal("same", "different");
        Theirs.Of($"{version}_named_answers.json").ShouldBeThoseOf(model, Single);
    }

    [Theory]
    [InlineData("perceptron", "2-3-4-1 network: sigmoid; sigmoid; sigmoid; 30 parameters")]
    [InlineData("skip", "2-3-2 network: tanh; identity; 21 parameters")]
    public void A_network_of_Synaptic_answers_as_Synaptic_does(string name, string expected)
    {
        Network network = JsonNetworks.LoadSynaptic(Theirs.PathOf($"synaptic_{name}.json"));

        network.ToString().Should().Be(expected);
        Theirs.Of($"synaptic_{name}_answers.json").ShouldBeThoseOf(new Model(network), Double);
        JsonNetworks.Load(Theirs.PathOf($"synaptic_{name}.json")).Network.FirstParameterDifference(network).Should().BeNull();
    }

    [Fact]
    public void A_recurrent_network_of_Synaptic_is_refused()
    {
        Action load = () => JsonNetworks.LoadSynaptic(Theirs.PathOf("synaptic_refused.json"));

        load.Should().Throw<ImportException>().WithMessage("The connection from neuron * to * is gated, which feed-forward networks have not.");
    }

    [Theory]
    [InlineData("classifier")]
    [InlineData("yes_or_no")]
    [InlineData("regressor")]
    [InlineData("no_mean")]
    [InlineData("no_std")]
    [InlineData("minmax")]
    [InlineData("maxabs")]
    [InlineData("robust")]
    [InlineData("no_center")]
    [InlineData("target")]
    [InlineData("several")]
    public void What_the_script_for_scikit_learn_writes_is_a_model_that_answers_as_scikit_learn_does(string name)
    {
        Model model = Model.Load(Theirs.PathOf($"sklearn_{name}.json"));
        Theirs theirs = Theirs.Of($"sklearn_{name}_answers.json");

        theirs.ShouldBeThoseOf(model, 1e-12);
        if (theirs.Labels is not { } labels) return;
        theirs.Inputs.Select(row => model.Classify(row).Label).Should().Equal(labels);
    }

    [Theory]
    [InlineData("FANN_FIX_2.1\n", "The file has fixed-point weights*")]
    [InlineData("hello", "This is no network file of FANN*")]
    [InlineData("FANN_FLO_2.1\nlayer_sizes=2 1 \n", "The line \"neurons (num_inputs*is missing.")]
    [InlineData("FANN_FLO_2.1\nnum_layers=2000000000\nlayer_sizes=2 1 \n", "num_layers is 2000000000, and layer_sizes has 2 sizes.")]
    [InlineData("FANN_FLO_2.1\nscale_included=1\n", "The file scales inputs and outputs*")]
    [InlineData("FANN_FLO_2.1\nlayer_sizes=900000000 900000000 \nneurons (num_inputs, activation_function, activation_steepness)=(0, 0, 0) \n"
        + "connections (connected_to_neuron, weight)=(0, 1) \n", "layer_sizes are 900000000 900000000, and there are 1 neurons.")]
    public void A_damaged_file_of_FANN_is_refused(string content, string message)
    {
        Action load = () => Fann.Load(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(content)));

        load.Should().Throw<ImportException>().WithMessage(message);
    }

    [Theory]
    [InlineData("{\"type\": \"LSTM\"}", "The file has a LSTM of brain.js; feed-forward networks (NeuralNetwork) are read.")]
    [InlineData("[1, 2]", "This is no network of brain.js or Synaptic: the file is a list and no JSON object.")]
    [InlineData("null", "This is no network of brain.js or Synaptic: the file is null and no JSON object.")]
    [InlineData("\"a\"", "This is no network of brain.js or Synaptic: the file is a text and no JSON object.")]
    [InlineData("7", "This is no network of brain.js or Synaptic: the file is a number and no JSON object.")]
    [InlineData("true", "This is no network of brain.js or Synaptic: the file is a truth value and no JSON object.")]
    [InlineData("{", "This is no network of brain.js or Synaptic: it is no JSON, or is nested too deeply.")]
    [InlineData("{}", "This is no network of brain.js or Synaptic: a part is not there that each of them has.")]
    [InlineData("{\"sizes\": 2, \"layers\": []}", "This is no network of brain.js or Synaptic: a part is of another kind than it must be*")]
    [InlineData("{\"sizes\": [1e99, 1], \"layers\": []}", "This is no network of brain.js or Synaptic: a part is of another kind than it must be*")]
    [InlineData("{\"sizes\": [2, 1], \"layers\": [{}, {\"weights\": [[1]], \"biases\": [0]}]}", "Layer 1 must have 1 biases and weights of 1 times 2.")]
    [InlineData("{\"neurons\": [], \"connections\": []}", "A layer of the network has no neurons*")]
    public void A_damaged_file_of_a_JavaScript_library_is_refused(string content, string message)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, content);
        try
        {
            Action load = () => JsonNetworks.Load(path);
            load.Should().Throw<ImportException>().WithMessage(message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
