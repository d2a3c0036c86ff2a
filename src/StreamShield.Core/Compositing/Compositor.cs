namespace StreamShield.Core;

/// <summary>STUB while the contracts settle.</summary>
public sealed class Compositor
{
}
