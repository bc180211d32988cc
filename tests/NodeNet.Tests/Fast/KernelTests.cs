using NodeNet.Activations;
using NodeNet.Fast;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>Every vector kernel against its scalar formula: lengths 0 to 130, starts that are not aligned, numbers that are none. A new operation is a new row.</summary>
public class KernelTests
{
    private static readonly Kernel[] _kernels =
    [
        .. Activations.Select(f => new ActivateKernel(f)),
        .. Activations.Select(f => new SlopeKernel(f, differenceOf: f is Tanh or SiLU or Sigmoid ? 1.0 : 0.0)), // 1 − a², σ + a·σ(−z), a·(1 − a)
        new ExponentialKernel(),
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
        Catalogue.Activations.Names.Select(Catalogue.Activations.Create).Append(new LeakyReLU(0.3)).Append(new ELU(2.5)).Where(f => ActivationKinds.Of(f) != ActivationKind.Other);

    [Fact]
    public void Every_kind_of_activation_has_its_rows()
    {
        Activations.Select(ActivationKinds.Of).Distinct().Should().BeEquivalentTo(Enum.GetValues<ActivationKind>().Where(kind => kind != ActivationKind.Other));
        _kernels.Select(kernel => kernel.Name).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_kernel_computes_its_formula(string kernel, string width, Precision precision) =>
        Width.Of(width).Check(_kernels.Single(k => k.Name == kernel), precision);
}
