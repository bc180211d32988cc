namespace NodeNet.Inspection;

/// <summary>Which mistakes a computation makes; several may be made at once.</summary>
[Flags]
internal enum MistakeKinds
{
    None = 0,
    UpdatesBeforePropagating = 1,
    SumsWholeLayer = 2,
    ForgetsSlope = 4,
    StepsUphill = 8,
    LeavesBiases = 16,
    NetInputInSlope = 32,
}
