namespace NodeNet.Training;

/// <summary>Which loops do the work.</summary>
public enum Loops
{
    /// <summary>Several nodes or examples at a time, with the widest vectors that the machine has. The same arithmetic; sums may differ in their last
    /// digits.</summary>
    Fast,

    /// <summary>The reference loops, which read like the handout.</summary>
    Reference,
}
