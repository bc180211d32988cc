namespace NodeNet;

/// <content>One training at a time: who may do what while weights are changing.</content>
public sealed partial class Network
{
    private int _trainingThread; // its number; 0 while nobody trains

    /// <summary>Takes the network for a step or a run. Always followed by <see cref="EndTraining"/>.</summary>
    /// <exception cref="InvalidOperationException">A step or run is going on already.</exception>
    internal void BeginTraining()
    {
        int trains = Interlocked.CompareExchange(ref _trainingThread, Environment.CurrentManagedThreadId, 0);
        if (trains == 0) return;
        throw new InvalidOperationException(trains == Environment.CurrentManagedThreadId
            ? "The network is being trained by a step or run that has not ended: a callback or a part of yours cannot train it too. Train a copy (Clone) there."
            : "The network is being trained on another thread. One step or run at a time: wait for it to end, or train a copy (Clone) that was made before.");
    }

    internal void EndTraining() => Volatile.Write(ref _trainingThread, 0);

    /// <summary>The training thread itself may read the network, as from a progress callback; others would see weights of different moments.</summary>
    /// <exception cref="InvalidOperationException">Another thread is training.</exception>
    internal void CheckNotTrainedElsewhere()
    {
        int trains = _trainingThread;
        if (trains != 0 && trains != Environment.CurrentManagedThreadId) ThrowTrainedElsewhere();
    }

    private static void ThrowTrainedElsewhere() => throw new InvalidOperationException(
        "The network is being trained on another thread: its weights are of different moments. Use a snapshot (Freeze) or copy (Clone) that was made before training or in a progress callback.");
}
