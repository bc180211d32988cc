using System.Text;

namespace NodeNet.Persistence;

/// <summary>The checksum of what a JSON text says, whatever spaces, line ends and escapes it says it with: a <see cref="Digest"/> of its values in their order,
/// each a word for its kind, and of names, texts and numbers one more.</summary>
/// <remarks>A name's and a text's word is the digest of its bytes in UTF-8; a number's are the bits of the double.</remarks>
internal struct ContentDigest
{
    private ulong _digest;

    /// <summary>The digest of all that was added.</summary>
    public readonly ulong Value => _digest;

    public void BeginObject() => Add(1);

    public void EndObject() => Add(2);

    public void BeginList() => Add(3);

    public void EndList() => Add(4);

    public void AddName(ReadOnlySpan<byte> name)
    {
        Add(5);
        Add(Digest.Of(name));
    }

    public void AddText(ReadOnlySpan<byte> text)
    {
        Add(6);
        Add(Digest.Of(text));
    }

    public void AddNumber(double number)
    {
        Add(7);
        Add(BitConverter.DoubleToUInt64Bits(number));
    }

    public void AddTruth(bool truth) => Add(truth ? 8ul : 9ul);

    public void AddNull() => Add(10);

    public void AddName(string name) => AddName(Encoding.UTF8.GetBytes(name));

    public void AddText(string text) => AddText(Encoding.UTF8.GetBytes(text));

    private void Add(ulong word) => _digest = Digest.Next(_digest, word);
}
