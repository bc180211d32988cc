using NodeNet.Orleans;
using NodeNet.Orleans.Tests.Programs;

// dotnet NodeNet.Orleans.Tests.dll silo redis=127.0.0.1:6379 --slots 2 | client redis=127.0.0.1:6379 NAME TRIALS
return args switch
{
    ["silo", var cluster, var slots] => await NodeNetSilo.RunAsync(silo => TestTrials.AddTo(silo.Use(cluster).Slots(int.Parse(slots)))),
    ["calm-silo", var cluster, var slots] => await NodeNetSilo.RunAsync(silo => TestTrials.AddTo(silo.Use(cluster).Slots(int.Parse(slots)), isQuick: false)),
    ["part", var cluster] => await SiloInProgram.RunAsync(cluster),
    ["client", var cluster, var name, var trials] => await TestClient.RunAsync(cluster, name, int.Parse(trials)),
    _ => 2,
};
