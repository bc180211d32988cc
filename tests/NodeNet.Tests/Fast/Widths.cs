using System.Numerics;
using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Steps;
using NodeNet.Training;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>The fast loops at one width. Tests run every width in one process, whatever the machine has: what it lacks is computed in pieces.</summary>
internal abstract class Width
{
    public static IReadOnlyList<Width> All { get; } =
    [
        new WidthOf<double, ScalarVectors<double>, float, ScalarVectors<float>>("One"),
        new WidthOf<Vector128<double>, Vectors128<double>, Vector128<float>, Vectors128<float>>("Vectors128"),
        new WidthOf<Vector256<double>, Vectors256<double>, Vector256<float>, Vectors256<float>>("Vectors256"),
        new WidthOf<Vector512<double>, Vectors512<double>, Vector512<float>, Vectors512<float>>("Vectors512"),
    ];

    public abstract string Name { get; }

    /// <summary>Whether the rows of a network's weights are padded for vectors of this many floats.</summary>
    public abstract bool FitsRowsInSingle(Network network);

    public static Width Of(string name) => All.Single(width => width.Name == name);

    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="memory">What the optimizer remembers.</param>
    /// <param name="batch">How many examples share a step.</param>
    /// <param name="lanes">For how many of them there is room at a time: a multiple of 16; null for as many as memory is taken for.</param>
    public abstract IStepper Trainer(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch, int? lanes = null);

    /// <summary>Steps on one example each through the loops over layers, of a small network too.</summary>
    public abstract IStepper TrainerByLayers(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory);

    public abstract double[] Predict(Network network, ReadOnlySpan<double> inputs);

    public abstract double[][] Predict(Network network, Rows inputs);

    public abstract Evaluation Evaluate(Network network, ILoss loss, DataSet data);

    public abstract void Check(Kernel kernel, Precision precision);

    private sealed class WidthOf<TDouble, TDoubles, TFloat, TFloats>(string name) : Width
        where TDoubles : struct, IVectors<TDouble, double>
        where TFloats : struct, IVectors<TFloat, float>
    {
        public override string Name => name;

        public override bool FitsRowsInSingle(Network network) => network.RowAlignment >= TFloats.Width;

        public override IStepper Trainer(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch, int? lanes = null) =>
            (options.Precision, batch) switch
            {
                (Precision.Double, 1) => new OnlineSteps<double, TDouble, TDoubles>(network, loss, options.ForSteps(), memory),
                (Precision.Double, _) => new BatchSteps<double, TDouble, TDoubles>(network, loss, options.ForSteps(), memory, batch, lanes),
                (_, 1) => new OnlineSteps<float, TFloat, TFloats>(network, loss, options.ForSteps(), memory),
                _ => new BatchSteps<float, TFloat, TFloats>(network, loss, options.ForSteps(), memory, batch, lanes),
            };

        public override IStepper TrainerByLayers(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory) =>
            options.Precision == Precision.Double
                ? new OnlineSteps<double, TDouble, TDoubles>(network, loss, options.ForSteps(), memory, byLayers: true)
                : new OnlineSteps<float, TFloat, TFloats>(network, loss, options.ForSteps(), memory, byLayers: true);

        public override double[] Predict(Network network, ReadOnlySpan<double> inputs)
        {
            var outputs = new double[network.OutputLayer.Count];
            double[] workspace = new double[FastPredictor<double, TDouble, TDoubles>.WorkspaceOf(network.NetworkLayout)];
            workspace.AsSpan().Fill(double.NaN); // it is never cleared
            FastPredictor<double, TDouble, TDoubles>.One(network.NetworkLayout, ref network.Parameters[0], inputs, outputs, workspace);
            return outputs;
        }

        public override double[][] Predict(Network network, Rows inputs)
        {
            var outputs = new double[inputs.Count * network.OutputLayer.Count];
            var parameters = new Foundation.AlignedArray<double>(network.Parameters);
            FastPredictor<double, TDouble, TDoubles>.Many(network.NetworkLayout, parameters, inputs, outputs, threads: 1);
            return [.. outputs.Chunk(network.OutputLayer.Count)];
        }

        public override Evaluation Evaluate(Network network, ILoss loss, DataSet data) =>
            FastEvaluation.Of<double, TDouble, TDoubles>(network, loss, data, threads: 1) is var (mean, accuracy) ? new Evaluation(mean, accuracy) : null!;

        public override void Check(Kernel kernel, Precision precision)
        {
            if (precision == Precision.Double) kernel.Check<double, TDouble, TDoubles>();
            else kernel.Check<float, TFloat, TFloats>();
        }
    }
}
