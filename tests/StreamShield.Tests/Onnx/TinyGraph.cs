using System.Text;

namespace StreamShield.Tests.Onnx;

/// <summary>Writes small ONNX models by hand, so that tests need no model files.</summary>
/// <param name="opset">Version of the operators.</param>
public sealed class TinyGraph(int opset = 9)
{
    private readonly List<byte> _graph = new();

    /// <summary>An input; a dimension of -1 is left open.</summary>
    public TinyGraph Input(string name, TinyElement type, params long[] shape) => Value(11, name, type, shape);

    /// <summary>An output; a dimension of -1 is left open.</summary>
    public TinyGraph Output(string name, TinyElement type, params long[] shape) => Value(12, name, type, shape);

    /// <summary>A constant of one axis.</summary>
    public TinyGraph Constant(string name, params float[] values) => Add(5, tensor =>
    {
        Varint(tensor, 1, values.Length);
        Varint(tensor, 2, (long)TinyElement.F32);
        Text(tensor, 8, name);
        Message(tensor, 9, raw =>
        {
            foreach (var value in values)
            {
                raw.AddRange(BitConverter.GetBytes(value));
            }
        });
    });

    /// <summary>A constant of any type and shape.</summary>
    public TinyGraph Tensor(string name, TinyElement type, long[] shape, params byte[] bytes) => Add(5, tensor =>
    {
        foreach (var axis in shape)
        {
            Varint(tensor, 1, axis);
        }

        Varint(tensor, 2, (long)type);
        Text(tensor, 8, name);
        Message(tensor, 9, raw => raw.AddRange(bytes));
    });

    /// <summary>A node with one output.</summary>
    public TinyGraph Node(string type, string[] inputs, string output, params (string Name, object Value)[] attributes) => Add(1, node =>
    {
        foreach (var input in inputs)
        {
            Text(node, 1, input);
        }

        Text(node, 2, output);
        Text(node, 4, type);
        foreach (var (name, value) in attributes)
        {
            Message(node, 5, attribute => Attribute(attribute, name, value));
        }
    });

    /// <summary>The finished model.</summary>
    public byte[] Build()
    {
        Text(_graph, 2, "tiny");
        var model = new List<byte>();
        Varint(model, 1, 4);
        Message(model, 8, operators =>
        {
            Text(operators, 1, "");
            Varint(operators, 2, opset);
        });
        Message(model, 7, graph => graph.AddRange(_graph));
        return model.ToArray();
    }

    private static void Attribute(List<byte> attribute, string name, object value)
    {
        Text(attribute, 1, name);
        switch (value)
        {
            case float number:
                Tag(attribute, 2, 5);
                attribute.AddRange(BitConverter.GetBytes(number));
                Varint(attribute, 20, 1);
                break;
            case int number:
                Varint(attribute, 3, number);
                Varint(attribute, 20, 2);
                break;
            case int[] numbers:
                foreach (var number in numbers)
                {
                    Varint(attribute, 8, number);
                }

                Varint(attribute, 20, 7);
                break;
            default:
                throw new ArgumentException($"An attribute of type {value.GetType()} is not known here.");
        }
    }

    private TinyGraph Value(int field, string name, TinyElement type, long[] shape) => Add(field, value =>
    {
        Text(value, 1, name);
        Message(value, 2, kind => Message(kind, 1, tensor =>
        {
            Varint(tensor, 1, (long)type);
            Message(tensor, 2, dimensions =>
            {
                for (var i = 0; i < shape.Length; i++)
                {
                    var (size, open) = (shape[i], $"{name}{i}");
                    Message(dimensions, 1, dimension =>
                    {
                        if (size < 0)
                        {
                            Text(dimension, 2, open);
                        }
                        else
                        {
                            Varint(dimension, 1, size);
                        }
                    });
                }
            });
        }));
    });

    private TinyGraph Add(int field, Action<List<byte>> write)
    {
        Message(_graph, field, write);
        return this;
    }

    private static void Message(List<byte> target, int field, Action<List<byte>> write)
    {
        var content = new List<byte>();
        write(content);
        Tag(target, field, 2);
        Number(target, content.Count);
        target.AddRange(content);
    }

    private static void Text(List<byte> target, int field, string text)
    {
        Tag(target, field, 2);
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(target, bytes.Length);
        target.AddRange(bytes);
    }

    private static void Varint(List<byte> target, int field, long value)
    {
        Tag(target, field, 0);
        Number(target, value);
    }

    private static void Tag(List<byte> target, int field, int kind) => Number(target, (field << 3) | kind);

    private static void Number(List<byte> target, long value)
    {
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            target.Add((byte)(rest | 0x80));
        }

        target.Add((byte)rest);
    }
}
