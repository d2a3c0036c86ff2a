using System.Runtime.InteropServices;
using OpenCvSharp;

namespace StreamShield.Core.Compositing;

/// <summary>Tells whether OpenCV's native library can be loaded, without an exception.</summary>
public static class OpenCvLibrary
{
    private static readonly Lazy<bool> Found = new(static () => NativeLibrary.TryLoad("OpenCvSharpExtern", typeof(Mat).Assembly, null, out _));

    /// <summary>False in a build without it, or when the system lacks its dependencies.</summary>
    public static bool IsThere => Found.Value;
}
