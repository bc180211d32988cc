using NodeNet.Onnx.Format;

namespace NodeNet.Onnx.Reading;

/// <summary>Operators that choose, order or rename columns.</summary>
internal static class ShapeOperators
{
    public static void Constant(GraphReader graph, Operation node)
    {
        TensorMessage tensor = node.Node.Attributes switch
        {
            [{ Tensor: { } value }] => value,
            [{ Single: { } single }] => TensorMessage.Of("", [single], isDouble: true),
            [{ Integer: { } integer }] => TensorMessage.Of("", [integer], []),
            [{ Singles: { } singles }] => TensorMessage.Of("", [.. singles.Select(number => (double)number)], isDouble: true, singles.Count),
            [{ Integers: { } integers }] => TensorMessage.Of("", [.. integers], integers.Count),
            _ => throw node.Trouble("Its value is not read; numbers are."),
        };
        node.Set(new ConstantValue(tensor with { Name = node.Node.Outputs is [var name, ..] ? name : "" }));
    }

    /// <summary>What changes nothing of what is kept of a value: the rows are not looked at.</summary>
    public static void Same(GraphReader graph, Operation node) => node.Set(node.Required(0));

    public static void Dropout(GraphReader graph, Operation node)
    {
        if (node.Input(2) is not null && node.Numbers(2) is not [0.0]) throw node.Trouble("It is in training mode; export the model for inference.");
        node.Set(node.Required(0));
    }

    /// <summary>Another type of number: all are doubles here. What would cut off decimals is refused.</summary>
    public static void Cast(GraphReader graph, Operation node)
    {
        if (RecipeOperators.Cast(graph, node)) return;
        bool isFloating = (ElementType)node.Integer("to", 0) is ElementType.Float or ElementType.Double or ElementType.Half;
        bool mayCut = node.Required(0) is MatrixValue or ConstantValue { Tensor.Type: ElementType.Float or ElementType.Double or ElementType.Half };
        if (mayCut && !isFloating) throw node.Trouble("It makes integers of numbers.");
        node.Set(node.Required(0));
    }

    public static void Flatten(GraphReader graph, Operation node)
    {
        if (node.Integer("axis", 1) != 1) throw node.Trouble("axis must be 1: a row stays a row.");
        node.Set(node.Required(0));
    }

    /// <summary>A new shape whose rows are the old ones.</summary>
    public static void Reshape(GraphReader graph, Operation node)
    {
        double[] shape = node.Numbers(1);
        if (node.Required(0) is ConstantValue constant)
        {
            long count = constant.Tensor.Shape.Aggregate(1L, (all, length) => all * length);
            long known = shape.Where(length => length > 0).Aggregate(1L, (all, length) => all * (long)length);
            long[] lengths = [.. shape.Select((length, i) => length switch
            {
                -1 => known == 0 ? 0 : count / known,
                0 when i < constant.Tensor.Shape.Count => constant.Tensor.Shape[i],
                _ => (long)length,
            })];
            if (TensorReader.CountOf(constant.Tensor.Name, lengths) != count) throw node.Trouble("The new shape has another number of elements.");
            node.Set(new ConstantValue(constant.Tensor with { Shape = lengths }));
            return;
        }
        if (node.Required(0) is MatrixValue matrix)
        {
            double columns = shape.Skip(1).Aggregate(1.0, (all, length) => all * length);
            bool keepsRows = shape.Length == 1 ? matrix.Columns.Length == 1 : columns == -1 || columns == matrix.Columns.Length;
            if (!keepsRows) throw node.Trouble($"The new shape must keep the rows of {matrix.Columns.Length} columns.");
        }
        node.Set(node.Required(0));
    }

    public static void Transpose(GraphReader graph, Operation node)
    {
        ConstantValue constant = node.Constant(0);
        if (constant.Tensor.Shape is not [var rows, var columns]) throw node.Trouble("Only constants of 2 dimensions can be transposed.");
        double[] numbers = node.NumbersOf(constant);
        graph.Spend(numbers.Length);
        var turned = new double[numbers.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) turned[j * rows + i] = numbers[i * columns + j];
        }
        node.Set(new ConstantValue(TensorMessage.Of(constant.Tensor.Name, turned, isDouble: true, columns, rows)));
    }

    public static void Concat(GraphReader graph, Operation node)
    {
        if (node.Integer("axis", 1) is not (1 or -1)) throw node.Trouble("axis must be 1: columns are put beside columns.");
        MatrixValue[] parts = [.. Enumerable.Range(0, node.Node.Inputs.Count).Select(node.Matrix)];
        graph.Spend(parts.Sum(part => (long)part.Columns.Length));
        node.Set(new MatrixValue([.. parts.SelectMany(part => part.Columns)]));
    }

    public static void Gather(GraphReader graph, Operation node)
    {
        if (node.Required(0) is not MatrixValue x)
        {
            node.Set(node.Required(0));
            return;
        }
        if (node.Integer("axis", 0) is not (1 or -1)) throw node.Trouble("axis must be 1: columns are chosen.");
        double[] places = node.Numbers(1);
        graph.Spend(places.Length);
        node.Set(new MatrixValue([.. places.Select(place => place + (place < 0 ? x.Columns.Length : 0)).Select(place =>
            place >= 0 && place < x.Columns.Length ? x.Columns[(int)place] : throw node.Trouble($"There is no column {place} (from 0)."))]));
    }

    public static void Split(GraphReader graph, Operation node)
    {
        if (node.Integer("axis", 0) is not (1 or -1)) throw node.Trouble("axis must be 1: columns are divided.");
        MatrixValue x = node.Matrix(0);
        int parts = node.Node.Outputs.Count;
        long[] widths = node.Integers("split", 1) ?? [.. Enumerable.Repeat((long)(x.Columns.Length / Math.Max(parts, 1)), parts)];
        if (widths.Length != parts || widths.Any(width => width < 1 || width > x.Columns.Length) || widths.Sum() != x.Columns.Length)
            throw node.Trouble($"Its parts do not add up to the {x.Columns.Length} columns.");
        int next = 0;
        for (int i = 0; i < parts; i++)
        {
            graph.Set(node.Node.Outputs[i], new MatrixValue(x.Columns[next..(next + (int)widths[i])]));
            next += (int)widths[i];
        }
    }
}
