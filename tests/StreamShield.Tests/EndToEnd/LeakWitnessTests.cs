using OpenCvSharp;
using StreamShield.Core.Compositing;
using StreamShield.Core.Frames;
using StreamShield.Devices.Mjpeg;

namespace StreamShield.Tests.EndToEnd;

/// <summary>The check can fail: whatever must be found is smuggled past it here.</summary>
public sealed class LeakWitnessTests : IDisposable
{
    private const long Number = 7;
    private readonly Room _room = new(1);
    private readonly LeakWitness _witness;
    private readonly ShieldedFrame _picture = new(Room.Size);
    private readonly byte[] _raw = new byte[Room.Size.Pixels * 3];

    public LeakWitnessTests()
    {
        _witness = new LeakWitness(_room);
        for (var number = Number - 3; number <= Number; number++)
        {
            _room.Draw(number, _raw);
            _witness.Delivered(number, _raw, Room.Streamer(number), new Area(0, 0, Room.Size.Width, Room.Size.Height));
        }
    }

    public void Dispose() => _picture.Dispose();

    /// <summary>A picture as it should be: everything one colour, the streamer of its frame on it.</summary>
    private Span<byte> Honest(long claims = Number)
    {
        var luma = _picture.Begin()[..Room.Size.Pixels];
        luma.Fill(70);
        Copy(luma, Number, Room.Streamer(Number));
        _picture.Stamp(claims, 1);
        return luma;
    }

    private void Copy(Span<byte> luma, long from, Area area, double share = 1)
    {
        _room.Draw(from, _raw);
        var raw = Room.Luma(_raw);
        for (var y = area.Top; y < area.Bottom; y++)
        {
            for (var x = area.Left; x < area.Right; x++)
            {
                ref var pixel = ref luma[(y * Room.Size.Width) + x];
                pixel = (byte)((raw[(y * Room.Size.Width) + x] * share) + (pixel * (1 - share)));
            }
        }
    }

    private void MustFind(string words) => Assert.Contains(_witness.Findings, finding => finding.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void An_honest_picture_passes()
    {
        Honest();
        _witness.Examine(_picture);
        _witness.AssertClean();
        Assert.Equal(1, _witness.Shown);
    }

    [Fact]
    public void A_raw_frame_passed_off_as_shielded_is_found()
    {
        Copy(Honest(), Number, new Area(0, 0, Room.Size.Width, Room.Size.Height));
        _witness.Examine(_picture);
        MustFind("The room is in picture 7");
        MustFind("Picture 7 shows frame 7");
        Assert.ThrowsAny<Exception>(_witness.AssertClean);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(0.2)]
    public void A_corner_of_the_room_is_found_even_when_it_only_shines_through(double share)
    {
        Copy(Honest(), Number, new Area(16, 160, 24, 24), share);
        _witness.Examine(_picture);
        MustFind("The room");
    }

    [Fact]
    public void A_single_cell_of_the_raw_frame_is_found()
    {
        Copy(Honest(), Number, new Area(8, 8, 8, 8));
        _witness.Examine(_picture);
        MustFind("Picture 7 shows frame 7");
    }

    /// <summary>Law 3: a picture under the number of another frame, or with the matte of the frame before, which shows the room where the streamer was.</summary>
    [Fact]
    public void Another_frames_matte_or_number_is_found()
    {
        Honest(claims: Number - 1);
        _witness.Examine(_picture);
        MustFind("does not show the streamer of frame 6");

        Copy(Honest(), Number, Room.Streamer(Number - 1));
        _witness.Examine(_picture);
        MustFind("Picture 7 shows frame 7");
    }

    [Fact]
    public void The_streamer_of_the_frame_before_is_found()
    {
        Copy(Honest(), Number - 1, Room.Streamer(Number - 1));
        _witness.Examine(_picture);
        MustFind("Picture 7 shows frame 6");
    }

    [Fact]
    public void A_picture_of_two_settings_is_found()
    {
        Honest()[..(Room.Size.Width * 32)].Fill(Room.Luma(Room.Solid.B, Room.Solid.G, Room.Solid.R));
        _witness.Examine(_picture);
        MustFind("torn");
    }

    [Fact]
    public void A_raw_frame_marked_as_slate_is_found_and_real_slates_are_read()
    {
        Copy(Honest(), Number, new Area(0, 0, Room.Size.Width, Room.Size.Height));
        _picture.Begin();
        _witness.Examine(_picture);
        MustFind("marked as slate");
        new Slate(Room.Size).Draw(SlateReason.SourceBusy, _picture);
        _witness.Examine(_picture);
        Assert.Equal(SlateReason.SourceBusy, _witness.Last.Slate);
    }

    [Fact]
    public void The_room_is_found_in_a_jpeg_and_slates_are_read_there()
    {
        using var sink = new MjpegSink(Room.Size);
        using var client = sink.Attach();
        new Slate(Room.Size).Draw(SlateReason.Panic, _picture);
        Examine();
        Assert.Equal(SlateReason.Panic, _witness.Last.Slate);
        Honest();
        Examine();
        Assert.False(_witness.Last.IsSlate);
        _witness.AssertClean();
        Copy(Honest(), Number, new Area(16, 0, 32, 32));

        Examine();

        MustFind("The room is in decoded");

        void Examine()
        {
            sink.Write(_picture);
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            Assert.True(client.Next(patience.Token));
            _witness.ExamineJpeg(client.Jpeg.Span);
        }
    }

    /// <summary>The model marks exactly the streamer; else the tests would prove nothing.</summary>
    [Fact]
    public void The_room_is_dark_and_the_streamer_bright()
    {
        for (var number = 1; number < 20; number++)
        {
            _room.Draw(number, _raw);
            using var mat = Mat.FromPixelData(Room.Size.Height, Room.Size.Width, MatType.CV_8UC3, _raw);
            var area = Room.Streamer(number);
            for (var y = 0; y < Room.Size.Height; y += 4)
            {
                for (var x = 0; x < Room.Size.Width; x += 4)
                {
                    Assert.Equal(area.Touches(new Area(x, y, 4, 4)), mat.At<Vec3b>(y, x).Item1 > 150);
                }
            }
        }
    }
}
