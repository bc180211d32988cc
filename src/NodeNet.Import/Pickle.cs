using System.Buffers.Binary;
using System.Text;

namespace NodeNet.Import;

/// <summary>What a pickle names: a class or function of Python. Nothing is imported or called; the reader knows what the few allowed ones mean.</summary>
internal sealed record PythonName(string Module, string Name)
{
    public override string ToString() => $"{Module}.{Name}";
}


/// <summary>A mark on the stack: where the parts of a tuple, list or dictionary begin.</summary>
internal sealed record Mark;

/// <summary>Reads a pickle of the protocols 2 to 5, executing nothing: names must be on the list of the one who reads, and a call is his to
/// interpret.</summary>
/// <remarks>Source: Python's pickletools, which documents every opcode.</remarks>
internal sealed class Pickle(
    ReadOnlyMemory<byte> bytes, Func<PythonName, bool> isAllowed, Func<PythonName, object?[], object?> call, Func<object?, object?> load)
{
    /// <summary>Objects are bounded by the bytes that make them; nesting by this.</summary>
    private const int MostParts = 10_000_000;

    private readonly Stack<object?> _stack = new();
    private readonly Dictionary<long, object?> _memo = [];
    private int _position;
    private long _parts;

    public object? Read()
    {
        while (true)
        {
            byte code = Take(1)[0];
            switch ((char)code)
            {
                case '.': return Pop();
                case '\x80': Take(1); break; // the protocol
                case '\x95': Take(8); break; // a frame
                case '(': _stack.Push(new Mark()); break;
                case '0': Pop(); break;
                case '1': PopToMark(); break;
                case '2': _stack.Push(_stack.TryPeek(out object? top) ? top : throw Damaged("its stack is empty")); break;
                case 'N': _stack.Push(null); break;
                case '\x88': _stack.Push(true); break;
                case '\x89': _stack.Push(false); break;
                case 'J': _stack.Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
                case 'K': _stack.Push((long)Take(1)[0]); break;
                case 'M': _stack.Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
                case '\x8a': _stack.Push(Long(Take(Take(1)[0]))); break;
                case 'G': _stack.Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
                case 'X': _stack.Push(Text(Length(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); break;
                case '\x8c': _stack.Push(Text(Take(1)[0])); break;
                case ')': _stack.Push(Array.Empty<object?>()); break;
                case '\x85' or '\x86' or '\x87': _stack.Push(Tuple(code - 0x84)); break;
                case 't': _stack.Push(PopToMark()); break;
                case ']': _stack.Push(new List<object?>()); break;
                case 'l': _stack.Push(PopToMark().ToList()); break;
                case '}': _stack.Push(new PythonDictionary()); break;
                case 'a': { object? part = Pop(); Top<List<object?>>().Add(part); break; }
                case 'e': { object?[] parts = PopToMark(); Top<List<object?>>().AddRange(parts); break; }
                case 's': { object? value = Pop(); object? key = Pop(); Top<PythonDictionary>().Add(key, value); break; }
                case 'u': SetItems(); break;
                case 'q': _memo[Take(1)[0]] = Peek(); break;
                case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = Peek(); break;
                case '\x94': _memo[_memo.Count] = Peek(); break;
                case 'h': _stack.Push(Remembered(Take(1)[0])); break;
                case 'j': _stack.Push(Remembered(BinaryPrimitives.ReadUInt32LittleEndian(Take(4)))); break;
                case 'c': _stack.Push(Allowed(new PythonName(Line(), Line()))); break;
                case '\x93': { string name = Pop<string>(); _stack.Push(Allowed(new PythonName(Pop<string>(), name))); break; }
                case 'Q': _stack.Push(load(Pop())); break;
                case 'R' or '\x81': { object?[] arguments = Pop<object?[]>(); _stack.Push(call(Pop<PythonName>(), arguments)); break; }
                case 'b': Pop(); break; // attributes of an object, as the versions of a state dictionary's modules
                default: throw new ImportException($"The pickle has the instruction 0x{code:X2}, which no state dictionary needs.");
            }
            if (++_parts > MostParts) throw Damaged("it has too many instructions");
        }
    }

    private void SetItems()
    {
        object?[] parts = PopToMark();
        if (parts.Length % 2 != 0) throw Damaged("a dictionary has a key without a value");
        PythonDictionary dictionary = Top<PythonDictionary>();
        for (int i = 0; i < parts.Length; i += 2) dictionary.Add(parts[i], parts[i + 1]);
    }

    private PythonName Allowed(PythonName name) => isAllowed(name)
        ? name
        : throw new ImportException(
            $"The file holds a {name}, which is not on the list of what a state dictionary needs; nothing of it was executed. "
                + "Save the weights alone: torch.save(model.state_dict(), path).");

    private object?[] Tuple(int count)
    {
        var parts = new object?[count];
        for (int i = count - 1; i >= 0; i--) parts[i] = Pop();
        return parts;
    }

    private object?[] PopToMark()
    {
        var parts = new List<object?>();
        while (Pop(mayBeMark: true) is var part)
        {
            if (part is Mark) break;
            parts.Add(part);
        }
        parts.Reverse();
        return [.. parts];
    }

    private object? Pop(bool mayBeMark = false)
    {
        if (!_stack.TryPop(out object? top)) throw Damaged("its stack is empty");
        return top is Mark && !mayBeMark ? throw Damaged("a mark stands where a value must be") : top;
    }

    private T Pop<T>() => Pop() is T value ? value : throw Damaged($"a {typeof(T).Name} is expected");

    private object? Peek() => _stack.TryPeek(out object? top) && top is not Mark ? top : throw Damaged("there is nothing to remember");

    private T Top<T>() => _stack.TryPeek(out object? top) && top is T value ? value : throw Damaged($"a {typeof(T).Name} is expected");

    private object? Remembered(long place) => _memo.TryGetValue(place, out object? value) ? value : throw Damaged($"nothing is remembered as {place}");

    private static long Long(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > sizeof(long)) throw Damaged("an integer is too large");
        long value = bytes.Length > 0 && bytes[^1] >= 0x80 ? -1 : 0;
        for (int i = bytes.Length - 1; i >= 0; i--) value = value << 8 | bytes[i];
        return value;
    }

    private string Text(int length) => Encoding.UTF8.GetString(Take(length));

    private string Line()
    {
        int end = bytes.Span[_position..].IndexOf((byte)'\n');
        if (end < 0) throw Damaged("a name does not end");
        string text = Text(end);
        _position++;
        return text;
    }

    private int Length(uint length) => length <= (uint)(bytes.Length - _position) ? (int)length : throw Damaged("a text is longer than the file");

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - _position) throw Damaged("it ends too early");
        ReadOnlySpan<byte> taken = bytes.Span.Slice(_position, count);
        _position += count;
        return taken;
    }

    private static ImportException Damaged(string trouble) => new($"The pickle is damaged: {trouble}.");
}

/// <summary>A dictionary of a pickle, in its order.</summary>
internal sealed class PythonDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    public void Add(object? key, object? value) => Items.Add(new(key, value));

    public object? Find(string key) => Items.FirstOrDefault(item => item.Key is string name && name == key).Value;
}
