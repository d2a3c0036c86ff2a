using System.Runtime.InteropServices;
using OpenCvSharp;

namespace StreamShield.Core.Compositing;

/// <summary>Whether OpenCV's native library can be loaded, asked without an exception.</summary>
public static class OpenCvLibrary
{
    private static readonly Lazy<bool> Found = new(static () => NativeLibrary.TryLoad("OpenCvSharpExtern", typeof(Mat).Assembly, null, out _));

    /// <summary>False in a build without it, and where the system lacks what it needs.</summary>
    public static bool IsThere => Found.Value;
}
