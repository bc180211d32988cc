using NodeNet.Processes;

// What tests run as a process of its own: a training that can be killed, digests that other builds must repeat, trainings on many threads, and sizes that need
// much time or memory, or must need little.
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
    case ["pictures", string path]:
        Pictures.Write(path);
        return 0;
    case ["learn-pictures", string path]:
        Pictures.Train(path, Console.Out);
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: train <checkpoint> <every epochs> <pause in ms> | digests | threads | large [name …] | pictures <path> | learn-pictures <path>");
        return 2;
}
