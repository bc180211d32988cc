using System.Text;

namespace NodeNet.Onnx.Format;

/// <summary>Reads a model in the format of onnx.proto: the fields that are needed, the others are passed over.</summary>
/// <remarks>Messages are nested six deep at most, whatever a file says: graphs within attributes are not read. Tensors stay where they are in the file's
/// bytes.</remarks>
internal static class OnnxReader
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static ModelMessage Read(ReadOnlyMemory<byte> bytes)
    {
        GraphMessage? graph = null;
        string producer = "";
        string version = "";
        bool hasFunctions = false;
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        var properties = new List<KeyValuePair<string, string>>();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2: producer = Text(reader.Bytes()); break;
                case 3: version = Text(reader.Bytes()); break;
                case 7: graph = graph is null ? ReadGraph(reader.Bytes()) : throw new OnnxFileException("The file has two graphs."); break;
                case 8:
                    (string domain, long number) = ReadOpset(reader.Bytes());
                    opsets[domain == "ai.onnx" ? "" : domain] = number;
                    break;
                case 14: properties.Add(ReadProperty(reader.Bytes())); break;
                case 25: hasFunctions = true; break;
            }
        }
        return new ModelMessage(graph ?? throw new OnnxFileException("This is no ONNX file: it has no graph."))
        {
            Producer = producer,
            ProducerVersion = version,
            Opsets = opsets,
            Properties = properties,
            HasFunctions = hasFunctions,
        };
    }

    private static (string Domain, long Version) ReadOpset(ReadOnlyMemory<byte> bytes)
    {
        string domain = "";
        long version = 0;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1) domain = Text(reader.Bytes());
            if (reader.Field == 2) version = reader.Integer();
        }
        return (domain, version);
    }

    private static KeyValuePair<string, string> ReadProperty(ReadOnlyMemory<byte> bytes)
    {
        string key = "";
        string value = "";
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1) key = Text(reader.Bytes());
            if (reader.Field == 2) value = Text(reader.Bytes());
        }
        return KeyValuePair.Create(key, value);
    }

    private static GraphMessage ReadGraph(ReadOnlyMemory<byte> bytes)
    {
        string name = "";
        var nodes = new List<NodeMessage>();
        var initializers = new List<TensorMessage>();
        var inputs = new List<ValueMessage>();
        var outputs = new List<ValueMessage>();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: nodes.Add(ReadNode(reader.Bytes())); break;
                case 2: name = Text(reader.Bytes()); break;
                case 5: initializers.Add(TensorReader.Read(reader.Bytes())); break;
                case 11: inputs.Add(ReadValue(reader.Bytes())); break;
                case 12: outputs.Add(ReadValue(reader.Bytes())); break;
                case 15: throw new OnnxFileException("The graph has sparse tensors; only dense ones are read.");
            }
        }
        return new GraphMessage(name, nodes, initializers, inputs, outputs);
    }

    private static NodeMessage ReadNode(ReadOnlyMemory<byte> bytes)
    {
        string name = "";
        string type = "";
        string domain = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<AttributeMessage>();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: inputs.Add(Text(reader.Bytes())); break;
                case 2: outputs.Add(Text(reader.Bytes())); break;
                case 3: name = Text(reader.Bytes()); break;
                case 4: type = Text(reader.Bytes()); break;
                case 5: attributes.Add(ReadAttribute(reader.Bytes())); break;
                case 7: domain = Text(reader.Bytes()); break;
            }
        }
        return new NodeMessage(type, inputs, outputs) { Name = name, Domain = domain == "ai.onnx" ? "" : domain, Attributes = attributes };
    }

    private static AttributeMessage ReadAttribute(ReadOnlyMemory<byte> bytes)
    {
        var attribute = new AttributeMessage("");
        List<byte>? singles = null;
        List<long>? integers = null;
        List<string>? texts = null;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: attribute = attribute with { Name = Text(reader.Bytes()) }; break;
                case 2: attribute = attribute with { Single = reader.Single() }; break;
                case 3: attribute = attribute with { Integer = reader.Integer() }; break;
                case 4: attribute = attribute with { Text = Text(reader.Bytes()) }; break;
                case 5: attribute = attribute with { Tensor = TensorReader.Read(reader.Bytes()) }; break;
                case 6 or 11: attribute = attribute with { HasGraph = true }; break;
                case 7: reader.AddFixed(singles ??= [], sizeof(float)); break;
                case 8: reader.AddVarints(integers ??= []); break;
                case 9: (texts ??= []).Add(Text(reader.Bytes())); break;
            }
        }
        return attribute with { Singles = singles is null ? null : TensorReader.Singles(singles), Integers = integers, Texts = texts };
    }

    private static ValueMessage ReadValue(ReadOnlyMemory<byte> bytes)
    {
        string name = "";
        string text = "";
        ElementType type = ElementType.Undefined;
        bool isTensor = false;
        var shape = new List<long>();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == 1) name = Text(reader.Bytes());
            if (reader.Field == 3) text = Text(reader.Bytes());
            if (reader.Field != 2) continue;
            var kinds = new WireReader(reader.Bytes());
            while (kinds.Next())
            {
                if (kinds.Field != 1) continue;
                isTensor = true;
                var tensor = new WireReader(kinds.Bytes());
                while (tensor.Next())
                {
                    if (tensor.Field == 1) type = (ElementType)tensor.Integer();
                    if (tensor.Field == 2) ReadShape(tensor.Bytes(), shape);
                }
            }
        }
        return new ValueMessage(name, type, shape) { IsTensor = isTensor, Text = text };
    }

    private static void ReadShape(ReadOnlyMemory<byte> bytes, List<long> shape)
    {
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Field != 1) continue;
            long length = -1;
            var dimension = new WireReader(reader.Bytes());
            while (dimension.Next())
            {
                if (dimension.Field == 1) length = dimension.Integer();
            }
            shape.Add(length);
        }
    }

    internal static string Text(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return _utf8.GetString(bytes.Span);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new OnnxFileException("A name or text is not UTF-8.", null, wrong);
        }
    }
}
