namespace NodeNet.Onnx.Format;

/// <summary>Writes a model in the format of onnx.proto.</summary>
internal static class OnnxWriter
{
    /// <summary>The version of the file format: that of ONNX 1.12, which has opset 17.</summary>
    private const long FormatVersion = 8;

    public static byte[] Write(ModelMessage model)
    {
        var writer = new WireWriter();
        writer.Integer(1, FormatVersion);
        writer.Text(2, model.Producer);
        writer.Text(3, model.ProducerVersion);
        writer.Message(7, graph => Write(graph, model.Graph));
        foreach ((string domain, long version) in model.Opsets)
        {
            writer.Message(8, opset =>
            {
                opset.TextUnlessEmpty(1, domain);
                opset.Integer(2, version);
            });
        }
        foreach ((string key, string value) in model.Properties)
        {
            writer.Message(14, property =>
            {
                property.Text(1, key);
                property.Text(2, value);
            });
        }
        return writer.Written.ToArray();
    }

    private static void Write(WireWriter writer, GraphMessage graph)
    {
        foreach (NodeMessage node in graph.Nodes) writer.Message(1, inner => Write(inner, node));
        writer.Text(2, graph.Name);
        foreach (TensorMessage tensor in graph.Initializers) writer.Message(5, inner => Write(inner, tensor));
        foreach (ValueMessage input in graph.Inputs) writer.Message(11, inner => Write(inner, input));
        foreach (ValueMessage output in graph.Outputs) writer.Message(12, inner => Write(inner, output));
    }

    private static void Write(WireWriter writer, NodeMessage node)
    {
        foreach (string input in node.Inputs) writer.Text(1, input);
        foreach (string output in node.Outputs) writer.Text(2, output);
        writer.TextUnlessEmpty(3, node.Name);
        writer.Text(4, node.Operator);
        foreach (AttributeMessage attribute in node.Attributes) writer.Message(5, inner => Write(inner, attribute));
        writer.TextUnlessEmpty(7, node.Domain);
    }

    /// <summary>An attribute, with the number of its type at the end.</summary>
    private static void Write(WireWriter writer, AttributeMessage attribute)
    {
        writer.Text(1, attribute.Name);
        int type;
        if (attribute.Single is { } single)
        {
            writer.Single(2, single);
            type = 1;
        }
        else if (attribute.Integer is { } integer)
        {
            writer.Integer(3, integer);
            type = 2;
        }
        else if (attribute.Text is { } text)
        {
            writer.Text(4, text);
            type = 3;
        }
        else if (attribute.Singles is { } singles)
        {
            foreach (float number in singles) writer.Single(7, number);
            type = 6;
        }
        else if (attribute.Integers is { } integers)
        {
            foreach (long number in integers) writer.Integer(8, number);
            type = 7;
        }
        else
        {
            foreach (string word in attribute.Texts!) writer.Text(9, word);
            type = 8;
        }
        writer.Integer(20, type);
    }

    private static void Write(WireWriter writer, TensorMessage tensor)
    {
        foreach (long length in tensor.Shape) writer.Integer(1, length);
        writer.Integer(2, (long)tensor.Type);
        foreach (string text in tensor.Texts) writer.Text(6, text);
        writer.Text(8, tensor.Name);
        if (tensor.Type != ElementType.Text) writer.Bytes(9, tensor.Data.Span);
    }

    private static void Write(WireWriter writer, ValueMessage value)
    {
        writer.Text(1, value.Name);
        writer.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Integer(1, (long)value.Type);
            tensor.Message(2, shape =>
            {
                foreach (long length in value.Shape)
                {
                    shape.Message(1, dimension =>
                    {
                        if (length >= 0) dimension.Integer(1, length);
                        else dimension.Text(2, "rows");
                    });
                }
            });
        }));
        writer.TextUnlessEmpty(3, value.Text);
    }
}
