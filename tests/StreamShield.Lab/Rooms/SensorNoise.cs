namespace StreamShield.Lab.Rooms;

/// <summary>Noise of a small sensor: about 1.3 levels, new in every frame, the same for the same seed.</summary>
internal sealed class SensorNoise
{
    private const double Sigma = 1.3;
    private const int Spare = 1 << 16;

    private readonly sbyte[] _stock;
    private readonly Random _random;

    public SensorNoise(int bytes, int seed)
    {
        _random = new Random(seed);
        _stock = new sbyte[bytes + Spare];
        for (var i = 0; i < _stock.Length; i += 2)
        {
            var radius = Sigma * Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
            var (sin, cos) = Math.SinCos(2 * Math.PI * _random.NextDouble());
            _stock[i] = (sbyte)Math.Round(radius * cos);
            _stock[i + 1] = (sbyte)Math.Round(radius * sin);
        }
    }

    public void AddTo(Span<byte> bytes)
    {
        var noise = _stock.AsSpan(_random.Next(Spare), bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)Math.Clamp(bytes[i] + noise[i], 0, 255);
        }
    }
}
