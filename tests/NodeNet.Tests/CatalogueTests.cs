using System.Globalization;

namespace NodeNet.Tests;

/// <summary>Everything pluggable by name: what files and command lines use.</summary>
public class CatalogueTests
{
    public static TheoryData<string, string> AllNames
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string name in Catalogue.Activations.Names) all.Add("activation", name);
            foreach (string name in Catalogue.LayerActivations.Names) all.Add("layer activation", name);
            foreach (string name in Catalogue.Losses.Names) all.Add("loss", name);
            foreach (string name in Catalogue.Initializers.Names) all.Add("initializer", name);
            foreach (string name in Catalogue.Optimizers.Names) all.Add("optimizer", name);
            return all;
        }
    }

    [Fact]
    public void The_names_are_these()
    {
        Catalogue.Activations.Names.Should().Equal("identity", "sigmoid", "relu", "tanh", "leaky_relu", "elu", "softplus", "silu", "gelu");
        Catalogue.LayerActivations.Names.Should().Equal("softmax");
        Catalogue.Losses.Names.Should().Equal("sse", "half_sse", "mse", "mae", "huber", "binary_cross_entropy", "cross_entropy", "poisson", "pinball");
        Catalogue.Initializers.Names.Should().Equal(
            "zeros", "constant", "uniform", "normal", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal");
        Catalogue.Optimizers.Names.Should().Equal("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "rprop");
        AllNames.Should().HaveCount(9 + 1 + 9 + 10 + 8);
    }

    [Theory]
    [MemberData(nameof(AllNames))]
    public void Every_name_makes_a_part_whose_own_name_makes_it_again(string kind, string name)
    {
        // Two initializers cannot do without parameters.
        string text = name switch { "constant" => "constant(0.5)", "uniform" => "uniform(-0.5,0.25)", _ => name };
        string own = NameOfCreated(kind, text);
        own.Should().StartWith(name);
        NameOfCreated(kind, own).Should().Be(own);
    }

    [Theory]
    [InlineData("activation", "leaky_relu(0.2)")]
    [InlineData("activation", "leaky_relu(0)")]
    [InlineData("activation", "leaky_relu(5E-324)")]
    [InlineData("activation", "elu(1E-05)")]
    [InlineData("loss", "huber(0.1)")]
    [InlineData("initializer", "uniform(-0.3333333333333333,0.30000000000000004)")]
    [InlineData("initializer", "normal(0,0.01)")]
    [InlineData("initializer", "constant(-1.5)")]
    [InlineData("optimizer", "momentum(0.95)")]
    [InlineData("optimizer", "nesterov(0.95)")]
    [InlineData("optimizer", "adagrad(1E-05)")]
    [InlineData("optimizer", "rmsprop(0.99,1E-06)")]
    [InlineData("optimizer", "adam(0.8,0.99)")]
    [InlineData("optimizer", "adam(0.8,0.99,1E-07)")]
    [InlineData("optimizer", "adamw(0.9,0.999,0.05)")]
    [InlineData("optimizer", "adamw(0.9,0.999,0.05,1E-08,1)")]
    [InlineData("optimizer", "rprop(0.4,1.3)")]
    [InlineData("optimizer", "rprop(0.4,1.3,0.001,1)")]
    public void Parameters_come_back_as_they_were_written(string kind, string text) => NameOfCreated(kind, text).Should().Be(text);

    [Fact]
    public void Parameters_reach_the_part()
    {
        var adamW = (NodeNet.Optimizers.AdamW)Catalogue.Optimizers.Create("adamw(0.8, 0.99, 0.05, 1e-6, 1)");
        adamW.Should().BeEquivalentTo(new { Beta1 = 0.8, Beta2 = 0.99, Decay = 0.05, Epsilon = 1e-6, DecaysBiases = true });
        var rprop = (NodeNet.Optimizers.Rprop)Catalogue.Optimizers.Create("rprop(0.4,1.3,0.001,1)");
        rprop.Should().BeEquivalentTo(new { Shrink = 0.4, Grow = 1.3, Smallest = 0.001, Largest = 1.0 });
        var uniform = (NodeNet.Initializers.Uniform)Catalogue.Initializers.Create("uniform(-0.5,0.25)");
        uniform.Should().BeEquivalentTo(new { Low = -0.5, High = 0.25 });
        ((NodeNet.Activations.ELU)Catalogue.Activations.Create("elu(0.5)")).Alpha.Should().Be(0.5);
        ((NodeNet.Losses.Huber)Catalogue.Losses.Create("huber(2.5)")).Width.Should().Be(2.5);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_a_list_of_those_known()
    {
        Action creating = () => Catalogue.Activations.Create("sigmoyd");
        creating.Should().Throw<ArgumentException>().WithMessage(
            "No activation function is called \"sigmoyd\"; there are identity, sigmoid, relu, tanh, leaky_relu, elu, softplus, silu, gelu*");
    }

    [Fact]
    public void Every_kind_says_what_it_is_and_where_to_register()
    {
        Refused(Catalogue.Activations).WithMessage("No activation function is called \"mine\"; *Catalogue.Activations.Register(\"mine\", *");
        Refused(Catalogue.LayerActivations).WithMessage(
            "No activation function of a layer is called \"mine\"; *Catalogue.LayerActivations.Register(\"mine\", *");
        Refused(Catalogue.Losses).WithMessage("No loss is called \"mine\"; *Catalogue.Losses.Register(\"mine\", *");
        Refused(Catalogue.Initializers).WithMessage("No initializer is called \"mine\"; *Catalogue.Initializers.Register(\"mine\", *");
        Refused(Catalogue.Optimizers).WithMessage("No optimizer is called \"mine\"; *Catalogue.Optimizers.Register(\"mine\", *");

        static FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Refused<T>(Catalogue<T> catalogue)
            where T : class => catalogue.Invoking(c => c.Create("mine")).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void What_cannot_be_a_name_is_not_told_to_be_registered()
    {
        Catalogue.Losses
            .Invoking(c => c.Create("My Loss"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("No loss is called \"My Loss\"; *Catalogue.Losses.Register(\"my_own\", () => new …()).*");
        Catalogue.Losses.Invoking(c => c.Create("(0.01)")).Should().Throw<ArgumentException>().WithMessage("No loss is called \"\"; *");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sigmoid")]
    [InlineData(" sigmoid")]
    [InlineData("softmax")] // a layer's, not a node's
    [InlineData("(0.01)")]
    public void A_name_is_taken_as_it_is(string name)
    {
        Action creating = () => Catalogue.Activations.Create(name);
        creating.Should().Throw<ArgumentException>().WithMessage("No activation function is called *");
    }

    [Theory]
    [InlineData("sigmoid(1)", "*\"sigmoid(1)\" has 1 parameter; sigmoid takes 0 parameters*")]
    [InlineData("leaky_relu(0.1,0.2)", "*has 2 parameters; leaky_relu takes 0 to 1 parameter*")]
    [InlineData("leaky_relu(0.1", "*has no closing parenthesis*")]
    [InlineData("leaky_relu(a)", "*\"a\" in \"leaky_relu(a)\" is not a number*")]
    [InlineData("leaky_relu()", "*\"\" in \"leaky_relu()\" is not a number*")]
    [InlineData("leaky_relu(1;2)", "*is not a number*")]
    [InlineData("leaky_relu(1e-400)", "\"1e-400\" in \"leaky_relu(1e-400)\" is too small for a double.*")]
    [InlineData("leaky_relu(-0.002E-9999)", "*is too small for a double.*")]
    [InlineData("leaky_relu(NaN)", "leak is NaN; it must be a finite number*")]
    [InlineData("elu(1e999)", "alpha is *; it must be a finite number*")]
    public void Parameters_that_do_not_fit_are_refused(string text, string message)
    {
        Action creating = () => Catalogue.Activations.Create(text);
        creating.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData("constant", "*has 0 parameters; constant takes 1 parameter*")]
    [InlineData("uniform(1)", "*has 1 parameter; uniform takes 2 parameters*")]
    [InlineData("uniform(1,0)", "high is 0; it must not be below low, 1*")]
    public void An_initializer_says_what_it_needs(string text, string message)
    {
        Action creating = () => Catalogue.Initializers.Create(text);
        creating.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void No_text_at_all_is_refused()
    {
        Action creating = () => Catalogue.Losses.Create(null!);
        creating.Should().Throw<ArgumentNullException>();
        Catalogue.Losses.Invoking(c => c.Contains(null!)).Should().Throw<ArgumentNullException>().WithParameterName("name");
    }

    [Fact]
    public void Where_decimals_are_written_with_a_comma_names_and_errors_are_the_same()
    {
        // As in German. The cultures themselves are left out of the test run, so the comma is put in by hand.
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        german.NumberFormat.NegativeSign = "−";
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = german;
            0.5.ToString().Should().Be("0,5", "the culture is on");
            NameOfCreated("activation", "leaky_relu(0.2)").Should().Be("leaky_relu(0.2)");
            NameOfCreated("initializer", "uniform(-0.5,0.25)").Should().Be("uniform(-0.5,0.25)");
            NameOfCreated("optimizer", "adam(0.8,0.99,1E-07)").Should().Be("adam(0.8,0.99,1E-07)");
            Action creating = () => Catalogue.Losses.Create("huber(-0.5)");
            creating.Should().Throw<ArgumentException>().WithMessage("width is -0.5; it must be a finite number above 0*");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string NameOfCreated(string kind, string text) => kind switch
    {
        "activation" => Catalogue.Activations.Create(text).Name,
        "layer activation" => Catalogue.LayerActivations.Create(text).Name,
        "loss" => Catalogue.Losses.Create(text).Name,
        "initializer" => Catalogue.Initializers.Create(text).Name,
        "optimizer" => Catalogue.Optimizers.Create(text).Name,
        _ => throw new ArgumentException(kind),
    };
}
