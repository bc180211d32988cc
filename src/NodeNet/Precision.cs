using System.Diagnostics.CodeAnalysis;

namespace NodeNet;

/// <summary>The precision of the numbers that training works with, or that a snapshot answers with.</summary>
[SuppressMessage("MessageText", "CA1720:Identifier contains type name", Justification = "The types are what the names mean.")]
public enum Precision
{
    /// <summary>64 bits, about 16 digits: training works on the network's own weights.</summary>
    Double,

    /// <summary>32 bits, about 7 digits: training works on copies and writes them back after every epoch and at the end. Up to twice as fast.</summary>
    Single,
}
