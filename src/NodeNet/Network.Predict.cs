using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet;

/// <content>Prediction, and the passes whose numbers the nodes show.</content>
public sealed partial class Network
{
    // Up to this many numbers a prediction works on the stack.
    private const int MostOnStack = 2048;

    /// <summary>The network's outputs for some inputs. Changes nothing: no node shows it, and any number of threads may call it at once.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <returns>One number an output node.</returns>
    /// <exception cref="ArgumentException">The number of inputs does not fit, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double[] Predict(ReadOnlySpan<double> inputs)
    {
        var outputs = new double[OutputLayer.Count];
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>As <see cref="Predict(ReadOnlySpan{double})"/>, into memory of the caller's, without allocating.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="outputs">Receives one number an output node.</param>
    /// <exception cref="ArgumentException">The number of inputs or outputs does not fit, or an input is not finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    [SkipLocalsInit]
    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        long reading = BeginReading();
        CheckInputs(inputs);
        if (outputs.Length != OutputLayer.Count)
        {
            throw new ArgumentException(
                $"outputs has {MessageText.Count(outputs.Length, "value")}; the network has "
                    + $"{MessageText.Count(OutputLayer.Count, "output node")}.", nameof(outputs));
        }

        if (Single is not null)
        {
            Single.Predict(inputs, outputs);
            return; // of a copy that nothing changes
        }

        int needed = FastMode.IsOn ? FastEngine.WorkspaceOf(NetworkLayout) : 2 * SlotCount;
        if (needed <= MostOnStack)
        {
            Span<double> onStack = stackalloc double[MostOnStack];
            Pass(inputs, outputs, onStack[..needed]);
        }
        else
        {
            double[] rented = System.Buffers.ArrayPool<double>.Shared.Rent(needed);
            Pass(inputs, outputs, rented.AsSpan(0, needed));
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
        }
        EndReading(reading);
    }

    /// <summary>The network's outputs for many rows of inputs; where that is much work, on as many threads as there are processors.</summary>
    /// <param name="inputs">A row for each prediction.</param>
    /// <returns>A row of outputs for each row of inputs, in their order.</returns>
    /// <exception cref="ArgumentException">The width of the rows does not fit; they are another network's answers, and one is not finite; or the outputs would
    /// be more than the 2 147 483 527 numbers that a table holds.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Rows Predict(Rows inputs) => PredictRows(inputs, null);

    /// <summary>As <see cref="Predict(Rows)"/>, on at most so many threads, and no more than there are processors, which share the rows. The outputs are the
    /// same, to the bit, for any number.</summary>
    /// <param name="inputs">A row for each prediction.</param>
    /// <param name="maxDegreeOfParallelism">How many threads; at least 1.</param>
    /// <returns>A row of outputs for each row of inputs, in their order.</returns>
    /// <exception cref="ArgumentException">The width of the rows does not fit, or the outputs would be more than the 2 147 483 527 numbers that a table
    /// holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDegreeOfParallelism"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public Rows Predict(Rows inputs, int maxDegreeOfParallelism) => PredictRows(inputs, Guard.AtLeast(maxDegreeOfParallelism, 1));

    /// <summary>The class that the network predicts: the output node with the largest activation; with a single output node, 1 from an activation of 0.5 on,
    /// otherwise 0.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <returns>The class's number, from 0; for more than one output also the position of its node in <see cref="OutputLayer"/>.</returns>
    /// <exception cref="ArgumentException">The number of inputs does not fit, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest.</exception>
    public int PredictClass(ReadOnlySpan<double> inputs)
    {
        double[] outputs = Predict(inputs);
        int named = Classes.Of(outputs);
        return named != Classes.None ? named : throw Classes.NoneNamed(outputs, OutputNames);
    }

    /// <summary>A forward pass after which every node shows its net input and activation.</summary>
    /// <param name="inputs">One finite number an input node.</param>
    /// <returns>One number an output node: those of <see cref="Predict(ReadOnlySpan{double})"/>, up to the rounding of their last digits, since the reference
    /// loops compute them and not the fast ones.</returns>
    /// <exception cref="ArgumentException">The number of inputs does not fit, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile; or this is inside a step or
    /// another Forward of this network.</exception>
    public double[] Forward(ReadOnlySpan<double> inputs)
    {
        long reading = BeginReading();
        CheckInputs(inputs);
        BeginShowing();
        try
        {
            Shown.MarkNothing();
            ForwardPass.Run(this, inputs, Shown.NetInputs, Shown.Activations);
        }
        finally
        {
            EndShowing();
        }
        EndReading(reading);
        Shown.MarkForward();
        return OutputLayer.Of(Shown.Activations).ToArray();
    }

    /// <summary>The backward pass of the example whose <see cref="Forward"/> the nodes show: afterwards every node also shows its δ. Nothing is
    /// learned.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <returns>The example's loss.</returns>
    /// <exception cref="ArgumentException">The number of targets does not fit, or one is not finite.</exception>
    /// <exception cref="InvalidOperationException">The nodes show no forward pass with the weights as they are; the network is being trained on another thread,
    /// or training began meanwhile; or this is inside a step or another pass whose numbers the nodes show.</exception>
    public double Backward(ILoss loss, ReadOnlySpan<double> targets)
    {
        Guard.NotNull(loss);
        long reading = BeginReading();
        CheckTargets(targets);
        BeginShowing();
        double value;
        try
        {
            if (!Shown.HasForwardOfNow)
                throw new InvalidOperationException("δ is computed from a forward pass with the weights as they are; the nodes show none: call Forward first.");
            Shown.MarkNoDeltas();
            BackwardPass.Run(this, loss, targets, Shown.NetInputs, Shown.Activations, Shown.Deltas);
            value = OutputLoss.Value(OutputLayer, loss, targets, Shown.NetInputs, Shown.Activations);
        }
        finally
        {
            EndShowing();
        }
        EndReading(reading);
        Shown.MarkBackward();
        return value;
    }

    private Rows PredictRows(Rows inputs, int? maxDegreeOfParallelism)
    {
        Guard.NotNull(inputs);
        long reading = BeginReading();
        CheckWidth(inputs);
        inputs.CheckFinite(nameof(inputs));
        var outputs = new double[ArraySize.OfTable(inputs.Count, OutputLayer.Count, nameof(inputs))];
        BeginPass();
        try
        {
            if (Single is not null) Single.Predict(inputs, outputs, maxDegreeOfParallelism);
            else if (FastMode.IsOn) FastEngine.Predict(NetworkLayout, Parameters, inputs, outputs, maxDegreeOfParallelism);
            for (int row = 0; row < inputs.Count && !FastMode.IsOn; row++)
                Predict(inputs[row], outputs.AsSpan(row * OutputLayer.Count, OutputLayer.Count));
        }
        finally
        {
            EndPass();
        }
        EndReading(reading);
        return Rows.OwnAnswers(outputs, inputs.Count, OutputLayer.Count);
    }

    /// <summary>One row. Where only NodeNet's own code runs, which changes nothing, no mark is needed that a pass is being made.</summary>
    private void Pass(ReadOnlySpan<double> inputs, Span<double> outputs, Span<double> workspace)
    {
        if (!NetworkLayout.RunsForeignCode)
        {
            Predict(inputs, outputs, workspace);
            return;
        }
        BeginPass();
        try
        {
            Predict(inputs, outputs, workspace);
        }
        finally
        {
            EndPass();
        }
    }

    private void Predict(ReadOnlySpan<double> inputs, Span<double> outputs, Span<double> workspace)
    {
        if (FastMode.IsOn)
        {
            FastEngine.Predict(NetworkLayout, Parameters, inputs, outputs, workspace);
            return;
        }
        Span<double> activations = workspace[SlotCount..];
        ForwardPass.Run(this, inputs, workspace[..SlotCount], activations);
        OutputLayer.Of(activations).CopyTo(outputs);
    }

    /// <summary>Passes rows forward by the reference loops, one after the other, and hands over the numbers of all nodes for each.</summary>
    /// <param name="inputs">The rows.</param>
    /// <param name="look">Sees the number of the row and its numbers, which the next row overwrites.</param>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    internal void ForEachRow(Rows inputs, Action<int, NodeValues> look)
    {
        long reading = BeginReading();
        BeginPass();
        try
        {
            var values = new NodeValues(this);
            for (int row = 0; row < inputs.Count; row++)
            {
                ForwardPass.Run(this, inputs[row], values.NetInputs, values.Activations);
                look(row, values);
            }
        }
        finally
        {
            EndPass();
        }
        EndReading(reading);
    }
}
