using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NodeNet.Drawing;
using NodeNet.Growing;

namespace NodeNet.Tests.Drawing;

/// <summary>The replay of a growing network: a page with a picture of every moment, that loads nothing and runs its own script alone.</summary>
public sealed class GrowthReplayTests
{
    [Fact]
    public void A_cascade_has_a_picture_after_each_node_with_what_it_did_then()
    {
        CascadeResult result = Cascade.Train(Given.Xor());

        string page = result.ToReplay();

        Regex.Matches(page, "<section>").Should().HaveCount(result.Steps.Count).And.HaveCountGreaterThan(1);
        Regex.Matches(page, "<svg ").Should().HaveCount(result.Steps.Count);
        foreach (CascadeStep step in result.Steps)
            page.Should().Contain($"<h2>{step}").And.Contain(Draw.Network(step.Network).ToSvg());
        page.Should().Contain($"<h1>A cascade, solved with {result.Nodes} hidden node").And.Contain("the new node followed what was wanted by 0.");
        result.ToReplay().Should().Be(page, "the same growth gives the same page");
        string path = Path.GetTempFileName();
        result.SaveReplay(path);
        File.ReadAllText(path).Should().Be(page);
        File.Delete(path);
    }

    [Fact]
    public void It_loads_nothing_and_runs_only_its_own_script_whatever_things_are_called()
    {
        const string Hostile = "<img src=x onerror=alert(1)></script>";
        Network network = new NetworkBuilder(2).AddLayer(2, new NodeNet.Activations.Tanh()).AddLayer(1, new NodeNet.Activations.Identity()).Build(seed: 1);
        network.InputLayer.Nodes[0].Label = Hostile;
        GrowthMoment[] moments = [new(network, Hostile), new(network.WithNode(0, seed: 2), "one more"), new(network.WithoutNode("h1"), "one less")];

        string page = moments.ToReplay(title: Hostile);

        page.Should().NotContain("<img").And.NotContain("http://www.w3.org/1999").And.Contain("&lt;img src=x");
        Match script = Regex.Match(page, "<script>(.*)</script>", RegexOptions.Singleline);
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.Groups[1].Value)));
        page.Should().Contain($"script-src 'sha256-{hash}'", "the browser runs this script and no other");
        page.Replace("&lt;img src=x", "", StringComparison.Ordinal).Should().NotMatchRegex("(src|href)=", "it loads nothing");
        string path = Path.GetTempFileName();
        moments.SaveReplay(path, title: Hostile);
        File.ReadAllText(path).Should().Be(page);
        File.Delete(path);
    }

    [Fact]
    public void No_moments_are_refused()
    {
        Array.Empty<GrowthMoment>().Invoking(moments => moments.ToReplay()).Should().Throw<ArgumentException>().WithMessage("moments must hold at least one*");
        new GrowthMoment[] { null! }.Invoking(moments => moments.ToReplay()).Should().Throw<ArgumentException>();
    }
}
