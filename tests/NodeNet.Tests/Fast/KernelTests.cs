using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>Every vector kernel against its scalar formula: lengths 0 to 130, starts that are not aligned, numbers that are none. A new operation is a new
/// row.</summary>
public class KernelTests
{
    private static readonly Kernel[] _kernels =
    [
        .. Activations.Select(f => new ActivateKernel(f)),
        // 1 − a², σ + a·σ(−z), a·(1 − a), Φ + z·φ
        .. Activations.Select(f => new SlopeKernel(f, differenceOf: f is Tanh or SiLU or Sigmoid or GELU ? 1.0 : 0.0)),
        new NormalDistributionKernel(),
        .. Catalogue.LayerActivations.Names.Select(name => new LayerActivationKernel(Catalogue.LayerActivations.Create(name))),
        .. Losses.Select(loss => new LossKernel(loss)),
        .. Losses.OfType<INodeFusedLoss>().Select(loss => new FusedLossKernel(loss)),
        .. Losses.OfType<ILayerFusedLoss>().Select(loss => new LayerLossKernel(loss)),
        new ExponentialKernel(),
        new QuotientKernel(),
        new FadedKernel(),
        new SignedKernel(),
        new ConvertKernel(),
        new AddWeightedKernel(),
        new PushKernel(),
        new PushAndUpdateKernel(),
        new UpdateKernel(),
        new UpdateAndAddKernel(),
        new ListActiveKernel(),
        new ActiveRunsKernel(),
        new TileKernel(goesOn: false, adds: false),
        new TileKernel(goesOn: true, adds: false),
        new TileKernel(goesOn: false, adds: true),
        .. Catalogue.Optimizers.Names.Select(name => new OptimizerKernel(Catalogue.Optimizers.Create(name))),
        new GatherKernel(),
        new ScatterKernel(),
        new IsRightKernel(),
    ];

    public static TheoryData<string, string, Precision> Rows
    {
        get
        {
            var data = new TheoryData<string, string, Precision>();
            foreach (Kernel kernel in _kernels)
            {
                foreach (Width width in Width.All)
                {
                    data.Add(kernel.Name, width.Name, Precision.Double);
                    data.Add(kernel.Name, width.Name, Precision.Single);
                }
            }
            return data;
        }
    }

    private static IEnumerable<IActivation> Activations =>
        Catalogue.Activations.Names.Select(Catalogue.Activations.Create).Append(new LeakyReLU(0.3)).Append(new ELU(2.5));

    private static IEnumerable<ILoss> Losses => Catalogue.Losses.Names.Select(Catalogue.Losses.Create).Append(new Huber(0.3));

    [Fact]
    public void Everything_in_the_catalogue_has_its_rows()
    {
        _kernels.OfType<ActivateKernel>().Should().HaveCount(Catalogue.Activations.Names.Count + 2);
        _kernels.OfType<LossKernel>().Should().HaveCount(Catalogue.Losses.Names.Count + 1 + 1);
        _kernels.OfType<FusedLossKernel>().Should().ContainSingle();
        _kernels.OfType<LayerLossKernel>().Should().ContainSingle();
        _kernels.OfType<OptimizerKernel>().Should().HaveCount(Catalogue.Optimizers.Names.Count);
        _kernels.Select(kernel => kernel.Name).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_kernel_computes_its_formula(string kernel, string width, Precision precision) =>
        Width.Of(width).Check(_kernels.Single(k => k.Name == kernel), precision);
}
