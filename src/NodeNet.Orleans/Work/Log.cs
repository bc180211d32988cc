using Microsoft.Extensions.Logging;

namespace NodeNet.Orleans.Work;

/// <summary>What a silo logs.</summary>
internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweep}, trial {Trial}: a checkpoint could not be kept; the one before stays.")]
    public static partial void CheckpointFailed(ILogger log, string sweep, int trial, Exception trouble);

    [LoggerMessage(Level = LogLevel.Information, Message = "Silo {Name} is up with {Slots}, {Endpoint}, {Machine}; trials: {Trials}.")]
    public static partial void Up(ILogger log, string name, string slots, string endpoint, string machine, string trials);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting to join: silos that were there before and do not answer count as gone "
        + "after half a minute.")]
    public static partial void Waiting(ILogger log);

    [LoggerMessage(Level = LogLevel.Warning, Message = "It listens on {Address} only: other machines do not reach it. --listen ADDRESS, or Listen(address), "
        + "opens it.")]
    public static partial void LoopbackOnly(ILogger log, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "It listens on {Address} without a certificate: whoever reaches the port can join. --certificate closes "
        + "it to others.")]
    public static partial void Unguarded(ILogger log, string address);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{Refusal}")]
    public static partial void Refused(ILogger log, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rows are not kept in {Folder}: {Trouble}")]
    public static partial void NoCache(ILogger log, string folder, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweep}: no work for this silo: {Refusal}")]
    public static partial void NoWork(ILogger log, string sweep, string refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The cluster does not answer; asked again in {Seconds} s. {Trouble}")]
    public static partial void NoAnswer(ILogger log, double seconds, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweep}, trial {Trial}: the result came too late and was refused; the trial has one already.")]
    public static partial void TooLate(ILogger log, string sweep, int trial);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Sweep}, trial {Trial}: the sweep was deleted meanwhile; what came of the trial is thrown away.")]
    public static partial void Gone(ILogger log, string sweep, int trial);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Sweep}, trial {Trial} ended with trouble: {Trouble}")]
    public static partial void Troubled(ILogger log, string sweep, int trial, string trouble);
}
