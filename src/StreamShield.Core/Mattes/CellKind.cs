namespace StreamShield.Core.Mattes;

/// <summary>What the coarse matte says of one of its cells and its neighbours.</summary>
internal enum CellKind : byte
{
    /// <summary>Nobody is near.</summary>
    Hidden = 0,

    /// <summary>The filter decides.</summary>
    Edge,

    /// <summary>Well inside the streamer.</summary>
    Visible,
}
