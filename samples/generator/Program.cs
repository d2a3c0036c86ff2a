using System.Globalization;
using StreamShield.DemoClip;

if (args.Length == 0 || args[0].StartsWith('-'))
{
    Console.Error.WriteLine("""
        Renders the demo clip of StreamShield.

            dotnet run -c Release --project samples/generator -- OUTDIR [options]

            --quick            half size, every third frame, few rays: a preview in a few minutes
            --keep-room        takes OUTDIR/demo-room.png as it is instead of rendering the room again
            --room-only        stops after the room
            --layers-only      renders the actor's layers, which a later run finds in OUTDIR and goes on with
            --every N          renders every Nth frame and holds it
            --still SECONDS    writes still.png and still-matte.png of this moment instead of the clip; may be repeated
            --threads N        processor threads to use (default: 2)

        Needs ffmpeg on the path. The same input gives the same pictures.
        """);
    return 2;
}

var options = new ClipOptions { Folder = args[0] };
for (int i = 1; i < args.Length; i++)
{
    options = args[i] switch
    {
        "--quick" => options with { Quick = true },
        "--keep-room" => options with { KeepRoom = true },
        "--layers-only" => options with { LayersOnly = true },
        "--every" => options with { Every = int.Parse(args[++i], CultureInfo.InvariantCulture) },
        "--room-only" => options with { RoomOnly = true },
        "--still" => options with { Stills = [.. options.Stills, float.Parse(args[++i], CultureInfo.InvariantCulture)] },
        "--threads" => options with { Threads = int.Parse(args[++i], CultureInfo.InvariantCulture) },
        _ => throw new ArgumentException($"Unknown option {args[i]}."),
    };
}

Directory.CreateDirectory(options.Folder);
new ClipMaker(options).Run();
return 0;
