namespace NodeNet;

/// <content>One training at a time: who may do what while weights are changing.</content>
public sealed partial class Network
{
    private int _trainingThread; // its number; 0 while nobody trains
    private long _trainingsBegun;

    /// <summary>Takes the network for a step or a run. Always followed by <see cref="EndTraining"/>.</summary>
    /// <exception cref="InvalidOperationException">A step or run is going on already.</exception>
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

    internal void EndTraining() => Volatile.Write(ref _trainingThread, 0);

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

    private static void ThrowTrainedMeanwhile() => throw new InvalidOperationException(
        $"A training of the network has begun while it was being read: what was read are weights of different moments. {Advice}");
}
