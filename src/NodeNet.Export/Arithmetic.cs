namespace NodeNet.Export;

/// <summary>The kind of numbers in which exported code computes.</summary>
public abstract record Arithmetic
{
    private protected Arithmetic()
    {
    }

    /// <summary>Doubles, 64 bits: in every language. The default.</summary>
    public static Arithmetic Double { get; } = new Floating(64);

    /// <summary>Floats, 32 bits, about 7 digits: the recipe, the network and the answers, in C, C#, Java and JavaScript. For chips that have floats only, and
    /// where half the memory counts.</summary>
    public static Arithmetic Single { get; } = new Floating(32);

    private sealed record Floating(int Bits) : Arithmetic
    {
        public override string ToString() => Bits == 64 ? "double precision" : "single precision";
    }
}
