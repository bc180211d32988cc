namespace NodeNet;

/// <content>One training at a time, and no change from outside in the midst of a step or pass: who may do what, and when.</content>
public sealed partial class Network
{
    private int _trainingThread; // its number; 0 while nobody trains
    private long _trainingsBegun;
    private bool _isInStep; // of the training thread: between epochs it is not
    private int _passes; // forward passes that run code of the user's at the moment, on whatever threads
    private int _isShowing; // 1 while Forward writes what the nodes show

    /// <summary>Takes the network for a step or a run. Always followed by <see cref="EndTraining"/>.</summary>
    /// <exception cref="InvalidOperationException">A step or run has not ended yet.</exception>
    internal void BeginTraining()
    {
        int trains = Interlocked.CompareExchange(ref _trainingThread, Environment.CurrentManagedThreadId, 0);
        if (trains == 0)
        {
            Interlocked.Increment(ref _trainingsBegun); // a full fence: whoever reads a weight that changes from here on reads this too
            return;
        }
        throw new InvalidOperationException(trains == Environment.CurrentManagedThreadId
            ? "The network is being trained by a step or run that has not ended: a callback or a part of yours cannot train it too. Train a copy (Clone) there."
            : "The network is being trained on another thread. One step or run at a time: wait for it to end, or train a copy (Clone) that was made before.");
    }

    internal void EndTraining()
    {
        Volatile.Write(ref _isInStep, false);
        Volatile.Write(ref _trainingThread, 0);
    }

    /// <summary>The training thread begins a step, or an epoch of them: until <see cref="EndSteps"/> or <see cref="EndTraining"/> nothing else may change the
    /// network.</summary>
    internal void BeginSteps() => Volatile.Write(ref _isInStep, true);

    /// <summary>The training thread is between epochs: callbacks may change the network.</summary>
    internal void EndSteps() => Volatile.Write(ref _isInStep, false);

    /// <summary>Begins a pass that runs code of the user's, on any thread. Always followed by <see cref="EndPass"/>.</summary>
    internal void BeginPass() => Interlocked.Increment(ref _passes);

    internal void EndPass() => Interlocked.Decrement(ref _passes);

    /// <summary>Begins a pass whose numbers the nodes are to show. Always followed by <see cref="EndShowing"/>.</summary>
    /// <exception cref="InvalidOperationException">A step or another such pass is writing them.</exception>
    private void BeginShowing()
    {
        if (Volatile.Read(ref _isInStep) || Interlocked.Exchange(ref _isShowing, 1) != 0)
        {
            throw new InvalidOperationException(
                "Forward and Backward cannot run inside a step, or inside each other, of one network: the nodes would show numbers of both. " +
                "Use Predict, which touches no node.");
        }
        BeginPass();
    }

    private void EndShowing()
    {
        EndPass();
        Volatile.Write(ref _isShowing, 0);
    }

    /// <summary>Every member that changes weights, biases, connections, activation functions or what is frozen asks first.</summary>
    /// <exception cref="InvalidOperationException">A step or pass has not ended, or another thread is training.</exception>
    internal void CheckMayChange()
    {
        if (Volatile.Read(ref _isInStep) || Volatile.Read(ref _passes) != 0) ThrowInsideStep();
        int trains = Volatile.Read(ref _trainingThread);
        if (trains != 0 && trains != Environment.CurrentManagedThreadId) ThrowChangedElsewhere();
    }

    /// <summary>The training thread itself may read the network, as from a progress callback; others would see weights of different moments.</summary>
    /// <exception cref="InvalidOperationException">Another thread is training.</exception>
    internal void CheckNotTrainedElsewhere()
    {
        int trains = Volatile.Read(ref _trainingThread);
        if (trains != 0 && trains != Environment.CurrentManagedThreadId) ThrowTrainedElsewhere();
    }

    /// <summary>As <see cref="CheckNotTrainedElsewhere"/>, before weights are read; <see cref="EndReading"/> follows when they have been.</summary>
    /// <returns>What <see cref="EndReading"/> needs to notice a training that begins in between.</returns>
    /// <exception cref="InvalidOperationException">Another thread is training.</exception>
    internal long BeginReading()
    {
        // First the count: a training that begins after it is counted later, and one that has begun before it is seen below.
        long begun = Volatile.Read(ref _trainingsBegun);
        CheckNotTrainedElsewhere();
        return begun;
    }

    /// <summary>Checks that no training has begun since <see cref="BeginReading"/>.</summary>
    /// <exception cref="InvalidOperationException">One has.</exception>
    internal void EndReading(long begun)
    {
        Volatile.ReadBarrier(); // the weights have been read before the count is
        if (Volatile.Read(ref _trainingsBegun) != begun) ThrowTrainedMeanwhile();
    }

    private const string Advice = "Use a snapshot (Freeze) or copy (Clone) that was made before training or in a progress callback.";

    private static void ThrowTrainedElsewhere() => throw new InvalidOperationException(
        $"The network is being trained on another thread: its weights are of different moments. {Advice}");

    private static void ThrowInsideStep() => throw new InvalidOperationException(
        "A network's shape and its weights cannot change inside a step or a forward pass, which an activation function, a loss or an optimizer is part of. " +
        "Change them between steps; in a run, between its epochs: in a progress callback, a schedule or a stopping rule.");

    private static void ThrowChangedElsewhere() => throw new InvalidOperationException(
        "The network is being trained on another thread; only the training thread may change it meanwhile, between epochs (in a progress callback).");

    private static void ThrowTrainedMeanwhile() => throw new InvalidOperationException(
        $"A training of the network has begun while it was being read: what was read are weights of different moments. {Advice}");
}
