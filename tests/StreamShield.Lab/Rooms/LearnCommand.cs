using System.CommandLine;
using System.Globalization;
using OpenCvSharp;
using StreamShield.Audit.Measures;
using StreamShield.Core.Frames;

namespace StreamShield.Lab.Rooms;

/// <summary>The verb <c>learn</c>: what a minute of learning gives. Per scene and way of knowing the room: share of the picture that the plate claims,
/// and how much of the claim is wrong at its worst moment of the last 30 seconds; streamer kept, over the whole clip and in the last seconds; room
/// recovered in the last seconds, and recovered where the learnt plate claims to know.</summary>
internal static class LearnCommand
{
    /// <summary>Levels, in the worst channel, from which a claimed pixel is wrong.</summary>
    private const int Wrong = 24;

    /// <summary>Pictures between two looks at the claim: half a second.</summary>
    private const int Look = LearnScene.Rate / 2;

    /// <summary>Share of the claim from which its wrong pixels are more than specks.</summary>
    private const double Speckles = 0.01;

    private static readonly string[] Ways = ["unknown", "learnt", "hinted", "captured"];

    public static int Run(string[] args)
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "Folder with rooms/, people/ and objects/.", Required = true };
        var only = new Option<string[]>("--only") { Description = "Only scenes whose name contains one of these.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [""] };
        var ways = new Option<string[]>("--ways") { Description = $"Of {string.Join(", ", Ways)}.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Ways };
        var sheets = new Option<DirectoryInfo?>("--sheets") { Description = "Where pictures of the last moment go: camera, what goes out and the learnt plate." };
        var command = new RootCommand("What a minute of learning gives.") { data, only, ways, sheets };
        command.SetAction(parsed =>
        {
            Console.WriteLine("| scene | room | claimed % | wrong % of the claim, worst | above 1 %, s | of it under the streamer % | kept % | kept, last seconds % | worst picture % | recovered % | once % | recovered where claimed % | slates |");
            Console.WriteLine("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            foreach (var scene in LearnScene.All.Where(scene => parsed.GetRequiredValue(only).Any(part => scene.Name.Contains(part, StringComparison.Ordinal))))
            {
                Measure(scene, parsed.GetRequiredValue(data).FullName, parsed.GetRequiredValue(ways), parsed.GetValue(sheets)?.FullName);
            }
        });
        return command.Parse(args).Invoke();
    }

    private static void Measure(LearnScene scene, string data, string[] ways, string? sheets)
    {
        using var living = new LivingRoom(data, scene);
        using var room = new Mat();
        using var raw = new Mat();
        using var truth = new Mat();
        using var background = new Mat();
        using var claim = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC1, Scalar.All(0));
        var arms = ways.Select(way => new Arm(way)).ToList();
        for (var number = 0; number < (LearnScene.Learning + LearnScene.Measured) * LearnScene.Rate; number++)
        {
            living.Next(room, raw, truth);
            Cv2.Compare(truth, Scalar.All(0), background, CmpTypes.EQ);
            foreach (var arm in arms)
            {
                arm.Take(number, room, raw, truth, background, claim);
            }
        }

        foreach (var arm in arms)
        {
            arm.Print(scene.Name);
            if (sheets is not null)
            {
                arm.Draw(Path.Combine(Directory.CreateDirectory(sheets).FullName, $"{scene.Name}-{arm.Way}.jpg"), raw);
            }

            arm.Dispose();
        }
    }

    /// <summary>One way of knowing the room.</summary>
    private sealed class Arm(string way) : IDisposable
    {
        private readonly ShieldUnderTest _shield = new(new RoomsOptions { Scenes = "", SelfCapture = false }, "", LearnScene.Rate);
        private readonly Mat _output = new(Scene.Height, Scene.Width, MatType.CV_8UC3);
        private readonly Mat _matte = new();
        private readonly ShownMeter _kept = new();
        private readonly ShownMeter _keptLast = new();
        private readonly LeakMeter _leak = new(Scene.Width, Scene.Height);
        private readonly LeakMeter _leakOfClaim = new(Scene.Width, Scene.Height);
        private readonly Mat _both = new();
        private readonly Plate _plate = new(new FrameSize(Scene.Width, Scene.Height));
        private double _worst = 1;
        private double _claimed;
        private double _wrong;
        private double _wrongFor;
        private double _under;

        public string Way => way;

        public void Take(int number, Mat room, Mat raw, Mat truth, Mat background, Mat claim)
        {
            if (way == "unknown")
            {
                _shield.Room.Use(null);
            }
            else if (way == "captured" && number == 0)
            {
                Layers.Bytes(room).CopyTo(_plate.Pixels);
                _plate.Confidence.Fill(byte.MaxValue);
                _shield.Room.Use(_plate);
            }

            _shield.Room.HintsLearnt = way == "hinted";
            _shield.Run(raw, _output, _matte);
            _kept.Add(raw, _output, truth);
            if (number >= LearnScene.Learning * LearnScene.Rate)
            {
                _keptLast.Add(raw, _output, truth);
                _leak.Add(raw, _output, background);
                if (way == "learnt")
                {
                    Claim(claim);
                }

                Cv2.BitwiseAnd(background, claim, _both);
                _leakOfClaim.Add(raw, _output, _both);
                using var one = new ShownMeter();
                one.Add(raw, _output, truth);
                _worst = double.IsNaN(one.Share) ? _worst : Math.Min(_worst, one.Share);
            }

            if (number >= LearnScene.Learning * LearnScene.Rate / 2 && number % Look == 0 && _shield.Room.InUse is { } plate)
            {
                Judge(plate, room, truth);
            }
        }

        public void Print(string scene) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {scene} | {way} | {100 * _claimed:0.0} | {100 * _wrong:0.00} | {_wrongFor:0.0} | {100 * _under:0.00} | {100 * _kept.Share:0.0} | {100 * _keptLast.Share:0.0} | {100 * _worst:0.0} | {100 * _leak.Recovered:0.00} | {100 * _leak.RecoveredOnce:0.00} | {100 * _leakOfClaim.Recovered:0.00} | {_shield.Slates} |"));

        public void Draw(string file, Mat raw)
        {
            using var known = new Mat(Scene.Height, Scene.Width, MatType.CV_8UC3, new Scalar(255, 0, 255));
            if (_shield.Room.InUse is { } plate)
            {
                var pixels = Layers.Bytes(known);
                for (var i = 0; i < plate.Confidence.Length; i++)
                {
                    if (plate.Confidence[i] >= Plate.Claimed)
                    {
                        plate.Pixels.Slice(i * 3, 3).CopyTo(pixels[(i * 3)..]);
                    }
                }
            }

            using var sheet = new Mat();
            Cv2.HConcat([raw, _output, known], sheet);
            Cv2.Resize(sheet, sheet, new Size(sheet.Cols / 2, sheet.Rows / 2), 0, 0, InterpolationFlags.Area);
            Cv2.ImWrite(file, sheet);
        }

        public void Dispose()
        {
            _shield.Dispose();
            _output.Dispose();
            _matte.Dispose();
            _kept.Dispose();
            _keptLast.Dispose();
            _leak.Dispose();
            _leakOfClaim.Dispose();
            _both.Dispose();
            _plate.Dispose();
        }

        /// <summary>Marks what the learnt plate claims: all ways are measured there.</summary>
        private void Claim(Mat claim)
        {
            var marks = Layers.Bytes(claim);
            marks.Clear();
            for (var i = 0; _shield.Room.InUse is { } plate && i < marks.Length; i++)
            {
                marks[i] = plate.Confidence[i] >= Plate.Claimed ? byte.MaxValue : (byte)0;
            }
        }

        /// <summary>Compares what the plate claims with the true room, after one gain a channel: the plate has the light in which it was
        /// learnt.</summary>
        private void Judge(Plate plate, Mat room, Mat truth)
        {
            var now = Layers.Bytes(room);
            var streamer = Layers.Bytes(truth);
            var (claimed, wrong, under) = (0, 0, 0);
            var gains = new double[3];
            for (var channel = 0; channel < 3; channel++)
            {
                var (sum, share) = (0.0, 0.0);
                for (var i = 0; i < plate.Confidence.Length; i += 7)
                {
                    if (plate.Confidence[i] >= Plate.Claimed)
                    {
                        sum += (double)plate.Pixels[(i * 3) + channel] * now[(i * 3) + channel];
                        share += (double)plate.Pixels[(i * 3) + channel] * plate.Pixels[(i * 3) + channel];
                    }
                }

                gains[channel] = share > 0 ? sum / share : 1;
            }

            for (var i = 0; i < plate.Confidence.Length; i++)
            {
                if (plate.Confidence[i] < Plate.Claimed)
                {
                    continue;
                }

                claimed++;
                var off = 0.0;
                for (var channel = 0; channel < 3; channel++)
                {
                    off = Math.Max(off, Math.Abs((plate.Pixels[(i * 3) + channel] * gains[channel]) - now[(i * 3) + channel]));
                }

                wrong += off > Wrong ? 1 : 0;
                under += off > Wrong && streamer[i] > 250 ? 1 : 0;
            }

            _claimed = (double)claimed / plate.Confidence.Length;
            _wrong = claimed > 0 ? Math.Max(_wrong, (double)wrong / claimed) : _wrong;
            _wrongFor += wrong > Speckles * claimed ? (double)Look / LearnScene.Rate : 0;
            _under = claimed > 0 ? Math.Max(_under, (double)under / claimed) : _under;
        }
    }
}
