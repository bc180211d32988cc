using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>Reads what <see cref="CheckpointWriter"/> writes, straight to where it is needed, and checks every number for what it may be. The network stays as
/// it is.</summary>
internal sealed class CheckpointReader
{
    // Far more than any run takes, and far from where counting on would overflow.
    private const long MostSteps = 1L << 62;

    private readonly string? _file;
    private readonly RunFacts _facts;
    private readonly CheckpointHead _head;
    private readonly Stream _stream;

    private CheckpointReader(Stream stream, string? file, RunFacts facts)
    {
        _stream = stream;
        _file = file;
        _facts = facts;
        _head = CheckpointHead.Read(stream, file);
    }

    private Network Network => _facts.Network;

    private string Title => _file is null ? "The checkpoint" : $"The checkpoint {_file}";

    /// <summary>Reads a run.</summary>
    /// <param name="stream">The checkpoint, from where the stream stands to its end.</param>
    /// <param name="file">Its name, for messages; null for a stream that is no file.</param>
    /// <param name="facts">What the run must be.</param>
    /// <exception cref="ModelFileException">The content is damaged or no checkpoint.</exception>
    /// <exception cref="InvalidOperationException">The set-up differs, or the run is over; the message says so.</exception>
    /// <exception cref="IOException">The content cannot be read.</exception>
    public static TrainingState Read(Stream stream, string? file, RunFacts facts) => new CheckpointReader(stream, file, facts).Read();

    /// <summary>What an optimizer cannot have remembered, in words; null if it can have remembered everything.</summary>
    public static string? Refused(RunFacts facts, int which, double[] memory)
    {
        foreach (ParameterRow row in facts.Network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (p < memory.Length && facts.Network.Exists(p) && !facts.Optimizer.AcceptsMemory(which, memory[p]))
                {
                    return $"{facts.Optimizer.Name} cannot remember {MessageText.Exact(memory[p])} as {NameOfMemory(facts, which)} of "
                        + $"{facts.Network.NameOfParameter(p)}.";
                }
            }
        }
        return null;
    }

    private static string NameOfMemory(RunFacts facts, int which) =>
        which < facts.Optimizer.MemoryNames.Count ? facts.Optimizer.MemoryNames[which] : $"number {which + 1}";

    private TrainingState Read()
    {
        _head.CheckSetUp(_facts.SetUp, Title);
        JsonMembers history = _head["history"].Members("epochs", "best", "bestSoFar", "sameRateSince");
        int all = history["epochs"].Int32(0, int.MaxValue);
        int few = Math.Min(all, 1); // of no epoch there is none
        if (all > _facts.Epochs)
        {
            throw new InvalidOperationException(
                $"{Title} is of the end of epoch {all}; training was to end after {MessageText.Count(_facts.Epochs, "epoch")}.");
        }

        IReadOnlyCollection<int> epochs = TrainingHistory.EpochsKept(all, history["best"].Int32(few, all));
        int bests = history["bestSoFar"].Int32(few, all);
        int sameRateSince = history["sameRateSince"].Int32(few, all);

        long parameters = CheckpointHead.CountOf(Network);
        int memory = _facts.Optimizer.MemoryLength;
        RequireCount("parameters", parameters, "as many as the network has room for");
        RequireCount("memory", memory, "as many numbers as the optimizer remembers for a parameter");
        bool hasSteps = _head.Find("stepsByParameter") is not null;
        if (hasSteps) RequireCount("stepsByParameter", parameters, "as many as the network has room for");
        (int bestEpoch, int bestAfter, double bestLoss) = Best(all);
        long count = (long)epochs.Count * HistoryRecord.Length + (long)bests * HistoryRecord.LengthOfBest
            + parameters * (2 + (_facts.KeepsBest ? 1 : 0) + memory + (hasSteps ? 1 : 0)) + 1;
        if (_stream.CanSeek && _stream.Length - _stream.Position != count * sizeof(ulong))
            throw Trouble("$", $"The numbers take {MessageText.Count(_stream.Length - _stream.Position, "byte")}; they must take {count * sizeof(ulong)}.");

        var numbers = new NumberReader(_stream, count, _head.Digest, () => Trouble("$", "The numbers end too early: the checkpoint was cut off."));
        var state = new TrainingState
        {
            History = HistoryRecord.ReadAll(numbers, all, epochs, bests, sameRateSince, _facts, Trouble),
            Parameters = Parameters(numbers, "$.parameters"),
            Before = Parameters(numbers, "$.before"),
            Best = _facts.KeepsBest ? Parameters(numbers, "$.best") : null,
            BestEpoch = bestEpoch,
            BestAfter = bestAfter,
            BestLoss = bestEpoch == 0 ? double.PositiveInfinity : bestLoss,
            Memory = [.. Enumerable.Range(0, memory).Select(which => Memory(numbers, which))],
            StepCounts = hasSteps ? Steps(numbers) : null,
            LearningRate = _head["learningRate"].Number(),
            Steps = _head["steps"].Int64(all * _facts.StepsInEpoch, MostSteps),
            Random = _head.Random(),
            Arithmetics = _head.Arithmetics(),
        };
        ulong digest = numbers.Digest;
        if (numbers.NextUndigested() != digest) throw Trouble("$", "The checksum at the end is not that of the numbers: the checkpoint was damaged.");
        if (_stream.ReadByte() >= 0) throw Trouble("$", "There is more behind the end of the checkpoint.");
        if (state.LearningRate < 0.0) throw _head["learningRate"].Trouble("This is below 0; a learning rate is 0 or above.");
        if (_facts.KeepsBest) CheckBest(state);
        return state;
    }

    private void RequireCount(string name, long count, string why)
    {
        if (_head[name].Int64(0) is var found && found != count) throw _head[name].Trouble($"This is {found}; it must be {count}, {why}.");
    }

    private (int Epoch, int After, double Loss) Best(int epochs)
    {
        if (!_facts.KeepsBest)
        {
            return _head.Find("best") is { } superfluous ? throw superfluous.Trouble("There is a best epoch, which this run does not keep.") : default;
        }
        JsonMembers members = _head["best"].Members("epoch", "after", "loss");
        return (members["epoch"].Int32(0, epochs), members["after"].Int32(0, epochs), members["loss"].Number());
    }

    /// <summary>The best epoch after another: no report may be of a better one, and its own, where it is kept, must agree.</summary>
    private void CheckBest(TrainingState state)
    {
        (int best, double least) = (0, double.PositiveInfinity);
        bool isKept = false;
        for (int i = 0; i < state.History.Count; i++)
        {
            EpochNumbers report = state.History.Numbers(i);
            isKept |= report.Epoch == state.BestEpoch;
            if (report.Epoch > state.BestAfter && report.Loss < least) (best, least) = (report.Epoch, report.Loss);
        }
        bool mayBe = isKept || state.BestEpoch == 0 ? best == state.BestEpoch && least == state.BestLoss
            : state.BestEpoch > state.BestAfter && (state.BestLoss < least || (state.BestLoss == least && state.BestEpoch < best));
        if (mayBe) return;
        throw _head["best"].Trouble(
            best == state.BestEpoch ? $"The loss of epoch {best} is {MessageText.Exact(state.BestLoss)}; in its report it is {MessageText.Exact(least)}."
                : $"Epoch {state.BestEpoch} is not the best after epoch {state.BestAfter}; that is {best}.");
    }

    /// <summary>Weights and biases: finite, and 0 where there is none.</summary>
    private double[] Parameters(NumberReader numbers, string place)
    {
        double[] parameters = Numbers<double>(numbers, place);
        int odd = Array.FindIndex(parameters, value => !double.IsFinite(value));
        return odd < 0
            ? parameters
            : throw Trouble(place, $"{Network.NameOfParameter(odd)} is {MessageText.Exact(parameters[odd])}; a weight or bias must be finite.");
    }

    private double[] Memory(NumberReader numbers, int which)
    {
        double[] memory = Numbers<double>(numbers, $"$.memory[{which}]");
        return Refused(_facts, which, memory) is { } refused ? throw Trouble($"$.memory[{which}]", refused) : memory;
    }

    private long[] Steps(NumberReader numbers)
    {
        long most = _head["steps"].Int64(0);
        long[] steps = Numbers<long>(numbers, "$.stepsByParameter", padding: most); // what is no parameter has missed no steps
        int odd = Array.FindIndex(steps, value => value < 0 || value > most);
        return odd < 0
            ? steps
            : throw Trouble(
                "$.stepsByParameter",
                $"{Network.NameOfParameter(odd)} has taken {MessageText.Count(steps[odd], "step")}; it must be 0 to {most}, as many as the run.");
    }

    /// <summary>One number a parameter, in the places of the network's own.</summary>
    private T[] Numbers<T>(NumberReader numbers, string place, T? padding = null)
        where T : unmanaged
    {
        var values = new T[Network.Parameters.Length];
        if (padding is { } value) Array.Fill(values, value);
        Span<ulong> words = System.Runtime.InteropServices.MemoryMarshal.Cast<T, ulong>(values.AsSpan());
        foreach (ParameterRow row in Network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                words[p] = numbers.Next();
                if (words[p] != 0 && !Network.Exists(p)) throw Trouble(place, $"There is no {Network.NameOfParameter(p)}; its number must be 0.");
            }
        }
        return values;
    }

    private ModelFileException Trouble(string place, string trouble) => new(_file, _head.Lines + 1, place, trouble);
}
