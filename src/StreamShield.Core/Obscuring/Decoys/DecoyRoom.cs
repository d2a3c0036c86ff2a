namespace StreamShield.Core.Obscuring.Decoys;

/// <summary>Draws an invented bedroom, office or living room from a seed: simple shapes in plausible places and light, meant to be seen out of
/// focus.</summary>
internal sealed class DecoyRoom
{
    private static readonly int[] Walls = [0xD8CCBC, 0xB4BFAA, 0xC8B6A0, 0xA7B5C1, 0xCFB6A9, 0xB7B2C2, 0xC3C6C4, 0xD6C8A8, 0x9FB3AE];
    private static readonly int[] Woods = [0x8A5A34, 0xB98A5A, 0x5D4030, 0xA9784C, 0xDED4C6];
    private static readonly int[] Cloths = [0x6E7F8D, 0x9C6B5A, 0x5F7563, 0xB7A58C, 0x7B6A86, 0xA04A3E, 0x3F5770, 0xC7B9A5];
    private static readonly int[] Books = [0x7A3B32, 0x2F4B63, 0xB98D3F, 0x4F6B4A, 0xD3C7B2, 0x6B4B6E, 0x8F6A4A, 0x35414A, 0xC26B4B, 0xA9A291];
    private static readonly int[] Leaves = [0x3F6B35, 0x55803F, 0x2F5A3C, 0x6B8F4A];
    /// <summary>When less than this is visible beyond the scene, it stays plain wall and floor.</summary>
    private const float MinExtra = 0.1f;

    private static readonly Tint WarmLamp = new(1.9f, 1.25f, 0.62f);

    private readonly int _seed;
    private readonly DecoyCanvas _canvas;
    private readonly Dice _dice;
    private readonly bool _mirrored;
    private readonly bool _evening;
    private readonly Tint _wall;
    private readonly Tint _wood;
    private readonly float _floor;

    private DecoyRoom(int width, int height, int seed)
    {
        _canvas = new DecoyCanvas(width, height);
        _seed = seed;
        _dice = new Dice(seed);
        _mirrored = _dice.Chance(0.5f);
        _evening = _dice.Chance(0.4f);
        _wall = Tint.Web(_dice.Pick<int>(Walls));
        _wood = Tint.Web(_dice.Pick<int>(Woods));
        _floor = _dice.Between(0.84f, 0.93f);
    }

    /// <summary>Draws the room for a seed.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="seed">Any number.</param>
    /// <returns>Linear light, R G B per pixel.</returns>
    public static float[] Paint(int width, int height, int seed)
    {
        var room = new DecoyRoom(width, height, seed);
        room.Build();
        return room._canvas.Finish();
    }

    private void Build()
    {
        _canvas.Ambient(_evening ? new Tint(0.42f, 0.39f, 0.37f) : new Tint(0.47f, 0.475f, 0.49f));
        Shell();
        AboveAndBelow();
        Window(_dice.Between(0.1f, 0.2f) * _canvas.Right);
        switch (_dice.Pick<int>([0, 1, 2]))
        {
            case 0:
                Bedroom();
                break;
            case 1:
                Office();
                break;
            default:
                LivingRoom();
                break;
        }

        _canvas.Shadow(_canvas.Right / 2, _canvas.Bottom + 0.05f, _canvas.Right * 1.5f, 0.5f, 0.35f);
        _canvas.Shadow(X(_canvas.Right), _canvas.Top, 0.9f, 1.2f, 0.25f);
    }

    /// <summary>Mirrors a horizontal position when the room is mirrored. Everything is placed as if the window were on the left.</summary>
    private float X(float x) => _mirrored ? _canvas.Right - x : x;

    /// <summary>A horizontal position given as a share of the width.</summary>
    private float Across(float share) => X(share * _canvas.Right);

    private void Shell()
    {
        var (right, top, bottom) = (_canvas.Right, _canvas.Top - 0.15f, _canvas.Bottom + 0.15f);
        var (middle, height) = ((top + bottom) / 2, bottom - top);
        _canvas.Box(right / 2, middle, right * 1.2f, height, _wall, shade: 0.05f);
        // A wall of another shade at the far end, where two walls meet.
        var corner = _dice.Between(0.8f, 1.1f) * right;
        _canvas.Box(X(corner + (right / 2)), middle, right, height, _wall * 0.86f);
        _canvas.Box(right / 2, (_floor + bottom) / 2, right * 1.2f, bottom - _floor, _wood.Towards(_wall, 0.2f) * 0.8f);
        _canvas.Box(right / 2, _floor - 0.012f, right * 1.2f, 0.03f, Tint.Web(0xE6E0D6));
    }

    /// <summary>Draws what a portrait picture shows beyond the scene: the ceiling with a hanging lamp, and a rug in front of the furniture. Must be
    /// drawn before the furniture.</summary>
    private void AboveAndBelow()
    {
        var (right, above, below) = (_canvas.Right, -_canvas.Top, _canvas.Bottom - 1);
        if (above + below < MinExtra)
        {
            return;
        }

        var dice = new Dice(_seed + 1);
        var ceiling = _canvas.Top + (above * dice.Between(0.15f, 0.3f));
        _canvas.Box(right / 2, (_canvas.Top - 0.15f + ceiling) / 2, right * 1.2f, ceiling - _canvas.Top + 0.15f, _wall.Towards(Tint.Web(0xF2EFE9), 0.7f), shade: 0.05f);
        _canvas.Box(right / 2, ceiling, right * 1.2f, 0.02f, Tint.Web(0xE6E0D6));
        var (lampX, lampY) = (dice.Between(0.35f, 0.65f) * right, ceiling + (above * dice.Between(0.2f, 0.4f)));
        _canvas.Box(lampX, (ceiling + lampY) / 2, 0.01f, lampY - ceiling, Tint.Web(0x2E2A27));
        Lamplight(lampX, lampY, dice.Between(0.2f, 0.3f), dice.Between(0.1f, 0.16f));
        var rug = Tint.Web(dice.Pick<int>(Cloths)).Towards(Tint.Web(0xEDE6DA), dice.Between(0.2f, 0.6f));
        var rugY = 1.08f + (below * dice.Between(0.3f, 0.5f));
        _canvas.Ellipse(right / 2, rugY, right * dice.Between(0.8f, 1.1f), below * dice.Between(0.6f, 0.9f), rug);
        _canvas.Ellipse(right / 2, rugY, right * 0.6f, below * 0.4f, rug * 0.85f);
    }

    private void Window(float x)
    {
        var (width, top, bottom) = (_dice.Between(0.4f, 0.54f), _dice.Between(-0.1f, 0.08f), _dice.Between(0.5f, 0.66f));
        var (middle, height) = ((top + bottom) / 2, bottom - top);
        var sky = _evening ? new Tint(0.05f, 0.075f, 0.13f) : new Tint(0.9f, 0.98f, 1.08f);
        _canvas.Box(X(x), middle, width + 0.05f, height + 0.05f, Tint.Web(0xECE7DE));
        _canvas.BrightBox(X(x), middle, width, height, sky, shade: 0.12f);
        for (var i = 0; i < 5; i++)
        {
            var green = Tint.Web(_dice.Pick<int>(Leaves)) * (_evening ? 0.08f : 1.4f);
            var bushWidth = _dice.Between(0.1f, 0.2f);
            var bushX = Math.Clamp(x + _dice.Between(-0.5f, 0.5f) * width, x - ((width - bushWidth) / 2), x + ((width - bushWidth) / 2));
            _canvas.BrightEllipse(X(bushX), bottom - _dice.Between(0.02f, 0.1f), bushWidth, _dice.Between(0.08f, 0.2f), green);
        }

        _canvas.Box(X(x), middle, 0.016f, height, Tint.Web(0xE0DAD0));
        _canvas.Box(X(x), middle - (0.1f * height), width, 0.014f, Tint.Web(0xE0DAD0));
        _canvas.Box(X(x), bottom + 0.03f, width + 0.1f, 0.035f, Tint.Web(0xEDE8DF));
        Curtains(x, width, top, bottom);
        _canvas.Lamp(X(x), middle, _evening ? 0.5f : 0.8f, _evening ? new Tint(0.05f, 0.07f, 0.12f) : new Tint(0.4f, 0.41f, 0.43f));
    }

    private void Curtains(float x, float width, float top, float bottom)
    {
        var cloth = Tint.Web(_dice.Pick<int>(Cloths)).Towards(Tint.Web(0xEFE8DC), _dice.Between(0.3f, 0.75f));
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            for (var fold = 0; fold < 4; fold++)
            {
                var foldX = x + (side * ((width / 2) + 0.1f - (fold * 0.032f)));
                _canvas.Box(X(foldX), (top + bottom) / 2 + 0.1f, 0.036f, bottom - top + 0.32f, cloth * (fold % 2 == 0 ? 1 : 0.8f), corner: 0.012f);
            }
        }
    }

    private void Bedroom()
    {
        var cloth = Tint.Web(_dice.Pick<int>(Cloths));
        var linen = cloth.Towards(Tint.Web(0xF2EEE6), 0.7f);
        var bed = _dice.Between(0.74f, 0.82f);
        _canvas.Box(Across(bed), 0.68f, 0.78f, 0.34f, _wood, corner: 0.03f);
        _canvas.Box(Across(bed), 0.96f, 0.84f, 0.36f, linen, corner: 0.06f, shade: 0.15f);
        _canvas.Ellipse(Across(bed - 0.1f), 0.79f, 0.3f, 0.16f, Tint.Web(0xF3EFE8), turn: 0.1f);
        _canvas.Ellipse(Across(bed + 0.1f), 0.79f, 0.3f, 0.16f, Tint.Web(0xEDE6DA), turn: -0.1f);
        _canvas.Ellipse(Across(bed), 0.84f, 0.22f, 0.13f, cloth);
        _canvas.Box(Across(bed), 1.03f, 0.86f, 0.22f, cloth, corner: 0.05f, shade: 0.2f);
        Cabinet(bed - 0.29f, 0.2f, 0.26f);
        TableLamp(bed - 0.29f, _floor - 0.26f);
        Pictures(bed, 0.28f);
        if (_dice.Chance(0.5f))
        {
            FairyLights();
        }

        Plant(_dice.Between(0.3f, 0.36f), _floor, _dice.Between(0.3f, 0.42f));
    }

    private void Office()
    {
        Shelf(_dice.Between(0.8f, 0.88f), _dice.Between(0.46f, 0.62f));
        Pictures(_dice.Between(0.5f, 0.56f), 0.26f);
        Cabinet(0.5f, 0.62f, _dice.Between(0.2f, 0.28f));
        if (_dice.Chance(0.6f))
        {
            TableLamp(_dice.Between(0.42f, 0.6f), _floor - 0.24f);
        }

        Plant(_dice.Between(0.3f, 0.36f), _floor, _dice.Between(0.4f, 0.6f));
    }

    private void LivingRoom()
    {
        var cloth = Tint.Web(_dice.Pick<int>(Cloths));
        var sofa = _dice.Between(0.64f, 0.72f);
        Pictures(sofa, 0.3f);
        FloorLamp(_dice.Between(0.91f, 0.96f));
        Plant(_dice.Between(0.3f, 0.36f), _floor, _dice.Between(0.4f, 0.6f));
        _canvas.Box(Across(sofa), 0.77f, 0.92f, 0.34f, cloth, corner: 0.05f, shade: 0.15f);
        _canvas.Box(Across(sofa), 0.95f, 1.02f, 0.22f, cloth * 1.12f, corner: 0.05f, shade: 0.2f);
        for (var i = 0; i < 3; i++)
        {
            var cushion = Tint.Web(_dice.Pick<int>(Cloths)).Towards(Tint.Web(0xF0EADF), _dice.Between(0, 0.6f));
            _canvas.Box(Across(sofa + (0.17f * (i - 1)) + _dice.Between(-0.03f, 0.03f)), 0.8f, 0.19f, 0.18f, cushion, corner: 0.04f, turn: _dice.Between(-0.5f, 0.5f));
        }
    }

    private void Cabinet(float across, float width, float height)
    {
        _canvas.Box(Across(across), _floor - (height / 2), width, height, _wood, corner: 0.01f, shade: 0.15f);
        _canvas.Box(Across(across), _floor - height, width + 0.03f, 0.022f, _wood * 1.2f);
    }

    private void Shelf(float across, float width)
    {
        const int Boards = 5;
        var (top, x) = (_dice.Between(0, 0.08f), across * _canvas.Right);
        var gap = (_floor - top) / Boards;
        _canvas.Box(X(x), (top + _floor) / 2, width + 0.03f, _floor - top, _wood * 0.55f, shade: 0.2f);
        for (var board = 0; board < Boards; board++)
        {
            var bottom = top + ((board + 1) * gap);
            _canvas.Box(X(x), bottom, width + 0.03f, 0.02f, _wood * 1.1f);
            for (var at = x - (width / 2) + 0.01f; at < x + (width / 2) - 0.03f;)
            {
                var thick = _dice.Between(0.016f, 0.036f);
                if (_dice.Chance(0.12f))
                {
                    at += thick * 2;
                    continue;
                }

                var high = gap * _dice.Between(0.5f, 0.85f);
                _canvas.Box(X(at + (thick / 2)), bottom - 0.01f - (high / 2), thick, high, Tint.Web(_dice.Pick<int>(Books)));
                at += thick;
            }
        }

        _canvas.Box(X(x - (width / 2)), (top + _floor) / 2, 0.02f, _floor - top, _wood);
        _canvas.Box(X(x + (width / 2)), (top + _floor) / 2, 0.02f, _floor - top, _wood);
    }

    private void Pictures(float across, float y)
    {
        var count = _dice.Pick<int>([1, 2, 3]);
        for (var i = 0; i < count; i++)
        {
            var (width, height) = (_dice.Between(0.14f, 0.2f), _dice.Between(0.18f, 0.27f));
            var x = Across(across) + ((i - ((count - 1) / 2f)) * 0.26f);
            _canvas.Box(x, y, width + 0.02f, height + 0.02f, _dice.Chance(0.5f) ? Tint.Web(0x2B2622) : _wood);
            _canvas.Box(x, y, width, height, Tint.Web(0xEFEBE2));
            var motif = Tint.Web(_dice.Pick<int>(Books)).Towards(_wall, 0.25f);
            _canvas.Box(x, y + 0.01f, width * 0.74f, height * 0.7f, motif, shade: 0.5f);
            _canvas.Ellipse(x + _dice.Between(-0.02f, 0.02f), y - 0.02f, width * 0.35f, width * 0.35f, Tint.Web(_dice.Pick<int>(Cloths)));
        }
    }

    private void TableLamp(float across, float bottom)
    {
        var foot = Tint.Web(_dice.Pick<int>(Cloths));
        _canvas.Ellipse(Across(across), bottom - 0.05f, 0.07f, 0.1f, foot);
        Lamplight(Across(across), bottom - 0.16f, 0.15f, 0.12f);
    }

    private void FloorLamp(float across)
    {
        _canvas.Box(Across(across), 0.6f, 0.014f, _floor - 0.28f, Tint.Web(0x2E2A27));
        Lamplight(Across(across), 0.28f, 0.2f, 0.15f);
    }

    private void Lamplight(float x, float y, float width, float height)
    {
        var share = _evening ? 1 : 0.55f;
        _canvas.BrightBox(x, y, width, height, WarmLamp * (0.9f * share), corner: 0.03f, shade: -0.15f);
        _canvas.Lamp(x, y, 0.3f, WarmLamp * (0.5f * share));
    }

    private void FairyLights()
    {
        var (from, sag) = (_dice.Between(0.3f, 0.45f), _dice.Between(0.05f, 0.1f));
        for (var i = 0; i < 16; i++)
        {
            var along = i / 15f;
            var y = 0.05f + (sag * MathF.Sin(along * MathF.PI * 2) * MathF.Sin(along * MathF.PI * 2));
            _canvas.BrightEllipse(Across(from + (along * 0.55f)), y, 0.022f, 0.022f, WarmLamp * 5);
        }
    }

    private void Plant(float across, float bottom, float height)
    {
        var x = Across(across);
        _canvas.Box(x, bottom - 0.06f, 0.15f, 0.13f, Tint.Web(_dice.Pick<int>([0xB5633F, 0xE7E1D6, 0x4D5960, 0xC9A87C])), corner: 0.03f, shade: 0.2f);
        for (var i = 0; i < 22; i++)
        {
            var lean = _dice.Between(-1.1f, 1.1f);
            var (sin, cos) = MathF.SinCos(lean);
            var length = height * _dice.Between(0.45f, 0.75f);
            var (leafX, leafY) = (x + (sin * length * 0.6f), bottom - 0.12f - (cos * length * 0.75f));
            _canvas.Ellipse(leafX, leafY, 0.05f, length * 0.7f, Tint.Web(_dice.Pick<int>(Leaves)) * _dice.Between(0.7f, 1.25f), turn: lean, shade: 0.25f);
        }
    }
}
