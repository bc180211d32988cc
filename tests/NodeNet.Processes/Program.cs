using NodeNet.Processes;

// What tests run as a process of its own: a training that can be killed, and digests that other builds must repeat.
switch (args)
{
    case ["train", string checkpoint, string everyEpochs, string pause]:
        KillableTraining.Run(checkpoint, int.Parse(everyEpochs), int.Parse(pause));
        return 0;
    case ["digests"]:
        foreach (string line in Digests.Lines())
            Console.WriteLine(line);
        return 0;
    default:
        Console.Error.WriteLine("usage: train <checkpoint> <every epochs> <pause in ms> | digests");
        return 2;
}
