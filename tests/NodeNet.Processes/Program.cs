using NodeNet.Processes;

// What tests run as a process of its own: a training that can be killed, digests that other builds must repeat, trainings on many threads, and sizes that need
// much time or memory.
switch (args)
{
    case ["train", string checkpoint, string everyEpochs, string pause]:
        KillableTraining.Run(checkpoint, int.Parse(everyEpochs), int.Parse(pause));
        return 0;
    case ["digests"]:
        foreach (string line in Digests.Lines())
            Console.WriteLine(line);
        return 0;
    case ["threads"]:
        Console.WriteLine($"{Environment.ProcessorCount} processors");
        foreach (string line in Digests.OfThreads(1, 2, 3, 8, 5000))
            Console.WriteLine(line);
        return 0;
    case ["large", .. string[] names]:
        return LargeSizes.Run(names, Console.Out) ? 0 : 1;
    default:
        Console.Error.WriteLine("usage: train <checkpoint> <every epochs> <pause in ms> | digests | threads | large [name …]");
        return 2;
}
