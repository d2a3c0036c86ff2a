using StreamShield.CameraProbe;
using StreamShield.Core.Frames;
using StreamShield.Tests.Onnx;

// The far end of a virtual camera and a writer with known pictures, and both ends of a sound cable, for tests/wine and tests/vm.
const string Usage = """
    cameraprobe obs-write SIZE COUNT [crash]     feed the OBS Virtual Camera's memory with numbered pictures; crash: die like kill -9 in the middle
    cameraprobe obs-read SIZE COUNT [crash]      read them as the filter does; exact, none missing, the slate last, stopping said
    cameraprobe unity-write SIZE COUNT [crash]   the same for UnityCapture
    cameraprobe unity-read SIZE COUNT [crash]
    cameraprobe sound OUTPUT MICROPHONE [unplug] play a tone into a cable and hear it at its other end; unplug: wait until the cable is pulled out
    cameraprobe sound OUTPUT MICROPHONE left     the same with a cable whose right side is silent
    cameraprobe key FOLDER store                 the key of a plate: stored, read back, refused when damaged
    cameraprobe desktop tray key                 Windows' tray and panic key, by synthetic messages and key presses
    cameraprobe frames FILE SIZE                 say for each YUYV picture in a file whether it is a slate, and which
    cameraprobe model FOLDER tiny                write a tiny model that takes everything for the streamer
    """;

if (args.Length < 3)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

var crash = args.Length > 3 && args[3] == "crash";
try
{
    return Run();
}
catch (ShieldException e)
{
    Console.WriteLine($"FAILED {args[0]}: {e.Message}");
    return 1;
}

int Run() => args[0] switch
{
    "obs-write" => Writer.Run("obs", args[1], args[2], crash),
    "unity-write" => Writer.Run("unitycapture", args[1], args[2], crash),
    "obs-read" when OperatingSystem.IsWindows() => ObsReader.Run(args[1], args[2], crash),
    "unity-read" when OperatingSystem.IsWindows() => UnityReader.Run(args[1], args[2], crash),
    "sound" when args.Length > 3 && args[3] == "left" => new Cable(args[1], args[2]).RunOneSided(),
    "sound" => new Cable(args[1], args[2]).Run(args.Length > 3 && args[3] == "unplug"),
    "desktop" when OperatingSystem.IsWindows() => DesktopProbe.Run(),
    "key" => KeyProbe.Run(args[1]),
    "frames" => Frames.Run(args[1], args[2]),
    "model" => WriteModel(args[1], args[2]),
    _ => Refuse(),
};

int WriteModel(string folder, string name)
{
    Console.WriteLine(TinyOnnx.Write(folder, name, TinyOnnx.Constant(64, 36, 1), 64, 36));
    return 0;
}

int Refuse()
{
    Console.Error.WriteLine(Usage);
    return 2;
}
