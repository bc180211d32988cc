namespace NodeNet.Export;

/// <summary>Words that mean something in one of the languages: no name in any.</summary>
internal static class Keywords
{
    private static readonly HashSet<string> _all = new(
        ("abstract and arguments as asm assert async auto await base bool boolean break byte case catch char checked class const continue debugger decimal def "
            + "default del delegate delete do double elif else enum eval event except explicit export extends extern false final finally fixed float for "
            + "foreach from function global goto if implements implicit import in inline instanceof int interface internal is lambda let lock long main map "
            + "namespace native new None nonlocal not null object operator or out override package params pass print private protected public raise readonly "
            + "record ref register restrict return sbyte sealed short signed sizeof stackalloc static strictfp string struct super switch synchronized this "
            + "throw throws transient True False true try typedef typeof uint ulong unchecked undefined union unsafe unsigned ushort using var virtual void "
            + "volatile when where while with yield NaN Infinity Math Row self row inputs outputs classes columns math").Split(' '), StringComparer.Ordinal);

    public static bool IsOne(string word) => _all.Contains(word);

    /// <summary>A new set of names that are taken.</summary>
    public static HashSet<string> Taken() => new(_all, StringComparer.Ordinal);
}
